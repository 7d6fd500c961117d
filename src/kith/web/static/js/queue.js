// The moderators' keys. Every one of them presses something that is on the page anyway; without this file the page works by itself.
const sheet = document.querySelector("[data-keys]");
const box = sheet?.querySelector("[data-keys-switch] input");
const NAME = "queue-keys";
let on = localStorage.getItem(NAME) !== "off";
if (box) {
  box.checked = on;
  box.closest("[data-keys-switch]").hidden = false;
  box.addEventListener("change", () => {
    on = box.checked;
    localStorage.setItem(NAME, on ? "on" : "off");
  });
}

const rows = [...document.querySelectorAll("[data-row]")];
const linkOf = (row) => row.querySelector("a");
const here = () => rows.findIndex((row) => row.contains(document.activeElement));

function step(by) {
  if (!rows.length) return;
  const at = here();
  const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1);
  linkOf(rows[next]).focus();
  rows[next].scrollIntoView({ block: "nearest" });
}

function send(form) {
  if (form) form.requestSubmit();
  return Boolean(form);
}

const current = () => rows[Math.max(here(), 0)];
const PRESSED = {
  j: () => step(1),
  k: () => step(-1),
  o: () => current() && linkOf(current()).click(),
  "?": () => {
    sheet.open = !sheet.open;
    sheet.querySelector("summary").focus();
  },
};

function choose(letter) {
  const choice = document.querySelector(`[data-decide] [data-letter="${CSS.escape(letter)}"]`);
  if (!choice) return false;
  choice.checked = true;
  const reason = document.querySelector("[data-decide] [name=reason]");
  reason.focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input:not([type=radio]):not([type=checkbox]), textarea, select");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest?.("form");
    if (form) {
      event.preventDefault();
      form.requestSubmit();
    }
    return;
  }
  if (event.key === "Escape" && typing) {
    event.target.blur();
    return;
  }
  if (!on && event.key !== "?") return;
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const key = event.key;
  const form = document.querySelector(`[data-key-form="${CSS.escape(key)}"]`);
  const link = document.querySelector(`[data-key-link="${CSS.escape(key)}"]`);
  const focus = document.querySelector(`[data-key-focus="${CSS.escape(key)}"]`);
  if (choose(key)) event.preventDefault();
  else if (form) {
    event.preventDefault();
    send(form);
  } else if (link) {
    event.preventDefault();
    link.click();
  } else if (focus) {
    event.preventDefault();
    focus.focus();
  } else if (key === "c" && current()) {
    event.preventDefault();
    send(current().querySelector("form"));
  } else if (PRESSED[key]) {
    event.preventDefault();
    PRESSED[key]();
  }
});
