// Says that something long is being done, once its form is sent.

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-long]");
  if (!form || event.defaultPrevented || form.querySelector("progress")) return;
  const progress = document.createElement("p");
  progress.role = "status";
  const bar = document.createElement("progress");
  bar.setAttribute("aria-label", "Under way");
  progress.append(bar, form.dataset.long);
  form.append(progress);
});
window.addEventListener("pageshow", () => document.querySelector("form[data-long] > p[role=status]")?.remove());
