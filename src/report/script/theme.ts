/** The button that changes between light and dark; others listen through `onTheme`. */
export const themeScript = `
const themed = [];
const onTheme = (listener) => themed.push(listener);
const isDark = () => document.documentElement.style.colorScheme ? document.documentElement.style.colorScheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
const remember = (scheme) => { try { scheme ? localStorage.setItem("report-theme", scheme) : scheme = localStorage.getItem("report-theme"); } catch {} return scheme; };
const known = remember();
if (known === "dark" || known === "light") document.documentElement.style.colorScheme = known;
for (const button of all("[data-tool=theme]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    document.documentElement.style.colorScheme = remember(isDark() ? "light" : "dark");
    for (const listener of themed) listener();
  });
}
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { for (const listener of themed) listener(); });`;
