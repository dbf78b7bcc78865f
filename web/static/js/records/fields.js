// The fields of one record: what a type needs is shown, what it does not is hidden, contents of parts are typed in parts.

const NAMES = ["name", "type", "priority", "content", "ttl", "comment"];
const WORDS = /"(?:[^"\\]|\\.)*"|\S+/g;
const WELL_FORMED = /^("(?:[^"\\]|\\.)*"|[^\s"]+)$/;

export function fieldOf(fields, name) {
  return fields.querySelector(`[name$=".${name}"]`);
}

export function readFields(fields) {
  const values = Object.fromEntries(NAMES.map((name) => [name, fieldOf(fields, name).value.trim()]));
  if (fieldOf(fields, "priority").closest(".field").hidden) values.priority = "";
  values.disabled = fieldOf(fields, "disabled").checked;
  return values;
}

export function fillFields(fields, values) {
  for (const name of NAMES) {
    const field = fieldOf(fields, name);
    if (name === "type" && ![...field.options].some((option) => option.value === values.type)) field.add(new Option(values.type));
    field.value = values[name];
  }
  fieldOf(fields, "disabled").checked = values.disabled;
}

// gives copies of the template names and ids of their own
export function nameFields(fields, key) {
  for (const element of fields.querySelectorAll("[name], [id], [for], [aria-describedby]")) {
    for (const attribute of ["name", "id", "for", "aria-describedby"]) {
      const value = element.getAttribute(attribute);
      if (value) element.setAttribute(attribute, value.replace(/^[^.]+/, key));
    }
  }
}

export function showWrong(fields, sentence) {
  fields.querySelector("[data-error]").textContent = sentence;
  for (const field of [fieldOf(fields, "content"), ...fields.querySelectorAll("[data-part]")]) {
    if (sentence) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

// has fields follow the type that is chosen; called once for each set of them
export function followType(fields, types) {
  const type = fieldOf(fields, "type");
  const content = fieldOf(fields, "content");
  const parts = document.createElement("div");
  parts.className = "content-parts";
  content.after(parts);

  function follow() {
    const known = types[type.value] ?? { placeholder: "", about: "", parts: [], priority: false };
    fieldOf(fields, "priority").closest(".field").hidden = !known.priority;
    fields.querySelector(".of-content").classList.toggle("wide", !known.priority);
    fields.querySelector("[data-about]").textContent = known.about;
    content.placeholder = known.placeholder;
    const words = content.value.match(WORDS) ?? [];
    // a content that is no such list of parts is better seen as it is
    const hasParts = known.parts.length > 0 && [0, known.parts.length].includes(words.length)
      && words.every((word) => WELL_FORMED.test(word));
    parts.hidden = !hasParts;
    content.hidden = hasParts;
    parts.replaceChildren(...(hasParts ? known.parts.map((part, place) => partField(part, words[place] ?? "")) : []));
  }

  function partField(part, word) {
    const field = document.createElement(part.choices.length ? "select" : "input");
    field.dataset.part = part.quoted ? "quoted" : "plain";
    field.setAttribute("aria-label", part.name);
    field.setAttribute("aria-describedby", content.getAttribute("aria-describedby"));
    const value = word.startsWith('"') ? word.slice(1, -1).replace(/\\(.)/g, "$1") : word;
    if (part.choices.length) {
      const choices = value && !part.choices.includes(value) ? [...part.choices, value] : part.choices;
      field.append(...choices.map((choice) => new Option(choice)));
      field.value = value || part.choices[0];
    } else {
      field.placeholder = `${part.name} (${part.placeholder})`;
      field.value = value;
      field.autocomplete = "off";
      field.spellcheck = false;
    }
    return field;
  }

  parts.addEventListener("input", () => {
    const typed = [...parts.children].map((field) => {
      const value = field.value.trim();
      return value && field.dataset.part === "quoted" ? `"${value.replace(/["\\]/g, "\\$&")}"` : value;
    });
    // what is chosen without anything typed is no content yet
    const isTyped = [...parts.children].some((field) => field.tagName === "INPUT" && field.value.trim());
    content.value = isTyped ? typed.join(" ").trim() : "";
    content.dispatchEvent(new Event("input", { bubbles: true }));
  });
  type.addEventListener("change", follow);
  follow();
}
