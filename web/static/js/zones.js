// Choosing zones in the list: all of them, a range by Shift, and how many there are. The list is replaced by searches.

let last = null;

const boxes = () => [...document.querySelectorAll(".several tbody input[type=checkbox]")];

function count() {
  const all = boxes();
  const chosen = all.filter((box) => box.checked).length;
  for (const place of document.querySelectorAll("[data-chosen]")) place.textContent = chosen ? `${chosen} chosen.` : "";
  const every = document.querySelector("[data-choose-all]");
  if (!every) return;
  every.hidden = false;
  every.checked = chosen > 0 && chosen === all.length;
  every.indeterminate = chosen > 0 && chosen < all.length;
}

document.addEventListener("click", (event) => {
  if (event.target.matches("[data-choose-all]")) {
    for (const box of boxes()) box.checked = event.target.checked;
  } else if (event.target.matches(".several tbody input[type=checkbox]")) {
    const all = boxes();
    if (event.shiftKey && last?.isConnected) {
      const [from, to] = [all.indexOf(last), all.indexOf(event.target)].sort((a, b) => a - b);
      for (const box of all.slice(from, to + 1)) box.checked = event.target.checked;
    }
    last = event.target;
  } else {
    return;
  }
  count();
});

document.addEventListener("htmx:afterSwap", count);
window.addEventListener("pageshow", count);
count();
