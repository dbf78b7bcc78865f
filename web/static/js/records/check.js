// Has the API say what is wrong with the changes, while they are typed.

const AFTER_MILLISECONDS = 400;
// beyond this the changes are looked at when they are reviewed: each look would cost as much as saving
const MOST = 2000;

export class Check {
  // `isFinished` says whether a change can be judged yet
  constructor(address, token, changes, isFinished, show) {
    Object.assign(this, { address, token, changes, isFinished, show });
  }

  soon() {
    clearTimeout(this.timer);
    if (this.changes.size <= MOST) this.timer = setTimeout(() => this.now(), AFTER_MILLISECONDS);
  }

  // returns whether everything can be saved, as far as can be told
  async now() {
    clearTimeout(this.timer);
    this.running?.abort();
    this.running = new AbortController();
    const body = new FormData();
    body.set("changes", this.changes.written(this.isFinished));
    body.set("tag", this.changes.tag);
    const headers = { "X-CSRFToken": this.token, Accept: "application/json" };
    try {
      const answer = await fetch(this.address, { method: "POST", body, headers, signal: this.running.signal });
      // a page: the session is over, say, or the service is away; what is reviewed is told so, and goes on from there
      if (answer.headers.get("Content-Type") !== "application/json") return true;
      const found = await answer.json();
      const about = found.refusal ? { errors: {}, zone: [found.refusal], warnings: [] } : found;
      this.show(about);
      return Object.keys(about.errors).length + about.zone.length === 0;
    } catch {
      // saving tells it better
      return true;
    }
  }
}
