// Reads several records at once from text: lines of a zone file, or rows of a spreadsheet (name, type, [priority,] content, [TTL]).

const WORDS = /"(?:[^"\\]|\\.)*"|;.*$|[^\s;]+/g;
const TTL = /^\d+[smhdw]?(\d+[smhdw])*$/i;
const CLASS = /^(IN|CH|HS)$/i;
// the types whose content ends with the name of a host, which a zone file may write relative to the zone
const NAMES_A_HOST = new Set(["CNAME", "NS", "MX", "PTR", "DNAME", "SRV", "RRCLONE"]);

// returns records; a line that is none is the content of one, for the API to say what is wrong
export function readLines(text, zone, types) {
  const lines = joined(text);
  const isTable = lines.some((line) => line.includes("\t")) && !lines.some((line) => /^\$|\sIN\s/i.test(line));
  const state = { owner: "", origin: "", ttl: "" };
  return lines.map((line) => (isTable && readRow(line, types)) || readLine(line, zone, types, state)).filter(Boolean);
}

function joined(text) {
  // what stands in brackets is one record
  const lines = [];
  let depth = 0;
  for (const line of text.split(/\r?\n/)) {
    const bare = line.replace(/"(?:[^"\\]|\\.)*"|;.*$/g, "");
    if (depth > 0) lines[lines.length - 1] += ` ${line.replace(/;.*$/, "")}`;
    else if (line.trim()) lines.push(line);
    depth += (bare.match(/\(/g) ?? []).length - (bare.match(/\)/g) ?? []).length;
  }
  return lines.map((line) => (/\(/.test(line.replace(/"(?:[^"\\]|\\.)*"/g, "")) ? line.replace(/[()](?=(?:[^"]*"[^"]*")*[^"]*$)/g, " ") : line));
}

function record(values) {
  return { name: "", type: "A", priority: "", content: "", ttl: "", comment: "", disabled: false, ...values };
}

function readRow(line, types) {
  const cells = line.split("\t").map((cell) => cell.trim());
  const type = (cells[1] ?? "").toUpperCase();
  if (!Object.hasOwn(types, type)) return null;
  const rest = cells.slice(2).filter(Boolean);
  const ttl = rest.length > 1 && TTL.test(rest.at(-1)) ? rest.pop() : "";
  const priority = types[type].priority && rest.length ? takePriority(rest) : "";
  return record({ name: cells[0] === "@" ? "" : cells[0], type, priority, content: rest.join(" "), ttl });
}

function takePriority(words) {
  if (words.length > 1 && /^\d+$/.test(words[0])) return words.shift();
  const [, priority, rest] = /^(\d+)\s+(.+)$/.exec(words[0]) ?? [];
  if (!priority) return "";
  words[0] = rest;
  return priority;
}

function readLine(line, zone, types, state) {
  const words = line.match(WORDS) ?? [];
  const comment = words.at(-1)?.startsWith(";") ? words.pop().slice(1).trim() : "";
  if (!words.length) return null;
  if (words[0].startsWith("$")) {
    if (/^\$TTL$/i.test(words[0])) state.ttl = words[1] ?? "";
    if (/^\$ORIGIN$/i.test(words[0])) state.origin = words[1] ?? "";
    return null;
  }
  const owner = /^\s/.test(line) ? state.owner : absolute(words.shift(), state.origin);
  let ttl = state.ttl;
  while (words.length > 1 && (CLASS.test(words[0]) || TTL.test(words[0]))) {
    const word = words.shift();
    if (!CLASS.test(word)) ttl = word;
  }
  const type = (words.shift() ?? "").toUpperCase();
  if (type === "SOA") return null;
  if (!Object.hasOwn(types, type) && !/^TYPE\d+$/.test(type)) return record({ content: line.trim(), ttl: "" });
  state.owner = owner;
  const priority = types[type]?.priority && words.length > 1 ? words.shift() : "";
  return record({ name: owner, type, priority, content: contentOf(type, words, zone, state.origin), ttl, comment });
}

// a name as the API takes it: relative to the zone, or absolute with a final dot
function absolute(name, origin) {
  if (name === "@") return origin;
  return name.endsWith(".") || !origin ? name : `${name}.${origin}`;
}

function contentOf(type, words, zone, origin) {
  if (type === "TXT") return words.every((word) => word.startsWith('"')) ? plainText(words) : words.join(" ");
  if (NAMES_A_HOST.has(type) && words.length) {
    const host = words.pop();
    words.push(host.endsWith(".") ? host : host === "@" ? origin || `${zone}.` : `${host}.${origin || `${zone}.`}`);
  }
  return words.join(" ");
}

// text without escapes of octets is told as people mean it
function plainText(words) {
  if (words.some((word) => /\\\d/.test(word))) return words.join(" ");
  return words.map((word) => word.slice(1, -1).replace(/\\(.)/g, "$1")).join("");
}
