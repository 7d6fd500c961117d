// Live parts: <div data-live-url="/path"> is filled anew with the HTML of each server-sent `message` event.
// data-live-end: the part scrolls to its end then, as lists of messages do.
// data-live-reload: the page loads again instead (for parts that change the whole page).
// Without script the part shows what it was rendered with. A broken connection is tried again after 1, 2, 4 ... 30 s.
const LONGEST_PAUSE_MS = 30_000;

function follow(element) {
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
      // What somebody is typing or holding open is left alone until they are done with it.
      if (element.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) return;
      element.innerHTML = event.data;
      if (element.hasAttribute("data-live-end")) element.scrollTop = element.scrollHeight;
      element.dispatchEvent(new CustomEvent("live:updated", { bubbles: true }));
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
