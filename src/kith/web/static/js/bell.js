// The bell's count follows what happens. One page of a browser holds the stream for all of its tabs (a lock decides which, a
// channel carries the count to the others), and only while it is seen and has been for a moment: whoever reads on page by page
// opens none, and a tab in the background holds none. Without script the count is the one the page was drawn with.
const SETTLED_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;
const bell = document.querySelector("[data-bell]");

function follow(told) {
  let source;
  let timer;
  let pause = 2_000;
  const connect = () => {
    source = new EventSource("/notices/bell");
    source.addEventListener("open", () => (pause = 2_000));
    source.addEventListener("message", (event) => told(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      source.close();
      timer = setTimeout(connect, pause * (0.75 + Math.random() / 2));
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    });
  };
  connect();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

function keepTrue() {
  // Of each person their own: in a shared browser nobody is shown how much somebody else has not read.
  const name = `bell ${bell.dataset.bell}`;
  const channel = new BroadcastChannel(name);
  let newest = null;
  let stop = null;

  const show = ({ count, label }) => {
    const shown = bell.querySelector(".bell__count");
    if (shown.textContent !== count) shown.textContent = count;
    shown.hidden = !count;
    if (bell.getAttribute("aria-label") !== label) bell.setAttribute("aria-label", label);
  };
  const lead = () =>
    new Promise((done) => {
      const end = follow((told) => {
        newest = told;
        show(told);
        channel.postMessage(told);
      });
      stop.signal.addEventListener("abort", () => {
        newest = null;
        end();
        done();
      });
    });
  const start = () => {
    if (stop || document.visibilityState !== "visible") return;
    stop = new AbortController();
    channel.postMessage("?");
    navigator.locks.request(name, { signal: stop.signal }, lead).catch(() => {}); // left while another page led
  };
  const leave = () => {
    stop?.abort();
    stop = null;
  };

  channel.addEventListener("message", ({ data }) => {
    if (data !== "?") show(data);
    else if (newest) channel.postMessage(newest);
  });
  const settle = () => setTimeout(start, SETTLED_MS);
  document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? settle() : leave()));
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => event.persisted && settle());
  settle();
}

if (bell && navigator.locks && "BroadcastChannel" in window) keepTrue();
