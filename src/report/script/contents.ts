/** Marks in the contents where the reader is. */
export const contentsScript = `
const links = new Map(all(".contents a").map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
const list = document.querySelector(".contents");
let current, waiting;
const follow = () => {
  waiting = undefined;
  document.body.classList.toggle("scrolled", scrollY > 90);
  const here = headings.filter((heading) => heading.getBoundingClientRect().top < 120).at(-1) ?? headings[0];
  const link = here && links.get(here.id);
  if (!link || link === current) return;
  current?.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  current = link;
  if (list.scrollHeight > list.clientHeight) list.scrollTop = link.offsetTop - list.clientHeight / 2;
};
addEventListener("scroll", () => { waiting ??= requestAnimationFrame(follow); }, { passive: true });
requestAnimationFrame(follow);
const folded = document.querySelector(".contents details");
if (folded && matchMedia("(max-width: 1099px)").matches) folded.open = false;`;
