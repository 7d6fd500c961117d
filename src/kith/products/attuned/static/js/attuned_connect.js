// Connecting: the five minutes tick, and a scanned code goes from the address (behind the #, which no server sees) into the form.
function tick() {
  for (const part of document.querySelectorAll("[data-countdown]")) {
    const seconds = Math.max(0, Math.round((Date.parse(part.dataset.countdown) - Date.now() - drift) / 1000));
    part.querySelector("[data-countdown-left]").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const bar = part.parentElement.querySelector("[data-countdown-bar]");
    if (bar) bar.value = seconds;
  }
}

// The house's clock may differ from this one: what the page says is left is right at the moment it was made.
let drift = 0;
const first = document.querySelector("[data-countdown]");
if (first) {
  const [minutes, seconds] = first.querySelector("[data-countdown-left]").textContent.split(":").map(Number);
  drift = Date.parse(first.dataset.countdown) - Date.now() - (minutes * 60 + seconds) * 1000;
  setInterval(tick, 1000);
}

const form = document.querySelector("[data-code-form]");
if (form && location.hash.length > 1) {
  form.elements.code.value = decodeURIComponent(location.hash.slice(1)).slice(0, 12);
  history.replaceState(null, "", location.pathname);
}
