// “I am here”: collects a few positions within some seconds, puts them into the form and sends it. Without a position the form goes as it is
// when it holds the host's code; else the page says what to do.
const LONGEST_MS = 8_000;
const ENOUGH = 3;
const GOOD_METRES = 60;

function collect() {
  return new Promise((resolve) => {
    if (!("geolocation" in navigator)) { resolve([]); return; }
    const fixes = [];
    let watch = 0;
    const finish = () => { clearTimeout(timer); navigator.geolocation.clearWatch(watch); resolve(fixes); };
    const timer = setTimeout(finish, LONGEST_MS);
    watch = navigator.geolocation.watchPosition(
      ({ coords, timestamp }) => {
        fixes.push({ latitude: coords.latitude, longitude: coords.longitude, accuracy: coords.accuracy, at: new Date(timestamp).toISOString() });
        if (fixes.length >= ENOUGH || coords.accuracy <= GOOD_METRES) finish();
      },
      finish,
      { enableHighAccuracy: true, maximumAge: 0, timeout: LONGEST_MS },
    );
  });
}

for (const form of document.querySelectorAll("[data-check-in]")) {
  form.addEventListener("submit", async (event) => {
    if (form.dataset.collected) return;
    event.preventDefault();
    form.querySelector("button span").textContent = form.dataset.looking;
    const fixes = await collect();
    form.querySelector("[data-fixes]").value = fixes.length ? JSON.stringify({ fixes, sent_at: new Date().toISOString() }) : "";
    form.dataset.collected = "yes";
    form.requestSubmit();
  });
}
