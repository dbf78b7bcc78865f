// Filters, sorts and turns pages without leaving the page, so that nothing typed and no focus is lost.

const TYPING_MILLISECONDS = 300;

export class List {
  // `shown` is called with each list that takes the place of another, `leave` when a page has to be left after all
  constructor(shown, leave) {
    Object.assign(this, { shown, leave });
    this.filter = document.querySelector("#filter");
    document.addEventListener("click", (event) => this.#follow(event));
    this.filter.addEventListener("submit", (event) => {
      event.preventDefault();
      this.go(this.#wished());
    });
    this.filter.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.go(this.#wished()), TYPING_MILLISECONDS);
    });
    this.shownSearch = location.search;
    window.addEventListener("popstate", () => {
      // a link within the page is no other list
      if (location.search !== this.shownSearch) this.go(location.href, { isBack: true });
    });
  }

  get element() { return document.querySelector("#list"); }

  async go(address, { isBack = false, takesFocus = false } = {}) {
    clearTimeout(this.timer);
    this.running?.abort();
    const running = this.running = new AbortController();
    this.element.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: running.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const list = page.querySelector("#list");
      // a filter that cannot be understood yet is said where the list was
      if (!(answer.ok || answer.status === 422) || answer.redirected || !list) throw new Error("no list");
      this.element.replaceWith(list);
    } catch {
      if (!running.signal.aborted) this.leave(address);
      return;
    }
    if (!isBack) history.pushState(null, "", address);
    else this.#fill();
    this.shownSearch = location.search;
    this.shown();
    if (takesFocus) {
      this.element.tabIndex = -1;
      this.element.focus({ preventScroll: true });
      this.element.scrollIntoView({ block: "nearest" });
    }
  }

  #wished() {
    const query = new URLSearchParams([...new FormData(this.filter)].filter(([name, value]) => value && name !== "sort"));
    const sort = new URLSearchParams(location.search).get("sort");
    if (sort) query.set("sort", sort);
    return `${this.filter.action}?${query}`.replace(/\?$/, "");
  }

  #fill() {
    const query = new URLSearchParams(location.search);
    for (const name of ["search", "name", "type"]) this.filter.elements[name].value = query.get(name) ?? "";
  }

  #follow(event) {
    const link = event.target.closest("#list :is(th, .pages, .empty) a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    this.go(link.href, { takesFocus: true }).then(() => { if (link.closest(".empty")) this.#fill(); });
  }
}
