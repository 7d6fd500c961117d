// The table by keyboard: space turns the card, n next, s skip, Escape stops everything. And a page for the other phone's turn:
// when the evening moves to another stage (a yes, the end), the part only says so; the page then goes there by itself.
const table = document.querySelector("[data-table]");

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.closest("input, textarea, select")) return;
  if (event.key === " " && !event.target.closest("summary, button, a")) {
    const card = document.querySelector("details.playing-card");
    if (card) {
      card.open = !card.open;
      event.preventDefault();
    }
    return;
  }
  const wanted = { n: "next", s: "skip", Escape: "pause" }[event.key];
  if (wanted) document.querySelector(`[data-key="${wanted}"]`)?.click();
});

if (table) {
  new MutationObserver(() => {
    const on = table.querySelector(":scope > a.button");
    if (on) location.assign(on.href);
  }).observe(table, { childList: true });
}
