/** Buttons that copy, the one that folds all code, and opening what a link leads into. */
export const cellsScript = `
const copy = async (text) => {
  try { await navigator.clipboard.writeText(text); } catch {
    const area = make("textarea", { value: text });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
};
const copier = (textOf) => {
  const button = make("button", { type: "button", className: "tool copy", textContent: labels.copy });
  button.addEventListener("click", async () => {
    await copy(textOf());
    button.textContent = labels.copied;
    setTimeout(() => { button.textContent = labels.copy; }, 1500);
  });
  return button;
};
for (const box of all(".source")) box.querySelector(".facts").prepend(copier(() => box.querySelector("code").textContent));
for (const pre of all(".prose pre > code")) pre.parentElement.append(copier(() => pre.textContent));
for (const frame of all(".table")) tablesNear.observe(frame);
const codes = all(".source > details");
for (const button of all("[data-tool=code]")) {
  if (codes.length === 0) continue;
  let open = codes.some((code) => code.open);
  const tell = () => { button.textContent = open ? labels.hideCode : labels.showCode; };
  button.hidden = false;
  tell();
  button.addEventListener("click", () => { open = !open; for (const code of codes) code.open = open; tell(); });
}
const reveal = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target?.closest("details:not([open])");
  if (folded) { folded.open = true; target.scrollIntoView(); }
};
addEventListener("hashchange", reveal);
reveal();
addEventListener("beforeprint", () => { for (const details of all(".made")) details.open = true; });`;
