// The survey without loading pages: tap, keys 1 to 7, arrows, swipe. Each answer is saved at once; offline it waits in this browser and is sent when
// the network is back. What was sent is forgotten here.
const form = document.querySelector("[data-survey]");
const token = document.querySelector('meta[name="csrf-token"]').content;
const part = (name) => form.querySelector(`[data-${name}]`);
let survey = null;
let waiting = {};
let store = "";
let skew = 0;
let last = 0;
let sending = null;
let ending = false;
let at = form.querySelector('[name="question"]').value;

const said = (id) => (waiting[id] ?? survey.answers[id] ?? [])[0];
const applies = (question) => Object.entries(question.when).every(([other, wanted]) => wanted.includes(said(other)));
const asked = () => survey.questions.filter(applies);
const keep = () => {
  if (Object.keys(waiting).length) localStorage.setItem(store, JSON.stringify(waiting));
  else localStorage.removeItem(store);
};

function sequence() {
  last = Math.max(Date.now() + skew, last + 1);
  return last;
}

function tell(text) {
  part("status").textContent = text;
}

function measure() {
  const questions = asked();
  const done = questions.filter((question) => said(question.id) !== undefined).length;
  const percent = Math.floor((100 * done) / questions.length);
  form.querySelector("progress").value = percent;
  return percent;
}

function draw(question, coming) {
  ending = false;
  at = question.id;
  form.querySelector('[name="question"]').value = question.id;
  for (const name of ["section", "lead", "text", "hint"]) part(name).textContent = question[name];
  part("hint").hidden = !question.hint;
  const choices = part("choices");
  choices.dataset.kind = question.kind;
  choices.replaceChildren(
    ...question.choices.map((choice) => {
      const button = document.createElement("button");
      button.className = "survey__choice";
      button.type = "submit";
      button.name = "answer";
      button.value = choice.value;
      button.setAttribute("aria-pressed", String(said(question.id) === choice.value));
      if (question.kind === "likert") {
        const number = document.createElement("span");
        number.className = "survey__number";
        number.setAttribute("aria-hidden", "true");
        number.textContent = choice.value;
        button.append(number);
      }
      const label = document.createElement("span");
      label.className = "survey__label";
      label.textContent = choice.label;
      button.append(label);
      return button;
    }),
  );
  const card = part("card");
  card.dataset.coming = "";
  void card.offsetWidth;
  card.dataset.coming = coming;
  part("text").focus({ preventScroll: true });
  measure();
}

async function send() {
  try {
    for (const [id, [answer, number]] of Object.entries(waiting)) {
      const reply = await fetch("/api/attuned/survey/answer", {
        method: "PUT",
        headers: { "content-type": "application/json", "x-csrf-token": token },
        body: JSON.stringify({ question: id, answer, sequence: number }),
      });
      if (reply.status >= 500 || reply.status === 429) throw new Error("later");
      if (reply.status === 401 || reply.status === 403) {
        // Signed out meanwhile: the page says how to come in again, and the answer waits here until they have.
        location.reload();
        return false;
      }
      if (reply.ok) survey.answers[id] = [answer, number];
      if (waiting[id]?.[1] === number) delete waiting[id];
      keep();
    }
    tell(`${form.dataset.saved} · ${measure()} %`);
    return true;
  } catch {
    tell(form.dataset.offline);
    setTimeout(flush, 5000);
    return false;
  }
}

// An answer given while others are on their way is sent right after them.
async function flush() {
  if (sending || !survey) return sending;
  sending = send();
  const reached = await sending;
  sending = null;
  if (!reached) return;
  if (Object.keys(waiting).length) await flush();
  else if (ending) leave();
}

function move(step) {
  const questions = asked();
  const here = questions.findIndex((question) => question.id === at);
  const there = questions[Math.max(0, here + step)];
  if (there) draw(there, step < 0 ? "back" : "next");
  else finish();
}

function finish() {
  ending = true;
  flush();
}

// The last page is the server's: it says what is open and hands in.
function leave() {
  ending = false;
  form.querySelector('[name="question"]').value = survey.questions.at(-1).id;
  const skip = document.createElement("input");
  skip.type = "hidden";
  skip.name = "move";
  skip.value = "skip";
  form.append(skip);
  form.submit();
}

function choose(text) {
  const question = survey.questions.find((one) => one.id === at);
  const choice = question.choices.find((one) => String(one.value) === text);
  if (!choice) return;
  waiting[at] = [choice.value, sequence()];
  keep();
  flush();
  move(1);
}

form.addEventListener("submit", (event) => {
  const pressed = event.submitter;
  if (!survey || !pressed) return;
  event.preventDefault();
  if (pressed.name === "answer") choose(pressed.value);
  else if (pressed.value === "end") finish();
  else move(pressed.value === "back" ? -1 : 1);
});

document.addEventListener("keydown", (event) => {
  if (!survey || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  if (event.key === "ArrowLeft") move(-1);
  else if (event.key === "ArrowRight") move(1);
  else if (/^[1-7]$/.test(event.key)) part("choices").children[Number(event.key) - 1]?.click();
  else return;
  event.preventDefault();
});

let from = null;
part("card").addEventListener("pointerdown", (event) => {
  from = event.pointerType === "mouse" ? null : [event.clientX, event.clientY];
});
part("card").addEventListener("pointerup", (event) => {
  if (!from || !survey) return;
  const [across, down] = [event.clientX - from[0], event.clientY - from[1]];
  from = null;
  if (Math.abs(across) > 60 && Math.abs(across) > 2 * Math.abs(down)) move(across > 0 ? -1 : 1);
});
window.addEventListener("online", flush);

async function start() {
  const reply = await fetch("/api/attuned/survey", { headers: { accept: "application/json" } });
  if (!reply.ok) return;
  survey = await reply.json();
  skew = survey.now - Date.now();
  store = `attuned-draft-${survey.draft}`;
  waiting = JSON.parse(localStorage.getItem(store) ?? "{}");
  form.dataset.ready = "";
  if (Object.keys(waiting).length) await flush();
}
start();
