// Several days at once: press on one and pull over others, or hold Shift and tick the last. The boxes alone do the same, one by one.
for (const month of document.querySelectorAll("[data-month-days]")) {
  const boxes = [...month.querySelectorAll("input[type=checkbox]")];
  const said = month.querySelector("[data-said]");
  let last = null;
  let pulling = null;

  const boxAt = (target) => target.closest?.("[data-day-cell]")?.querySelector("input[type=checkbox]") ?? null;
  const fill = (from, to, on) => {
    const [one, other] = [boxes.indexOf(from), boxes.indexOf(to)].sort((a, b) => a - b);
    for (let n = one; n <= other; n += 1) boxes[n].checked = on;
  };
  const say = () => {
    const count = boxes.filter((box) => box.checked).length;
    said.textContent = count ? month.dataset.chosen.replace("{n}", count) : "";
  };

  month.addEventListener("click", (event) => {
    const box = event.target;
    if (!boxes.includes(box)) return;
    if (event.shiftKey && last) fill(last, box, box.checked);
    last = box;
    say();
  });
  month.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch" || event.button !== 0) return;
    const box = boxAt(event.target);
    if (box) pulling = { box, on: !box.checked, before: boxes.map((one) => one.checked), moved: false };
  });
  month.addEventListener("pointerover", (event) => {
    const box = pulling && boxAt(event.target);
    if (!box || (box === pulling.box && !pulling.moved)) return;
    pulling.moved = true;
    boxes.forEach((one, n) => { one.checked = pulling.before[n]; });
    fill(pulling.box, box, pulling.on);
    say();
  });
  addEventListener("pointerup", () => {
    // The click that follows a pull would tick the last day back.
    if (pulling?.moved) {
      const stop = (event) => { event.preventDefault(); event.stopPropagation(); };
      month.addEventListener("click", stop, { capture: true, once: true });
      setTimeout(() => month.removeEventListener("click", stop, { capture: true }), 0);
    }
    pulling = null;
  });
  say();
}
