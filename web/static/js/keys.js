// A page that shows a key once is the answer to a form: loading it anew leads to the list, and makes no second key.
const { reload } = document.body.dataset;
if (reload) history.replaceState(null, "", reload);

for (const part of document.querySelectorAll("[data-enhanced]")) part.hidden = false;

// shows only what holds the text that is typed; what is ticked stays
for (const filter of document.querySelectorAll("[data-filters]")) {
  filter.addEventListener("input", () => {
    const wanted = filter.value.trim().toLowerCase();
    for (const choice of document.querySelectorAll(`${filter.dataset.filters} .choice`)) {
      choice.hidden = !choice.textContent.toLowerCase().includes(wanted) && !choice.querySelector("input").checked;
    }
  });
}
