// The week as a grid: hours are drawn, moved and stretched, with mouse, finger or keys. What counts is in the form's fields named `rule`,
// one for each block; the server reads nothing else. Without this file the lists and forms of the page do the same.
const STEP = 15;
const DAY = 1440;
const SHORTEST = 15;

const clock = (minute) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
const minutesOf = (text) => {
  const [hours, minutes] = text.split(":").map(Number);
  return hours * 60 + minutes;
};
const rounded = (minute) => Math.round(minute / STEP) * STEP;
const within = (value, least, most) => Math.min(Math.max(value, least), most);

class Week {
  constructor(root) {
    this.root = root;
    this.form = root.querySelector("form");
    this.grid = root.querySelector("[data-grid]");
    this.panel = root.querySelector("[data-panel]");
    this.said = root.querySelector("[data-said]");
    this.words = root.dataset;
    this.columns = new Map([...root.querySelectorAll("[data-day]")].map((one) => [Number(one.dataset.day), one]));
    this.order = [...this.columns.keys()];
    this.blocks = [];
    this.chosen = null;
    for (const field of this.form.querySelectorAll("input[name=rule]")) this.take(field);
    for (const [day, column] of this.columns) this.listen(day, column);
    for (const button of root.querySelectorAll("[data-add]")) {
      button.addEventListener("click", () => this.addOn(Number(button.dataset.add)));
    }
    this.preparePanel();
    root.hidden = false;
    const first = this.blocks.length ? Math.min(...this.blocks.map((one) => one.start)) : 8 * 60;
    this.grid.scrollTop = (Math.max(first - 30, 0) / DAY) * this.columns.get(this.order[0]).offsetHeight;
  }

  // A field such as "1 540 1020 1 2026-11-23 Europe/Berlin 1": weekday, start, end, every how many weeks, counted from, zone, in force.
  take(field) {
    const [day, start, end, weeks, anchor, zone, active] = field.value.split(" ");
    const block = { field, day: +day, start: +start, end: +end, weeks: +weeks, anchor, zone, active };
    block.button = document.createElement("button");
    block.button.type = "button";
    block.button.className = "hours-block";
    block.button.setAttribute("aria-describedby", "week-keys");
    block.text = document.createElement("span");
    block.text.className = "hours-block__text";
    const top = document.createElement("span");
    const bottom = document.createElement("span");
    top.className = "hours-block__edge hours-block__edge--top";
    bottom.className = "hours-block__edge hours-block__edge--bottom";
    block.button.append(top, block.text, bottom);
    block.button.addEventListener("focus", () => this.choose(block));
    block.button.addEventListener("click", () => this.choose(block));
    block.button.addEventListener("keydown", (event) => this.keys(event, block));
    block.button.addEventListener("pointerdown", (event) => {
      const what = event.target === top ? "start" : event.target === bottom ? "end" : "move";
      this.drag(event, block, what);
    });
    this.blocks.push(block);
    this.show(block);
    return block;
  }

  add(day, start, end) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "rule";
    field.value = `${day} ${start} ${end} 1 ${this.words.today} ${this.words.zone} 1`;
    this.form.append(field);
    return this.take(field);
  }

  show(block) {
    const column = this.columns.get(block.day);
    if (block.button.parentElement !== column) column.append(block.button);
    block.button.style.insetBlockStart = `${(block.start / DAY) * 100}%`;
    block.button.style.blockSize = `${((block.end - block.start) / DAY) * 100}%`;
    block.text.textContent = `${clock(block.start)} – ${clock(block.end)}`;
    block.button.classList.toggle("hours-block--some-weeks", block.weeks > 1);
    block.button.setAttribute("aria-label", this.spoken(block));
    block.field.value = `${block.day} ${block.start} ${block.end} ${block.weeks} ${block.anchor} ${block.zone} ${block.active}`;
  }

  spoken(block) {
    let text = this.words.block
      .replace("{day}", this.columns.get(block.day).dataset.name)
      .replace("{start}", clock(block.start))
      .replace("{end}", clock(block.end));
    if (block.weeks > 1) text += `, ${this.words.weeks.replace("{n}", block.weeks)}`;
    if (block.zone !== this.words.zone) text += `, ${block.zone}`;
    return text;
  }

  say(text) {
    this.said.textContent = text;
  }

  changed(block) {
    this.show(block);
    this.say(this.spoken(block));
    if (this.chosen === block) this.fillPanel();
    this.root.classList.add("week-editor--changed");
  }

  // Hours of the same kind that overlap are one.
  merge(block) {
    const alike = (other) =>
      other !== block && other.day === block.day && other.weeks === block.weeks && other.zone === block.zone && other.active === block.active &&
      (block.weeks === 1 || other.anchor === block.anchor) && other.start <= block.end && other.end >= block.start;
    for (let other = this.blocks.find(alike); other; other = this.blocks.find(alike)) {
      block.start = Math.min(block.start, other.start);
      block.end = Math.max(block.end, other.end);
      this.drop(other);
    }
  }

  drop(block) {
    block.field.remove();
    block.button.remove();
    this.blocks = this.blocks.filter((one) => one !== block);
  }

  remove(block) {
    const day = block.day;
    this.drop(block);
    if (this.chosen === block) this.choose(null);
    this.say(this.words.removed);
    this.root.classList.add("week-editor--changed");
    const next = this.blocks.find((one) => one.day === day);
    (next ? next.button : this.root.querySelector(`[data-add="${day}"]`)).focus();
  }

  addOn(day) {
    const taken = this.blocks.filter((one) => one.day === day).sort((one, other) => one.start - other.start);
    let start = 9 * 60;
    for (const one of taken) if (one.start < start + 60 && one.end > start) start = one.end;
    if (start + 60 > DAY) start = taken.length ? within(taken[0].start - 60, 0, DAY - 60) : 0;
    const block = this.add(day, start, start + 60);
    block.button.focus();
    this.changed(block);
  }

  keys(event, block) {
    const by = event.key === "ArrowUp" ? -STEP : event.key === "ArrowDown" ? STEP : 0;
    const across = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      this.remove(block);
      return;
    }
    if (!by && !across) return;
    event.preventDefault();
    if (across) {
      const place = this.order.indexOf(block.day) + across;
      block.day = this.order[within(place, 0, this.order.length - 1)];
    } else if (event.shiftKey) {
      block.end = within(block.end + by, block.start + SHORTEST, DAY);
    } else if (event.altKey) {
      block.start = within(block.start + by, 0, block.end - SHORTEST);
    } else {
      const length = block.end - block.start;
      block.start = within(block.start + by, 0, DAY - length);
      block.end = block.start + length;
    }
    this.changed(block);
    block.button.focus();
    block.button.scrollIntoView({ block: "nearest" });
  }

  minuteAt(column, y) {
    const box = column.getBoundingClientRect();
    return ((y - box.top) / box.height) * DAY;
  }

  dayAt(x, otherwise) {
    for (const [day, column] of this.columns) {
      const box = column.getBoundingClientRect();
      if (x >= box.left && x < box.right) return day;
    }
    return otherwise;
  }

  drag(event, block, what) {
    if (event.button !== 0) return;
    event.stopPropagation();
    const held = this.minuteAt(this.columns.get(block.day), event.clientY) - block.start;
    const length = block.end - block.start;
    const target = block.button;
    target.setPointerCapture(event.pointerId);
    let moved = false;
    const move = (now) => {
      if (!moved && Math.abs(now.clientY - event.clientY) + Math.abs(now.clientX - event.clientX) < 4) return;
      moved = true;
      const minute = this.minuteAt(this.columns.get(block.day), now.clientY);
      if (what === "start") block.start = within(rounded(minute), 0, block.end - SHORTEST);
      else if (what === "end") block.end = within(rounded(minute), block.start + SHORTEST, DAY);
      else {
        block.start = within(rounded(minute - held), 0, DAY - length);
        block.end = block.start + length;
        const day = this.dayAt(now.clientX, block.day);
        if (day !== block.day) {
          block.day = day;
          this.show(block);
          target.setPointerCapture(event.pointerId);
        }
      }
      this.changed(block);
    };
    const stop = () => {
      target.removeEventListener("pointermove", move);
      target.removeEventListener("pointerup", stop);
      target.removeEventListener("pointercancel", stop);
      if (moved) {
        this.merge(block);
        this.changed(block);
      }
      target.focus();
    };
    target.addEventListener("pointermove", move);
    target.addEventListener("pointerup", stop);
    target.addEventListener("pointercancel", stop);
  }

  // On free ground a mouse draws; a finger scrolls, and a tap puts down an hour.
  listen(day, column) {
    column.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || event.pointerType === "touch" || event.target !== column) return;
      event.preventDefault();
      const from = within(Math.floor(this.minuteAt(column, event.clientY) / STEP) * STEP, 0, DAY - STEP);
      const block = this.add(day, from, Math.min(from + SHORTEST, DAY));
      column.setPointerCapture(event.pointerId);
      const move = (now) => {
        const to = within(rounded(this.minuteAt(column, now.clientY)), 0, DAY);
        block.start = Math.min(from, to);
        block.end = within(Math.max(from, to), block.start + SHORTEST, DAY);
        this.changed(block);
      };
      const stop = () => {
        column.removeEventListener("pointermove", move);
        column.removeEventListener("pointerup", stop);
        column.removeEventListener("pointercancel", stop);
        if (block.end - block.start === SHORTEST) block.end = Math.min(block.start + 60, DAY);
        this.merge(block);
        this.changed(block);
        block.button.focus();
      };
      column.addEventListener("pointermove", move);
      column.addEventListener("pointerup", stop);
      column.addEventListener("pointercancel", stop);
    });
    column.addEventListener("click", (event) => {
      if (event.pointerType !== "touch" || event.target !== column) return;
      const start = within(Math.floor(this.minuteAt(column, event.clientY) / 30) * 30, 0, DAY - 60);
      const block = this.add(day, start, start + 60);
      this.merge(block);
      this.changed(block);
      block.button.focus();
    });
  }

  choose(block) {
    if (this.chosen) this.chosen.button.classList.remove("hours-block--chosen");
    this.chosen = block;
    this.panel.hidden = block === null;
    if (block === null) return;
    block.button.classList.add("hours-block--chosen");
    this.fillPanel();
  }

  preparePanel() {
    const part = (name) => this.panel.querySelector(`[data-part=${name}]`);
    this.parts = { name: part("name"), start: part("start"), end: part("end"), weeks: part("weeks"), anchor: part("anchor") };
    for (const name of ["start", "end", "weeks", "anchor"]) {
      this.parts[name].addEventListener("change", () => this.readPanel());
    }
    part("remove").addEventListener("click", () => this.chosen && this.remove(this.chosen));
    part("done").addEventListener("click", () => {
      const block = this.chosen;
      this.merge(block);
      this.changed(block);
      block.button.focus();
    });
  }

  fillPanel() {
    const block = this.chosen;
    this.parts.name.textContent = this.columns.get(block.day).dataset.name;
    this.parts.start.value = clock(block.start);
    this.parts.end.value = clock(block.end % DAY);
    this.parts.weeks.value = String(block.weeks);
    this.parts.anchor.value = block.anchor;
    this.parts.anchor.closest("[data-anchor]").hidden = block.weeks === 1;
  }

  readPanel() {
    const block = this.chosen;
    const { start, end, weeks, anchor } = this.parts;
    if (!block || !start.value || !end.value) return;
    const from = minutesOf(start.value);
    const to = minutesOf(end.value) || DAY;
    const wrong = to <= from;
    end.setCustomValidity(wrong ? this.words.order : "");
    if (wrong) {
      end.reportValidity();
      return;
    }
    Object.assign(block, { start: from, end: to, weeks: Number(weeks.value), anchor: anchor.value || this.words.today });
    this.changed(block);
  }
}

for (const root of document.querySelectorAll("[data-week-editor]")) new Week(root);
