// Fields that open in the place of a row, and close again: accepted or undone.

import { fillFields, followType, nameFields, readFields, showWrong } from "./fields.js";
import { element, titleOf } from "./rows.js";

export class RowEditors {
  // `events`: typed(key), accepted(editor, isByEnter), undone(editor), wantsDeletion(editor)
  constructor(template, types, changes, events) {
    Object.assign(this, { template, types, changes, events });
    this.byKey = new Map();
  }

  get(key) { return this.byKey.get(key); }

  open(row, change, focusOn = "content") {
    let editor = this.byKey.get(change.key);
    if (!editor) {
      editor = this.#make(row, change);
      this.byKey.set(change.key, editor);
    }
    const field = editor.fields.querySelector(`.of-${focusOn} :is(input, select, textarea):not([hidden])`);
    field.focus();
    field.select?.();
    return editor;
  }

  close(editor) {
    this.byKey.delete(editor.key);
    editor.holder.remove();
    editor.row.hidden = false;
  }

  // what is typed stays a change
  closeAll(within = document) {
    for (const editor of [...this.byKey.values()]) {
      if (within.contains(editor.holder)) this.close(editor);
    }
  }

  showErrors() {
    for (const editor of this.byKey.values()) showWrong(editor.fields, this.changes.get(editor.key)?.error ?? "");
  }

  #make(row, change) {
    const fields = this.template.content.querySelector("[data-fields]").cloneNode(true);
    nameFields(fields, change.key);
    fillFields(fields, change.values);
    followType(fields, this.types);
    showWrong(fields, change.error ?? "");
    fields.setAttribute("aria-label", change.before ? `Record ${titleOf(change.before)}` : "New record");
    const holder = element("tr", "editing");
    const cell = element("td");
    cell.colSpan = row.cells.length || 6;
    const editor = { key: change.key, row, holder, fields, change, opened: this.changes.get(change.key) };
    cell.append(fields, this.#buttons(editor));
    holder.append(cell);
    row.after(holder);
    row.hidden = true;
    fields.addEventListener("input", () => this.#typed(editor));
    fields.addEventListener("change", () => this.#typed(editor));
    holder.addEventListener("keydown", (event) => this.#pressed(event, editor));
    return editor;
  }

  #buttons(editor) {
    const actions = element("p", "actions");
    const add = (text, kind, act) => {
      const made = element("button", `button small ${kind}`, text);
      made.type = "button";
      made.addEventListener("click", act);
      actions.append(made);
    };
    add("Done", "main", () => this.events.accepted(editor, false));
    add("Undo", "quiet", () => this.events.undone(editor));
    if (editor.change.before) add("Delete the record", "quiet", () => this.events.wantsDeletion(editor));
    return actions;
  }

  #typed(editor) {
    const error = this.changes.get(editor.key)?.error;
    this.changes.put({ ...editor.change, values: readFields(editor.fields), delete: false, error });
    this.events.typed(editor.key);
  }

  #pressed(event, editor) {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.events.undone(editor);
    } else if (event.key === "Enter" && !event.shiftKey && event.target.tagName !== "BUTTON") {
      event.preventDefault();
      this.events.accepted(editor, true);
    }
  }
}
