// Shows pushes and leads to what they are about; where the push service changes the browser's address, tells the house the new one.
// It looks after no page: nothing is kept for later, and a page comes from the network as it would without it.
addEventListener("install", () => skipWaiting());

function read(data) {
  try {
    return data.json();
  } catch {
    return {};
  }
}

// Only a page of this site is opened, whatever a push says.
function local(href) {
  const url = new URL(href ?? "/", location.origin);
  return url.origin === location.origin ? url.href : new URL("/", location.origin).href;
}

addEventListener("push", (event) => {
  const { title, text, href, tag } = read(event.data);
  // Browsers insist that each push shows something. The same tag again takes the place of what is shown.
  event.waitUntil(registration.showNotification(title || "Kith", { body: text ?? "", tag, icon: "/static/img/app-192.png", data: { href } }));
});

async function open(url) {
  const tabs = await clients.matchAll({ type: "window", includeUncontrolled: true });
  // A tab that shows something else is left alone: somebody may be writing there.
  const there = tabs.find((tab) => tab.url.split("#")[0] === url.split("#")[0]);
  return there ? there.focus() : clients.openWindow(url);
}

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(local(event.notification.data?.href)));
});

async function subscribeAnew(event) {
  const asked = await fetch("/account/notifications/push", { headers: { Accept: "application/json" } });
  if (!asked.ok) return; // nobody is signed in here any more, so nobody is told here
  const { public_key: key, csrf_token: token } = await asked.json();
  if (!key) return;
  const subscription = event.newSubscription ?? (await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
  const { endpoint, keys } = subscription.toJSON();
  await fetch("/api/notifications/push/browsers", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": token },
    body: JSON.stringify({ endpoint, ...keys }),
  });
}

addEventListener("pushsubscriptionchange", (event) => event.waitUntil(subscribeAnew(event)));
