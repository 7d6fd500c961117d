// Keeps the phones' conversations current and sends without leaving the page. Without it the forms work all the same.
const phones = document.querySelector("[data-phones]");
const threads = () => [...phones.querySelectorAll("[data-thread]")];
const toEnd = (thread) => { thread.scrollTop = thread.scrollHeight; };

async function refresh() {
  try {
    const answer = await fetch(`/simulator/threads?phones=${encodeURIComponent(phones.dataset.phones)}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const html = await answer.json();
    for (const thread of threads()) {
      const fresh = html[thread.dataset.thread];
      if (fresh !== undefined && thread.dataset.last !== fresh) {
        thread.innerHTML = fresh;
        thread.dataset.last = fresh;
        toEnd(thread);
      }
    }
  } catch { /* the next round tries again */ }
}

for (const form of phones.querySelectorAll("[data-phone-form]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const input = form.elements.body;
    if (!input.value.trim()) return;
    const data = new URLSearchParams(new FormData(form));
    input.value = "";
    const state = form.closest(".phone").querySelector("[data-virtual]");
    if (state && state.dataset.byHand) { state.textContent = state.dataset.byHand; }
    await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } }).catch(() => {});
    await refresh();
    input.focus();
  }, { capture: true });
}

document.querySelector("[data-joined]")?.form.addEventListener("submit", (event) => {
  const { phones: joined, add } = event.target.elements;
  joined.value = [joined.value, add.value].filter(Boolean).join(",");
  add.disabled = true;
});

threads().forEach(toEnd);
setInterval(refresh, 1000);
