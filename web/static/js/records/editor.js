// The editor of records: rows are edited in place, what is changed is gathered above the list, and saved in one go.

import { Changes } from "./changes.js";
import { Check } from "./check.js";
import { listenToKeys } from "./keyboard.js";
import { List } from "./list.js";
import { readLines } from "./paste.js";
import { RowEditors } from "./row_editors.js";
import { element, paintChange, paintRecord } from "./rows.js";

const find = (selector) => document.querySelector(selector);
const { zone, visitor, batch, check: checkAddress } = find("#list").dataset;
const types = JSON.parse(find("#list").dataset.types);
const section = find("#changes");
const body = section.querySelector("tbody");
const form = find("#review");
const changes = new Changes(`${visitor} ${zone}`, find("#list").dataset.tag);
if (batch && changes.batch === batch) changes.clear(find("#list").dataset.tag);

const editors = new RowEditors(find("#fields"), types, changes, { typed, accepted, undone, wantsDeletion });
const check = new Check(checkAddress, form.elements.csrf_token.value, changes, isFinished, showFound);
const list = new List(showList, leaveFor);
const painted = new WeakMap();
// rows of changes; more would make the page slow, and nobody reads them
const MOST_SHOWN = 500;
let isLeaving = false;
let undoneLast = [];

function say(text) { find("#said").textContent = text; }

const counted = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;

// --- what is seen

function paint() {
  const isShown = (change) => !editors.get(change.key) || body.contains(editors.get(change.key).holder);
  const all = [...changes].filter(isShown);
  const refused = all.filter((change) => change.error).slice(0, MOST_SHOWN);
  const shown = all.length <= MOST_SHOWN ? all : [...new Set([...refused, ...all.slice(0, MOST_SHOWN), ...all.slice(-1)])];
  const rows = new Map([...body.rows].filter((row) => row.dataset.key).map((row) => [row.dataset.key, row]));
  for (const change of shown) {
    let row = rows.get(change.key);
    rows.delete(change.key);
    if (!row) body.append(row = element("tr"));
    const look = JSON.stringify(change);
    if (painted.get(row) !== look) paintChange(row, change);
    painted.set(row, look);
  }
  for (const row of rows.values()) row.remove();
  section.hidden = !all.length;
  find("#changes-title").textContent = `Your changes (${all.length})`;
  find("#more-changes").textContent = all.length > shown.length ? `And ${all.length - shown.length} more, which are saved along.` : "";
  paintList();
}

function paintList() {
  for (const row of list.element.querySelectorAll("tr[data-record]")) {
    const change = changes.get(`r${row.dataset.id}`);
    const look = JSON.stringify(change ?? null);
    if (painted.get(row) !== look) paintRecord(row, JSON.parse(row.dataset.record), change);
    painted.set(row, look);
  }
}

// what appears above must not push away what somebody looks at
function paintKeepingPlace() {
  const anchor = document.activeElement === document.body ? null : document.activeElement;
  const before = anchor?.getBoundingClientRect().top;
  paint();
  if (anchor?.isConnected && before !== undefined) window.scrollBy(0, anchor.getBoundingClientRect().top - before);
}

function showList() {
  changes.seen(list.element.dataset.tag);
  form.elements.back.value = location.search;
  // fields that were open in the list before are closed; what was typed is among the changes
  for (const editor of [...editors.byKey.values()]) if (!editor.holder.isConnected) editors.close(editor);
  paint();
  say(list.element.querySelector("p")?.textContent ?? "");
}

function showFound({ errors, zone: aboutZone, warnings }) {
  for (const change of changes) change.error = errors[change.key] ?? "";
  const wrong = [...changes].filter((change) => change.error).length;
  const notices = [];
  if (wrong) notices.push(["problem", [`${wrong} of ${counted(changes.size, "change")} cannot be saved like this; see below.`]]);
  if (aboutZone.length) notices.push(["problem", aboutZone]);
  if (warnings.length) notices.push(["warning", warnings]);
  if (!changes.isKept) notices.push(["warning", ["These are more than the browser keeps: save them before you leave or reload this page."]]);
  find("#of-all").replaceChildren(...notices.map(([kind, sentences]) => {
    const notice = element("div", `notice ${kind}`);
    const texts = element("ul");
    texts.append(...sentences.map((sentence) => element("li", "", sentence)));
    notice.append(texts);
    return notice;
  }));
  editors.showErrors();
  paintKeepingPlace();
}

function changed() {
  paintKeepingPlace();
  check.soon();
  say(changes.size ? `${counted(changes.size, "change")} not saved yet` : "Nothing is changed.");
}

// --- what is done with rows

function changeOf(row) {
  const key = row.dataset.key ?? `r${row.dataset.id}`;
  if (changes.get(key) || row.dataset.key) return changes.get(key);
  const record = JSON.parse(row.dataset.record);
  return { key, id: Number(row.dataset.id), before: record, values: { ...record }, delete: false };
}

function edit(row) {
  editors.open(row, changeOf(row));
}

function add(values = {}) {
  const last = [...changes].at(-1);
  const type = last && !last.before ? last.values.type : "A";
  const blank = { name: "", type, priority: "", content: "", ttl: "", comment: "", disabled: false };
  const change = changes.addNew({ ...blank, ...values });
  paint();
  editors.open(body.querySelector(`tr[data-key="${change.key}"]`), change, "name");
}

function isBlank({ before, values }) {
  return !before && !values.name && !values.content && !values.comment && !values.priority;
}

// nobody wants to hear that a content is missing while the name is being typed
function isFinished({ key, before, values }) {
  return before || values.content || !editors.get(key);
}

function typed() { check.soon(); }

function accepted(editor, isByEnter) {
  const change = changes.get(editor.key);
  const isNew = !editor.change.before;
  editors.close(editor);
  if (change && isBlank(change)) {
    changes.drop(change.key);
    changed();
    (section.hidden ? find("#add") : form.querySelector(".main")).focus();
    return;
  }
  changed();
  if (isNew && isByEnter) add();
  else focusOn(editor.row);
}

function undone(editor) {
  editors.close(editor);
  if (editor.opened && !isBlank(editor.opened)) changes.put(editor.opened);
  else changes.drop(editor.key);
  changed();
  focusOn(editor.row);
}

function wantsDeletion(editor) {
  editors.close(editor);
  remove(editor.row);
}

function remove(row) {
  const change = changeOf(row);
  if (change.before) changes.put({ ...change, values: { ...change.before }, delete: !change.delete, error: "" });
  else undoneLast = [changes.drop(change.key)];
  changed();
  focusOn(row);
}

function undo(row) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  offerBack([changes.drop(changeOf(row).key)]);
  changed();
  focusOn(row.isConnected ? row : next);
}

function focusOn(row) {
  const within = row?.isConnected && !row.hidden ? row : null;
  const target = within?.querySelector(".row-actions :is(a, button):not([hidden])");
  (target ?? (section.hidden ? find("#add") : find("#changes-title"))).focus();
}

function offerBack(dropped) {
  undoneLast = dropped;
  find("#undone")?.remove();
  const offer = element("div", "notice");
  offer.id = "undone";
  const back = element("button", "button small", dropped.length === 1 ? "Bring it back" : "Bring them back");
  back.type = "button";
  back.addEventListener("click", () => {
    changes.together(() => undoneLast.forEach((change) => changes.put(change)));
    offer.remove();
    changed();
    find("#changes-title").focus();
  });
  offer.append(element("p", "", `${counted(dropped.length, "change")} undone.`), back);
  section.before(offer);
}

function pasted(event) {
  const editor = [...editors.byKey.values()].find(({ holder }) => holder.contains(event.target));
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!editor || editor.change.before || text.trim().split(/\r?\n/).length < 2) return;
  event.preventDefault();
  const records = readLines(text, zone, types);
  editors.close(editor);
  if (isBlank(changes.get(editor.key))) changes.drop(editor.key);
  changes.together(() => records.forEach((values) => changes.addNew(values)));
  changed();
  say(`${counted(records.length, "record")} added; ${counted(changes.size, "change")} not saved yet`);
  form.querySelector(".main").focus();
}

// --- saving and leaving

let isReviewing = false;

async function review() {
  if (isReviewing) return;
  for (const change of [...changes]) if (isBlank(change)) changes.drop(change.key);
  editors.closeAll();
  paint();
  if (!changes.size) {
    say("Nothing is changed.");
    find("#add").focus();
    return;
  }
  isReviewing = true;
  form.dataset.sending = "yes";
  const isGood = await check.now();
  delete form.dataset.sending;
  isReviewing = false;
  if (!isGood) {
    const first = body.querySelector("tr.refused") ?? body.rows[0];
    first.scrollIntoView({ block: "nearest" });
    focusOn(first);
    return;
  }
  form.elements.changes.value = changes.written();
  form.elements.tag.value = changes.tag;
  form.elements.batch.value = changes.batch;
  form.elements.back.value = location.search;
  isLeaving = true;
  form.submit();
}

function leaveFor(address) {
  isLeaving = true;
  location.assign(address);
}

window.addEventListener("beforeunload", (event) => {
  if (changes.size && !isLeaving) event.preventDefault();
});
window.addEventListener("pageshow", () => { isLeaving = false; });
form.addEventListener("submit", (event) => {
  event.preventDefault();
  review();
});
find("#undo-all").addEventListener("click", () => {
  editors.closeAll();
  offerBack(changes.clear(list.element.dataset.tag));
  changed();
  find("#add").focus();
});
find("#add").addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  add();
});
find("#add-more").addEventListener("click", () => add());
document.addEventListener("paste", pasted);
document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-id], tr[data-key]");
  const act = event.target.closest("[data-edit]") ? "edit" : event.target.closest("[data-act]")?.dataset.act;
  if (!row || !act || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  ({ edit, undo, delete: remove })[act](row);
});
listenToKeys({ add, review, remove });
paint();
if (changes.size) check.soon();
