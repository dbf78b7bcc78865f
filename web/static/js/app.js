// What every page can do: copy, close notices and menus, tell how long ago something was, say when the service is away.

document.addEventListener("click", async (event) => {
  const copier = event.target.closest("[data-copy]");
  if (copier) {
    await navigator.clipboard.writeText(copier.dataset.copy);
    const before = copier.textContent;
    copier.textContent = "Copied";
    setTimeout(() => { copier.textContent = before; }, 1500);
  }
  event.target.closest("[data-close]")?.closest(".notice")?.remove();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// a form that was sent says so, and is not sent twice by a second click
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "get" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sending) event.preventDefault();
  else form.dataset.sending = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sending]")) delete form.dataset.sending;
});

const UNITS = [[60, "second"], [60, "minute"], [24, "hour"], [30, "day"], [12, "month"], [Infinity, "year"]];

function distance(seconds) {
  let value = Math.abs(seconds);
  if (value < 10) return "just now";
  for (const [size, unit] of UNITS) {
    if (value < size) {
      const count = `${Math.floor(value)} ${unit}${Math.floor(value) === 1 ? "" : "s"}`;
      return seconds >= 0 ? `${count} ago` : `in ${count}`;
    }
    value /= size;
  }
}

setInterval(() => {
  for (const time of document.querySelectorAll("time[data-distance]")) {
    time.textContent = distance((Date.now() - Date.parse(time.dateTime)) / 1000);
  }
}, 5000);

function say(text) {
  const notice = document.createElement("div");
  notice.className = "notice problem";
  const sentence = document.createElement("p");
  sentence.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button quiet small";
  close.dataset.close = "";
  close.textContent = "Close";
  notice.append(sentence, close);
  document.querySelector("#notices").replaceChildren(notice);
}

document.addEventListener("htmx:sendError", () => say("The service cannot be reached. What you typed is still here; please try again."));
document.addEventListener("htmx:timeout", () => say("There was no answer in time. What you typed is still here; please try again."));
