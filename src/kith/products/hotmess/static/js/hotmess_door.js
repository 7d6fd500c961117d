// The scanner: camera or typing, one big answer, and no network needed. What it scans meanwhile waits on the phone and is sent when there is one.
import { ownReader, sentReader, watch } from "./hotmess_camera.js";
import { decide, importKeys, nameOf, readCode, signatureHolds } from "./hotmess_code.js";
import * as store from "./hotmess_store.js";

const PATIENCE_MS = 4_000;
const SYNC_MS = 4_000;
const BATCH = 100;
const LOOK_MS = 150;
const SEND_MS = 500;
const REST_MS = 2_000;
const PICTURE_PATIENCE_MS = 20_000;

const door = document.querySelector("[data-door]");
const { beacon, who, api, role } = door.dataset;
const words = JSON.parse(door.dataset.words);
const part = (name) => door.querySelector(`[data-part="${name}"]`);
const csrf = document.querySelector('meta[name="csrf-token"]').content;
const gate = door.querySelector("[name=gate]");
const direction = door.querySelectorAll("[name=direction]");

let pack = null;
let keys = null;
let offline = !navigator.onLine;
let device = localStorage.getItem(`hotmess-door-${beacon}-${who}`);
if (!device) {
  device = crypto.randomUUID();
  localStorage.setItem(`hotmess-door-${beacon}-${who}`, device);
}

// A steward stands at one gate all night, however often the page is opened.
const GATE = `hotmess-door-gate-${beacon}-${who}`;
if ([...(gate.options ?? [])].some((one) => one.value === localStorage.getItem(GATE))) gate.value = localStorage.getItem(GATE);
gate.addEventListener("change", () => localStorage.setItem(GATE, gate.value));

const clock = (at) => new Date(at).toLocaleTimeString(door.dataset.locale, { hour: "2-digit", minute: "2-digit", timeZone: pack?.timezone });
const gateName = (id) => pack?.gates.find((one) => one.id === id)?.name ?? "";
const chosen = () => [...direction].find((one) => one.checked)?.value ?? "entry";

class Away extends Error {}

async function ask(path, body, patience = PATIENCE_MS) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  let answer;
  try {
    answer = await fetch(api + path, {
      method: body === undefined ? "GET" : "POST",
      signal: stop.signal,
      headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json", "x-csrf-token": csrf }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Away();
  } finally {
    clearTimeout(timer);
  }
  if (answer.status >= 500) throw new Away();
  if (answer.status === 204) return null;
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.detail ?? words.refused);
  return said;
}

// ---- what one sees and hears

let audio = null;
function sound(good) {
  navigator.vibrate?.(good ? 120 : [90, 60, 90, 60, 200]);
  try {
    audio ??= new AudioContext();
    const at = audio.currentTime;
    for (const [place, tone] of (good ? [880, 1320] : [220, 165]).entries()) {
      const voice = audio.createOscillator();
      const level = audio.createGain();
      voice.type = good ? "sine" : "square";
      voice.frequency.value = tone;
      level.gain.setValueAtTime(good ? 0.25 : 0.18, at + place * 0.13);
      level.gain.exponentialRampToValueAtTime(0.001, at + place * 0.13 + (good ? 0.12 : 0.22));
      voice.connect(level).connect(audio.destination);
      voice.start(at + place * 0.13);
      voice.stop(at + place * 0.13 + 0.25);
    }
  } catch {
    // Silent phones still show and shake.
  }
}

function show(answer, way) {
  const good = answer.result === "valid";
  const panel = part("answer");
  panel.dataset.result = good ? "good" : "bad";
  part("verdict").textContent = good ? words[way] : words[answer.result];
  const lines = [];
  if (!good && words.reasons[answer.reason]) lines.push(words.reasons[answer.reason]);
  if (answer.first_at) {
    lines.push(words.first.replace("{time}", clock(answer.first_at)).replace("{gate}", answer.first_gate ? ` · ${answer.first_gate}` : ""));
  }
  part("why").textContent = lines.join(" ");
  part("kept").hidden = !answer.offline;
  panel.hidden = false;
  const supervises = role === "supervisor" && answer.scan && !answer.offline;
  part("undo").hidden = !(supervises && good);
  part("override").hidden = !(supervises && !good);
  panel.dataset.scan = answer.scan ?? "";
  panel.dataset.name = answer.name ?? "";
  panel.scrollIntoView({ block: "nearest" });
  sound(good);
}

function tell(text, verdict = words.problem) {
  const panel = part("answer");
  panel.dataset.result = "none";
  part("verdict").textContent = verdict;
  part("why").textContent = text;
  part("undo").hidden = part("override").hidden = part("kept").hidden = true;
  panel.hidden = false;
}

async function showState() {
  const count = (await store.waiting(beacon)).length;
  const state = part("state");
  state.dataset.state = offline ? "offline" : count ? "sending" : "online";
  if (!count) part("kept").hidden = true;
  const many = count === 1 ? words.one_waits : words.many_wait.replace("{count}", count);
  let text = offline ? words.offline : words.online;
  if (count) text += ` ${many}`;
  if (offline && pack && keys === null) text += ` ${words.no_signatures}`;
  if (offline && !pack) text += ` ${words.no_pack}`;
  state.textContent = text;
  showCamera();
}

function showConflicts(conflicts) {
  const open = (conflicts ?? []).filter((one) => !one.resolved_at);
  part("conflicts").hidden = open.length === 0;
  part("conflict-list").replaceChildren(
    ...open.map((one) => {
      const line = document.createElement("li");
      const place = (name, at) => (at ? `${name ?? words.a_gate} ${clock(at)}` : words.nowhere);
      line.textContent = `${words.ticket} ${one.ticket}${one.guest_name ? ` (${one.guest_name})` : ""}: ${place(one.first_gate, one.first_at)}, ${place(one.second_gate, one.second_at)}`;
      return line;
    }),
  );
}

// ---- scanning

async function decideHere(code, name, way) {
  if (!pack) return { result: "invalid", reason: "unchecked" };
  const signed = code?.payload ? (keys ? await signatureHolds(code, keys) : null) : null;
  const known = name ? pack.known[name] : undefined;
  const local = name ? await store.get("used", [beacon, name]) : undefined;
  const answer = decide({ code, signed, known, local, pack, now: Date.now(), direction: way });
  return { result: answer.result, reason: answer.reason, first_at: answer.at };
}

async function remember(name, way, at) {
  if (name && way !== "proof") await store.put("used", { beacon, name, inside: way === "entry", at });
}

let busy = Promise.resolve();
const scan = (text) => (busy = busy.then(() => scanNow(text)).catch((problem) => tell(problem.message)));

async function scanNow(text) {
  const code = readCode(text);
  const name = code ? await nameOf(code) : "";
  const way = chosen();
  const at = new Date().toISOString();
  const nonce = crypto.randomUUID();
  if (!offline) {
    try {
      const answer = await ask("/scans", { code: text.slice(0, 300), nonce, device, gate: gate.value || null, direction: way });
      if (answer.result === "valid") await remember(name, way, at);
      show({ ...answer, name }, way);
      return;
    } catch (problem) {
      if (!(problem instanceof Away)) throw problem;
      offline = true;
    }
  }
  const answer = await decideHere(code, name, way);
  if (answer.result === "valid") await remember(name, way, at);
  await store.put("queue", { beacon, nonce, code: text.slice(0, 300), at, said: answer.result, gate: gate.value || null, direction: way });
  show({ ...answer, first_gate: answer.first_at ? gateName(gate.value) : "", name, offline: true }, way);
  await showState();
}

// ---- sending what waits

let syncing = false;
async function sync() {
  if (syncing) return;
  syncing = true;
  try {
    let waits = await store.waiting(beacon);
    while (waits.length) {
      const some = waits.slice(0, BATCH);
      const scans = some.map(({ code, nonce, at, said, gate: where, direction: way }) => ({ code, nonce, at, said, gate: where, direction: way }));
      const synced = await ask("/scans/waiting", { device, scans, waiting: waits.length - some.length }, 20_000);
      for (const one of some) await store.drop("queue", one.nonce);
      offline = false;
      showConflicts(synced.conflicts);
      waits = await store.waiting(beacon);
      await showState();
    }
    await refresh();
    offline = false;
  } catch (problem) {
    if (problem instanceof Away) offline = true;
    else tell(problem.message);
  } finally {
    syncing = false;
    await showState();
  }
}

let fetched = 0;
async function refresh() {
  if (!offline && pack && Date.now() - fetched < 30_000) return;
  pack = await ask("");
  fetched = Date.now();
  await store.put("packs", pack);
  keys = await importKeys(pack.keys);
  showConflicts(pack.conflicts);
}

async function begin() {
  pack = (await store.get("packs", beacon)) ?? null;
  if (pack) {
    keys = await importKeys(pack.keys);
    showConflicts(pack.conflicts);
  }
  await sync();
  setInterval(sync, SYNC_MS);
}
addEventListener("online", sync);
addEventListener("offline", () => {
  offline = true;
  showState();
});

// ---- typing, camera, photo, list

part("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = event.target.elements.code;
  if (typed.value.trim()) scan(typed.value.trim());
  typed.value = "";
});

part("undo").addEventListener("click", async () => {
  const panel = part("answer");
  try {
    await ask(`/scans/${panel.dataset.scan}/undo`, { device });
    if (panel.dataset.name) await store.drop("used", [beacon, panel.dataset.name]);
    tell(words.as_it_was, words.undone);
  } catch (problem) {
    tell(problem instanceof Away ? words.needs_network : problem.message);
  }
});

part("override").addEventListener("submit", async (event) => {
  event.preventDefault();
  const reason = event.target.elements.reason;
  try {
    await ask(`/scans/${part("answer").dataset.scan}/override`, { reason: reason.value, device });
    show({ result: "valid", reason: null }, "entry");
    reason.value = "";
  } catch (problem) {
    tell(problem instanceof Away ? words.needs_network : problem.message);
  }
});

async function readPicture(picture) {
  let answer;
  try {
    const stop = AbortSignal.timeout(PICTURE_PATIENCE_MS);
    answer = await fetch(`${api}/photo`, { method: "POST", signal: stop, headers: { "content-type": "application/octet-stream", "x-csrf-token": csrf }, body: picture });
  } catch {
    throw new Away();
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.detail ?? words.refused);
  return said.code;
}

let sendsPictures = false;
function showCamera() {
  const says = part("camera-says");
  says.hidden = !sendsPictures;
  const text = offline ? words.camera_offline : words.camera_sends;
  if (says.textContent !== text) says.textContent = text;
}

async function startCamera() {
  const own = await ownReader();
  part("photo").hidden = own !== null;
  if (!navigator.mediaDevices?.getUserMedia) {
    part("photo").hidden = false;
    return;
  }
  const eyes = own
    ? { read: own, every: LOOK_MS, rest: 0 }
    : { read: sentReader(async (picture) => (offline ? "" : readPicture(picture))), every: SEND_MS, rest: REST_MS };
  const start = part("camera");
  const video = part("video");
  start.hidden = false;
  const ended = () => {
    video.hidden = true;
    start.hidden = false;
    sendsPictures = false;
    showCamera();
  };
  start.addEventListener("click", async () => {
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    } catch (problem) {
      tell(problem.name === "NotAllowedError" ? words.camera_denied : words.no_camera);
      part("photo").hidden = false;
      return;
    }
    video.hidden = false;
    start.hidden = true;
    await video.play();
    sendsPictures = own === null;
    showCamera();
    watch(video, { ...eyes, found: scan, ended });
  });
}

part("photo").querySelector("input").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  event.target.value = "";
  if (!file) return;
  try {
    scan(await readPicture(file));
  } catch (problem) {
    tell(problem instanceof Away ? words.needs_network : problem.message);
  }
});

part("search").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target.elements;
  try {
    const found = await ask("/guests/search", { q: form.q.value, ...(form.staff_code?.value ? { staff_code: form.staff_code.value } : {}) });
    const list = part("found");
    list.replaceChildren(
      ...found.map((one) => {
        const line = document.createElement("li");
        const name = document.createElement("span");
        name.textContent = `${one.name} · ${words.states[one.state]}`;
        line.append(name);
        if (role === "supervisor" && one.scope === "check_in" && one.state === "good") {
          const admit = document.createElement("button");
          admit.type = "button";
          admit.className = "button button--secondary button--small";
          admit.textContent = words.admit;
          admit.addEventListener("click", async () => {
            admit.disabled = true;
            try {
              show(await ask("/guests/admit", { token: one.id, device, nonce: crypto.randomUUID(), gate: gate.value || null }), "entry");
            } catch (problem) {
              tell(problem instanceof Away ? words.needs_network : problem.message);
            }
          });
          line.append(admit);
        }
        return line;
      }),
    );
    if (!found.length) list.textContent = words.nobody;
  } catch (problem) {
    tell(problem instanceof Away ? words.needs_network : problem.message);
  }
});

// ---- without network the page itself has to be here

async function keepPage() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/hotmess/door-worker.js", { scope: location.pathname });
  const ready = await navigator.serviceWorker.ready;
  const files = performance.getEntriesByType("resource").map((one) => one.name).filter((name) => name.startsWith(`${location.origin}/static/`));
  ready.active.postMessage({ keep: [...new Set([location.pathname, ...files])] });
}

for (const element of door.querySelectorAll("[data-needs-script]")) element.hidden = false;
navigator.serviceWorker?.addEventListener("message", (event) => {
  if (event.data === "kept") door.dataset.kept = "yes";
});
begin().then(() => (door.dataset.ready = "yes"));
startCamera();
keepPage().catch(() => {});
