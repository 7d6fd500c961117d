// Countdowns: <time data-countdown="ISO moment" data-now="ISO moment of the server">. The server's clock counts, whatever the phone's says.
// At zero the page loads again, each browser at a moment of its own within a second. Without script the moment itself is read, after the words that
// go with it; data-counting beside it has those that go with what is left.
const pad = (number) => String(number).padStart(2, "0");

function words(seconds) {
  const days = Math.floor(seconds / 86_400);
  const rest = `${pad(Math.floor((seconds % 86_400) / 3_600))}:${pad(Math.floor((seconds % 3_600) / 60))}:${pad(seconds % 60)}`;
  if (days) return `${days} d ${rest}`;
  return seconds < 3_600 ? rest.slice(3) : rest;
}

let reloading = false;

function tick() {
  for (const element of document.querySelectorAll("[data-countdown]")) {
    if (!element.dataset.ahead) element.dataset.ahead = String(new Date(element.dataset.now) - Date.now());
    const before = element.previousElementSibling;
    if (before?.dataset.counting && before.textContent !== before.dataset.counting) before.textContent = before.dataset.counting;
    const left = Math.ceil((new Date(element.dataset.countdown) - Date.now() - Number(element.dataset.ahead)) / 1_000);
    element.textContent = words(Math.max(left, 0));
    if (left <= 0 && !reloading && !element.hasAttribute("data-stay")) {
      reloading = true;
      setTimeout(() => location.reload(), 50 + Math.random() * 950);
    }
  }
}

tick();
setInterval(tick, 250);
