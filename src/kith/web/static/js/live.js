// Live parts: <div data-live-url="/path"> is filled anew with the HTML of each server-sent `message` event.
// data-live-end: the part scrolls to its end then, as lists of messages do.
// data-live-reload: the page loads again instead (for parts that change the whole page).
// Without script the part shows what it was rendered with. A broken connection is tried again after 1, 2, 4 ... 30 s.
const LONGEST_PAUSE_MS = 30_000;

// What somebody is doing in a part is never pulled from under them: a press that has not become a click yet, a form that
// is being sent, words being typed. The newest text waits until they are done.
let pressed = null;
addEventListener("pointerdown", (event) => (pressed = event.target), true);
// A click comes a moment after the finger is lifted.
for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => setTimeout(() => (pressed = null), 300), true);

function inUse(element) {
  if (pressed && element.contains(pressed)) return true;
  if (element.querySelector("form[data-under-way]")) return true;
  return element.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");
}

function show(element, html) {
  // Whoever moves through the part by keyboard stays where they were.
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  const place = focused && [...element.querySelectorAll("a, button, summary")].indexOf(focused);
  const name = focused?.getAttribute("aria-label");
  element.innerHTML = html;
  if (focused && focused !== element) {
    const all = [...element.querySelectorAll("a, button, summary")];
    (all.find((one) => name && one.getAttribute("aria-label") === name) ?? all[place])?.focus({ preventScroll: true });
  }
  if (element.hasAttribute("data-live-end")) element.scrollTop = element.scrollHeight;
  element.dispatchEvent(new CustomEvent("live:updated", { bubbles: true }));
}

function follow(element) {
  let newest = null;
  const catchUp = () => {
    if (newest === null) return;
    if (inUse(element)) {
      setTimeout(catchUp, 250);
      return;
    }
    show(element, newest);
    newest = null;
  };
  let pause = 1_000;
  let source;
  const connect = () => {
    source = new EventSource(element.dataset.liveUrl);
    source.addEventListener("open", () => {
      pause = 1_000;
      element.dataset.liveState = "open";
    });
    source.addEventListener("message", (event) => {
      if (element.hasAttribute("data-live-reload")) {
        location.reload();
        return;
      }
      const settled = newest === null;
      newest = event.data;
      if (settled) catchUp();
    });
    source.addEventListener("end", () => source.close());
    source.addEventListener("error", () => {
      source.close();
      element.dataset.liveState = "waiting";
      setTimeout(connect, pause * (0.75 + Math.random() / 2));
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    });
  };
  connect();
  addEventListener("pagehide", () => source.close(), { once: true });
}

for (const element of document.querySelectorAll("[data-live-url]")) follow(element);
