// Shows records in rows of tables. Everything is put there as text, whatever it holds.

const STATES = { added: "New", changed: "Changed", deleted: "Deleted" };

export function stateOf(change) {
  if (change.delete) return "deleted";
  return change.before ? "changed" : "added";
}

export function titleOf(values) {
  return `${values.name || "@"} ${values.type}`;
}

export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

export function button(text, action, label, kind = "quiet") {
  const made = element("button", `button small ${kind}`, text);
  made.type = "button";
  made.dataset.act = action;
  made.setAttribute("aria-label", label);
  return made;
}

function fillContent(cell, values) {
  cell.replaceChildren();
  if (values.priority) cell.append(element("span", "priority", values.priority), " ");
  cell.append(values.content);
  if (values.comment) cell.append(element("span", "comment", values.comment));
  if (values.disabled) cell.append(" ", element("span", "label-tag", "disabled"));
}

function lineOf({ name, ttl, type, priority, content, comment, disabled }) {
  const words = [name || "@", ttl, type, priority, content, comment && `; ${comment}`, disabled && "(disabled)"];
  return words.filter(Boolean).join(" ");
}

// a row of the zone, as it will be; `change` is what is changed of it, if anything
export function paintRecord(row, record, change) {
  const values = change && !change.delete ? change.values : record;
  const [name, type, content, ttl, actions] = row.cells;
  name.textContent = values.name || "@";
  type.textContent = values.type;
  fillContent(content, values);
  ttl.textContent = values.ttl || "default";
  row.className = change ? stateOf(change) : "";
  row.classList.toggle("off", values.disabled);
  if (change?.error) {
    row.classList.add("refused");
    content.append(element("span", "row-error", change.error));
  }
  for (const old of actions.querySelectorAll("button")) old.remove();
  actions.querySelector("[data-edit]").hidden = Boolean(change?.delete);
  if (change) actions.append(button("Undo", "undo", `Undo ${titleOf(values)}`));
  if (!change?.delete) actions.append(button("Delete", "delete", `Delete ${titleOf(values)}`));
}

// a row of what is not saved yet
export function paintChange(row, change) {
  const { values, before } = change;
  const state = stateOf(change);
  row.dataset.key = change.key;
  row.className = change.error ? `${state} refused` : state;
  const cells = ["Change", "Name", "Type", "Content", "TTL", ""].map((label) => {
    const cell = element("td");
    if (label) cell.dataset.label = label;
    return cell;
  });
  const [kind, name, type, content, ttl, actions] = cells;
  kind.textContent = STATES[state];
  name.textContent = values.name || "@";
  name.className = "owner";
  type.textContent = values.type;
  content.className = "content";
  fillContent(content, values);
  if (state === "changed") content.prepend(element("span", "was", lineOf(before)));
  if (change.error) content.append(element("span", "row-error", change.error));
  ttl.className = "number";
  ttl.textContent = values.ttl || "default";
  actions.className = "row-actions";
  const title = titleOf(values);
  if (!change.delete) actions.append(button("Edit", "edit", `Edit ${title}`));
  actions.append(button("Undo", "undo", `Undo ${title}`));
  row.replaceChildren(...cells);
}
