// A form under way says so and cannot be sent twice. Nothing depends on it: the server refuses repeats by key.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.dataset.underWay) {
    event.preventDefault();
    return;
  }
  form.dataset.underWay = "yes";
  const button = event.submitter;
  if (!button) return;
  button.setAttribute("aria-busy", "true");
  const words = button.querySelector("span");
  if (button.dataset.busy && words) words.textContent = button.dataset.busy;
});

// A page that comes back from the history is fresh again.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-under-way]")) {
    delete form.dataset.underWay;
    form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
  }
});

// "Go back" takes the browser's own way where that leads to the same page, since the browser still has what was typed there.
addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-back]");
  const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link || !plain || history.length < 2 || link.href !== document.referrer) return;
  event.preventDefault();
  history.back();
});

// An open account menu closes on Escape and on a click elsewhere, as people expect of a menu.
addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// After a refused form the summary of what is missing is where reading goes on.
document.querySelector(".error-summary[data-focus]")?.focus();
