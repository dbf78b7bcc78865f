// What is changed and not saved yet: kept for this window, whatever page of the list is shown, until it is saved.

const TYPED = ["name", "type", "priority", "content", "ttl", "comment", "disabled"];
// beyond a few, they are kept in the pauses of typing
const FEW = 200;
const PAUSE_MILLISECONDS = 500;

export function isSame(one, other) {
  return TYPED.every((name) => one[name] === other[name]);
}

export class Changes {
  // `place` names the zone and who is signed in; `tag` is that of the version on the page
  constructor(place, tag) {
    this.place = `records ${place}`;
    this.byKey = new Map();
    this.isKept = true;
    this.#forget(tag);
    window.addEventListener("pagehide", () => this.#write());
    const kept = sessionStorage.getItem(this.place);
    if (!kept) return;
    const { changes, ...rest } = JSON.parse(kept);
    Object.assign(this, rest);
    for (const change of changes) this.byKey.set(change.key, change);
  }

  get size() { return this.byKey.size; }

  get(key) { return this.byKey.get(key); }

  [Symbol.iterator]() { return this.byKey.values(); }

  // does several things and keeps what they come to once: each time costs as much as there are changes
  together(act) {
    this.isWaiting = true;
    act();
    this.isWaiting = false;
    this.#keep();
  }

  // a change that changes nothing is none
  put(change) {
    const changesNothing = change.before && !change.delete && isSame(change.before, change.values);
    if (changesNothing) this.byKey.delete(change.key);
    else this.byKey.set(change.key, change);
    this.#keep();
  }

  drop(key) {
    const dropped = this.byKey.get(key);
    this.byKey.delete(key);
    this.#keep();
    return dropped;
  }

  clear(tag) {
    const dropped = [...this];
    this.byKey.clear();
    this.#forget(tag);
    this.#keep();
    return dropped;
  }

  addNew(values) {
    const change = { key: `n${++this.count}`, id: null, before: null, values, delete: false };
    this.byKey.set(change.key, change);
    this.#keep();
    return change;
  }

  // the version the first of the changes was decided on counts
  seen(tag) {
    if (!this.size && tag) this.tag = tag;
  }

  // as the server reads them
  written(isWanted = () => true) {
    return JSON.stringify([...this].filter(isWanted).map(({ key, id, before, values, delete: isDeleted }) => (
      { key, id, before, values, delete: isDeleted }
    )));
  }

  #forget(tag) {
    this.tag = tag;
    this.batch = crypto.getRandomValues(new Uint32Array(2)).join("-");
    this.count = 0;
  }

  #keep() {
    if (this.isWaiting) return;
    clearTimeout(this.timer);
    if (this.size <= FEW) this.#write();
    else this.timer = setTimeout(() => this.#write(), PAUSE_MILLISECONDS);
  }

  #write() {
    if (!this.size) {
      sessionStorage.removeItem(this.place);
      return;
    }
    const { tag, batch, count } = this;
    try {
      sessionStorage.setItem(this.place, JSON.stringify({ tag, batch, count, changes: [...this] }));
      this.isKept = true;
    } catch {
      // more than the browser keeps for a site; the editor says so
      this.isKept = false;
    }
  }
}
