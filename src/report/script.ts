/**
 * The script of every page: draws plots with Plotly once they come near the screen, in the page's colours, and folds code.
 * The static pictures stay where Plotly is missing or fails.
 */
export const pageScript = `"use strict";
(() => {
  const source = document.body.dataset.plotly;
  const plots = source ? [...document.querySelectorAll("figure.plot")].filter((plot) => plot.querySelector("script")) : [];
  let loading;
  const load = () => loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = () => resolve(window.Plotly);
    script.onerror = reject;
    document.head.append(script);
  });
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const theme = () => ({
    "font.color": color("--soft"), "font.family": getComputedStyle(document.body).fontFamily,
    "modebar.bgcolor": "rgba(0,0,0,0)", "modebar.color": color("--soft"), "modebar.activecolor": color("--accent"),
    paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
    "hoverlabel.bgcolor": color("--paper"), "hoverlabel.font.color": color("--ink"), "hoverlabel.bordercolor": color("--line"),
  });
  const draw = async (plot) => {
    const still = plot.querySelector(".still");
    const live = document.createElement("div");
    live.className = "live";
    try {
      const { data, layout } = JSON.parse(plot.querySelector("script").textContent);
      const Plotly = await load();
      live.style.height = (layout.height || 400) + "px";
      plot.append(live);
      const config = { responsive: true, displaylogo: false, modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"] };
      await Plotly.newPlot(live, data, { ...layout, width: undefined, autosize: true }, config);
      await Plotly.relayout(live, theme());
      plot.classList.add("drawn");
    } catch (error) {
      console.warn("a plot stays static:", error);
      live.remove();
      still.hidden = false;
    }
  };
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) { seen.unobserve(entry.target); draw(entry.target); }
  }, { rootMargin: "600px" });
  for (const plot of plots) seen.observe(plot);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const live of document.querySelectorAll("figure.drawn .live")) window.Plotly.relayout(live, theme());
  });
  for (const button of document.querySelectorAll("[data-toggle=code]")) {
    if (!document.querySelector(".source")) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      const hidden = document.body.classList.toggle("no-code");
      button.textContent = hidden ? "Show code" : "Hide code";
    });
  }
  const links = new Map([...document.querySelectorAll(".contents a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const follow = () => {
    const current = headings.filter((heading) => heading.getBoundingClientRect().top < 120).at(-1) ?? headings[0];
    for (const [id, link] of links) link.toggleAttribute("aria-current", id === current?.id);
  };
  if (headings.length > 0) { addEventListener("scroll", follow, { passive: true }); follow(); }
  const contents = document.querySelector(".contents details");
  if (contents && matchMedia("(max-width: 1099px)").matches) contents.open = false;
})();`;
