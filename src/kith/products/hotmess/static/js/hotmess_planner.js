// The week as a grid: blocks are dragged, stretched and drawn, with mouse, finger or keys; each change is sent at once and put back when the
// house refuses it. A block over midnight is drawn in two pieces. Without this file the list and the forms of the page do the same.
const STEP = 15;
const DAY = 1440;
const root = document.querySelector("[data-planner]");
const said = root.querySelector("[data-said]");
const chosen = root.querySelector("[data-show]");
const token = document.querySelector("meta[name=csrf-token]").content;
const columns = new Map([...root.querySelectorAll("[data-day]")].map((one) => [Number(one.dataset.day), one]));
const order = [...columns.keys()];

const clock = (minute) => `${String(Math.floor(minute / 60) % 24).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
const within = (value, least, most) => Math.min(Math.max(value, least), most);
const rounded = (minute) => Math.round(minute / STEP) * STEP;

function say(text, tone = "") {
  said.textContent = text;
  said.dataset.tone = tone;
}

async function send(path, fields) {
  const body = new URLSearchParams({ _csrf: token, ...fields });
  const answer = await fetch(root.dataset.path + path, { method: "POST", body, redirect: "manual", headers: { accept: "application/json" } }).catch(() => null);
  if (answer === null) return "The house cannot be reached. Please try again.";
  if (answer.type === "opaqueredirect" || answer.ok) return "";
  const problem = await answer.json().catch(() => ({}));
  return problem.detail || "That did not work. Please look at the week again.";
}

class Block {
  constructor(id, title, day, start, length, date) {
    Object.assign(this, { id, title, day, start, length, date });
    this.kept = { day, start, length };
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "planner__block";
    if (date) this.button.classList.add("planner__block--day");
    this.text = document.createElement("span");
    const edge = document.createElement("span");
    edge.className = "planner__edge";
    this.button.append(this.text, edge);
    this.rest = document.createElement("div");
    this.rest.className = "planner__block planner__block--rest";
    this.button.setAttribute("aria-describedby", "planner-keys");
    this.button.addEventListener("keydown", (event) => this.keys(event));
    this.button.addEventListener("blur", () => this.changed && this.save());
    this.button.addEventListener("pointerdown", (event) => this.drag(event, event.target === edge));
    this.show();
  }

  get changed() {
    return this.day !== this.kept.day || this.start !== this.kept.start || this.length !== this.kept.length;
  }

  spoken() {
    const until = this.start + this.length;
    return `${this.title}, ${columns.get(this.day).dataset.name} ${clock(this.start)} to ${clock(until)}${until > DAY ? " the next day" : ""}`;
  }

  show() {
    const column = columns.get(this.day);
    if (this.button.parentElement !== column) column.append(this.button);
    const here = Math.min(this.length, DAY - this.start);
    this.button.style.insetBlockStart = `${(this.start / DAY) * 100}%`;
    this.button.style.blockSize = `${(here / DAY) * 100}%`;
    this.text.textContent = `${clock(this.start)} ${this.title}`;
    this.button.setAttribute("aria-label", this.spoken());
    this.button.classList.toggle("planner__block--changed", this.changed);
    const left = this.length - here;
    const next = order[(order.indexOf(this.day) + 1) % 7];
    if (left > 0) {
      columns.get(next).append(this.rest);
      this.rest.style.insetBlockStart = "0";
      this.rest.style.blockSize = `${(left / DAY) * 100}%`;
      this.rest.textContent = this.title;
    } else this.rest.remove();
  }

  back() {
    Object.assign(this, this.kept);
    this.show();
  }

  async save() {
    if (!this.changed) return;
    const sent = { day: this.day, start: this.start, length: this.length };
    const fields = { day: this.day, start: clock(this.start), end: clock(this.start + this.length) };
    if (this.date) fields.date = columns.get(this.day).dataset.date;
    const before = this.kept;
    this.kept = sent;
    this.show();
    const wrong = await send(`/blocks/${this.id}`, fields);
    if (wrong) {
      this.kept = before;
      this.back();
      say(wrong, "danger");
    } else say(`Kept: ${this.spoken()}.`);
  }

  keys(event) {
    if (event.key === "Enter") {
      event.preventDefault();
      this.save();
      return;
    }
    if (event.key === "Escape") {
      this.back();
      say(this.spoken());
      return;
    }
    const by = { ArrowUp: -STEP, ArrowDown: STEP }[event.key] ?? 0;
    const across = { ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0;
    if (!by && !across) return;
    event.preventDefault();
    if (across) this.day = order[within(order.indexOf(this.day) + across, 0, 6)];
    else if (event.shiftKey) this.length = within(this.length + by, STEP, DAY - STEP);
    else this.start = within(this.start + by, 0, DAY - STEP);
    // Moving it into another column takes the focus away; that is no leaving.
    const kept = this.kept;
    this.kept = { day: this.day, start: this.start, length: this.length };
    this.show();
    this.button.focus();
    this.kept = kept;
    this.show();
    say(this.spoken());
  }

  drag(event, stretch) {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    this.button.focus();
    const held = minuteAt(columns.get(this.day), event.clientY) - this.start;
    const move = (now) => {
      const minute = minuteAt(columns.get(this.day), now.clientY);
      if (stretch) this.length = within(rounded(minute) - this.start, STEP, DAY - STEP);
      else {
        this.start = within(rounded(minute - held), 0, DAY - STEP);
        this.day = dayAt(now.clientX, this.day);
      }
      this.show();
      say(this.spoken());
    };
    const stop = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", stop);
      removeEventListener("pointercancel", stop);
      this.save();
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", stop);
    addEventListener("pointercancel", stop);
  }
}

function minuteAt(column, y) {
  const box = column.getBoundingClientRect();
  return ((y - box.top) / box.height) * DAY;
}

function dayAt(x, otherwise) {
  for (const [day, column] of columns) {
    const box = column.getBoundingClientRect();
    if (x >= box.left && x < box.right) return day;
  }
  return otherwise;
}

// On free ground a mouse draws a block of the chosen show.
for (const [day, column] of columns) {
  column.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch" || event.target !== column || !chosen.value) return;
    event.preventDefault();
    const start = within(Math.floor(minuteAt(column, event.clientY) / STEP) * STEP, 0, DAY - STEP);
    const shadow = document.createElement("div");
    shadow.className = "planner__block planner__block--rest";
    shadow.style.insetBlockStart = `${(start / DAY) * 100}%`;
    column.append(shadow);
    let length = 60;
    const move = (now) => {
      length = within(rounded(minuteAt(column, now.clientY)) - start, STEP, DAY - start);
      shadow.style.blockSize = `${(length / DAY) * 100}%`;
      shadow.textContent = `${clock(start)} – ${clock(start + length)}`;
    };
    const stop = async () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", stop);
      const wrong = await send("/blocks", { show: chosen.value, day, start: clock(start), end: clock(start + length) });
      if (!wrong) {
        location.reload();
        return;
      }
      shadow.remove();
      say(wrong, "danger");
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", stop);
  });
}

for (const one of root.querySelectorAll("[data-block]")) {
  const { block, title, on, start, end, date } = one.dataset;
  new Block(block, title, +on, +start, (+end - +start + DAY) % DAY, date);
}
root.hidden = false;
root.querySelector(".planner__grid").scrollTop = columns.get(order[0]).offsetHeight * 0.3;
