// What can be done by keys alone; the dialog #keys tells people.

const ROWS = "tr[data-id], tr[data-key]";

function isTyping(element) {
  return element.matches("input, textarea, select");
}

function step(row, by, from) {
  const rows = [...row.closest("tbody").querySelectorAll(ROWS)].filter((other) => !other.hidden);
  const next = rows[rows.indexOf(row) + by];
  const controls = (of) => [...of.querySelectorAll(".row-actions :is(a, button):not([hidden])")];
  if (next) (controls(next)[controls(row).indexOf(from)] ?? controls(next)[0]).focus();
}

// `acts`: add(), review(), remove(row)
export function listenToKeys(acts) {
  const dialog = document.querySelector("#keys");
  const opener = document.querySelector("#show-keys");
  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || dialog.open) return;
    const row = event.target.closest?.(".row-actions")?.closest(ROWS);
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey;
    let act = null;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") act = acts.review;
    else if (event.altKey && !event.ctrlKey && event.code === "KeyN") act = () => acts.add();
    else if (isPlain && row && event.key === "ArrowDown") act = () => step(row, 1, event.target);
    else if (isPlain && row && event.key === "ArrowUp") act = () => step(row, -1, event.target);
    else if (isPlain && row && event.key === "Delete") act = () => acts.remove(row);
    else if (isPlain && !isTyping(event.target) && event.key === "/") act = () => document.querySelector("#search").focus();
    else if (isPlain && !isTyping(event.target) && event.key === "?") act = () => dialog.showModal();
    if (!act) return;
    event.preventDefault();
    act();
  });
}
