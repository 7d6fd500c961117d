// The manual light/dark switch. The choice is kept in the cookie `theme`, which the server turns into <html data-theme>;
// without a choice the page follows the system, and so does the button's picture.
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const buttons = document.querySelectorAll("[data-theme-toggle]");
const stored = () => document.cookie.match(/(?:^|; )theme=(light|dark)(?:;|$)/)?.[1];

function show() {
  // A product may be dark whatever the system says.
  const alwaysDark = getComputedStyle(root).colorScheme === "dark";
  const shown = root.dataset.theme ?? (alwaysDark || system.matches ? "dark" : "light");
  root.dataset.themeShown = shown;
  for (const button of buttons) {
    button.hidden = false;
    const label = shown === "dark" ? button.dataset.toLight : button.dataset.toDark;
    button.setAttribute("aria-label", label);
    button.title = label;
  }
}

const choice = stored();
if (choice) root.dataset.theme = choice;
for (const button of buttons) {
  button.addEventListener("click", () => {
    const next = root.dataset.themeShown === "dark" ? "light" : "dark";
    root.dataset.theme = next;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${next}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
    show();
  });
}
system.addEventListener("change", show);
show();
