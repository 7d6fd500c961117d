// “Use where I am”: fills the hidden latitude and longitude, rounded to two decimals (about a kilometre), which is all we keep.
const area = document.querySelector("[data-place-area]");
if (area && "geolocation" in navigator) {
  const said = area.querySelector("[data-place-said]");
  const set = (name, value) => { document.querySelector(`[data-place="${name}"]`).value = value.toFixed(2); };
  area.hidden = false;
  area.querySelector("[data-place-button]").addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => { set("latitude", coords.latitude); set("longitude", coords.longitude); said.textContent = said.dataset.found; },
      () => { said.textContent = said.dataset.failed; },
      { maximumAge: 600000, timeout: 10000 },
    );
  });
}
