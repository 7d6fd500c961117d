// Interests: filters while one types, counts what is picked. Without it the search button does the filtering.
const form = document.querySelector("[data-interests]");
if (form) {
  const search = form.querySelector("[data-interests-search]");
  const said = form.querySelector("[data-interests-said]");
  const most = Number(form.dataset.most);
  form.querySelector("[data-interests-button]").hidden = true;
  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const filter = () => {
    const words = plain(search.value.trim());
    for (const theme of form.querySelectorAll(".interests__theme")) {
      const all = !words || plain(theme.querySelector("legend").textContent).includes(words);
      let shown = 0;
      for (const choice of theme.querySelectorAll(".chip-choice")) {
        choice.hidden = !(all || plain(choice.textContent).includes(words) || choice.querySelector("input").checked);
        if (!choice.hidden) shown += 1;
      }
      theme.hidden = shown === 0;
    }
  };
  const count = () => {
    const picked = form.querySelectorAll("input[name=interests]:checked").length;
    said.textContent = said.dataset.words.replace("{n}", picked).replace("{most}", most);
    for (const box of form.querySelectorAll("input[name=interests]:not(:checked)")) box.disabled = picked >= most;
  };
  search.addEventListener("input", filter);
  search.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  form.addEventListener("change", count);
  form.addEventListener("submit", () => { search.value = ""; });
  filter();
  count();
}
