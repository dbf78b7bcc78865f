// Parts of a page that ask for themselves again: not while nobody looks, and never away from what somebody is typing.

const polls = (event) => event.target.closest("[data-poll]") === event.target;

let typed = false;
document.addEventListener("input", (event) => { if (event.target.closest("form[method=post]")) typed = true; });

document.addEventListener("htmx:beforeRequest", (event) => {
  if (polls(event) && document.hidden) event.preventDefault();
});

// to the sign-in, say
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (polls(event) && typed && event.detail.xhr.getResponseHeader("HX-Redirect")) event.preventDefault();
});
