// Push in this browser: [data-push] says how it stands ([data-push-says]) and turns it on and off ([data-push-press]).
// Permission is asked for by a press only. Without script the list of browsers below it works all the same.
const area = document.querySelector("[data-push]");
const key = area.dataset.pushKey;
const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
const BROWSERS = "/api/notifications/push/browsers";
const WORKER = "/push-worker.js";

function say(what, words) {
  for (const one of area.querySelectorAll("[data-push-says]")) {
    one.hidden = one.dataset.pushSays !== what;
    if (!one.hidden && words) one.textContent = words;
  }
}

function offer(what) {
  for (const one of area.querySelectorAll("[data-push-press]")) one.hidden = one.dataset.pushPress !== what;
}

// What the server says to the reader, instead of an answer.
class Refused extends Error {}

async function ask(url, method = "GET", body = undefined) {
  const response = await fetch(url, {
    method,
    headers: { Accept: "application/json", "X-CSRF-Token": token, ...(body && { "Content-Type": "application/json" }) },
    body: body && JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(answer.detail ?? answer.title ?? "");
  return answer;
}

const subscribed = async () => (await navigator.serviceWorker.getRegistration("/"))?.pushManager.getSubscription();

async function known(subscription) {
  const { items } = await ask(BROWSERS);
  return items.find((one) => one.endpoint === subscription.endpoint);
}

async function subscribe() {
  const registration = await navigator.serviceWorker.register(WORKER);
  await navigator.serviceWorker.ready;
  try {
    return await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  } catch (problem) {
    // It subscribed with a key of ours that has been replaced since.
    const old = problem.name === "InvalidStateError" && (await registration.pushManager.getSubscription());
    if (!old) throw problem;
    await old.unsubscribe();
    return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  }
}

async function turnOn() {
  const permission = await Notification.requestPermission();
  if (permission === "denied") {
    offer("none");
    say("denied");
  } else if (permission !== "granted") {
    say("undecided");
  } else {
    const { endpoint, keys } = (await subscribe()).toJSON();
    await ask(BROWSERS, "POST", { endpoint, ...keys });
    location.reload();
  }
}

async function turnOff() {
  const subscription = await subscribed();
  const here = subscription && (await known(subscription));
  if (here) await ask(`${BROWSERS}/${here.id}`, "DELETE");
  await subscription?.unsubscribe();
  location.reload();
}

async function show() {
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return say("unsupported");
  if (Notification.permission === "denied") return say("denied");
  const subscription = Notification.permission === "granted" && (await subscribed());
  const here = subscription && (await known(subscription));
  if (here) {
    const mark = document.querySelector(`[data-push-browser="${here.id}"] [data-push-here]`);
    if (mark) mark.hidden = false;
  }
  say(here ? "on" : "off");
  offer(here ? "off" : "on");
}

for (const button of area.querySelectorAll("[data-push-press]")) {
  button.addEventListener("click", async () => {
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
    try {
      await (button.dataset.pushPress === "on" ? turnOn() : turnOff());
    } catch (problem) {
      if (problem instanceof Refused && problem.message) say("refused", problem.message);
      else say("failed");
    } finally {
      button.disabled = false;
      button.removeAttribute("aria-busy");
    }
  });
}

await show().catch(() => say("failed"));
