/**
 * Draws plots, one after the other, once they come near the screen. Plotly comes from a file of the site or from the
 * page itself, where it stands compressed; the static picture stays where Plotly is missing or fails.
 */
export const plotsScript = `
const packed = document.getElementById("plotly");
const source = document.body.dataset.plotly;
let loading;
const partOf = (topojson, continent) => {
  if (!continent) return topojson;
  const keep = ({ type, geometries }) => ({ type, geometries: geometries.filter(({ properties }) => properties.in?.includes(continent) ?? true) });
  return { ...topojson, objects: Object.fromEntries(Object.entries(topojson.objects).map(([layer, object]) => [layer, keep(object)])) };
};
const outlines = document.querySelector("script.outlines");
const load = () => loading ??= unpack().then(async (script) => {
  const topojson = outlines ? JSON.parse(await unpacked(outlines)) : undefined;
  window.PlotlyGeoAssets = { topojson: new Proxy({}, { get: (_, name) => partOf(topojson, { europe: "E", asia: "A", africa: "F", north: "N", south: "S", oceania: "O" }[name.split(/[_-]/)[0]]) }) };
  return script;
}).then((script) => new Promise((resolve, reject) => {
  script.onload = () => resolve(window.Plotly);
  script.onerror = reject;
  document.head.append(script);
  if (window.Plotly) resolve(window.Plotly);
}));
const unpack = async () => {
  if (!packed) return make("script", { src: source });
  return make("script", { textContent: await unpacked(packed) });
};
const unpacked = (element) => {
  const bytes = Uint8Array.from(atob(element.textContent), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
};
const words = JSON.parse(document.body.dataset.plotWords || "null");
const formatOf = (lang) => {
  const written = (options, count, at) => Array.from({ length: count }, (_, i) => new Intl.DateTimeFormat(lang, { timeZone: "UTC", ...options }).format(at(i)));
  const [day, month] = [(i) => Date.UTC(2023, 0, 1 + i), (i) => Date.UTC(2023, i, 1)];
  const signs = Object.fromEntries(new Intl.NumberFormat(lang + "-u-nu-latn", { useGrouping: true }).formatToParts(1234567.5).map(({ type, value }) => [type, value]));
  const pattern = (options) => new Intl.DateTimeFormat(lang + "-u-nu-latn", { timeZone: "UTC", ...options }).formatToParts(month(4)).map(({ type, value }) => ({ day: "%-d", month: /^\\d+$/.test(value) ? "%-m" : "%b", year: "%Y" })[type] ?? value).join("");
  const [d, m, y] = [{ day: "numeric" }, { month: "short" }, { year: "numeric" }];
  return {
    days: written({ weekday: "long" }, 7, day), shortDays: written({ weekday: "short" }, 7, day),
    months: written({ month: "long" }, 12, month), shortMonths: written(m, 12, month),
    decimal: signs.decimal, thousands: signs.group,
    month: pattern({ ...m, ...y }), dayMonth: pattern({ ...d, ...m }), dayMonthYear: pattern({ ...d, ...m, ...y }),
  };
};
const locale = words ? { locale: labels.lang, locales: { [labels.lang]: { dictionary: words, format: formatOf(labels.lang) } } } : {};
const probe = make("span", { hidden: true });
document.body.append(probe);
const color = (name) => { probe.style.color = "var(" + name + ")"; return getComputedStyle(probe).color; };
const theme = () => ({
  "font.color": color("--soft"), "font.family": getComputedStyle(document.body).fontFamily,
  "modebar.bgcolor": "rgba(0,0,0,0)", "modebar.color": color("--soft"), "modebar.activecolor": color("--accent"),
  paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
  "hoverlabel.bgcolor": color("--paper"), "hoverlabel.font.color": color("--ink"), "hoverlabel.bordercolor": color("--line"),
});
const axesOf = (live, layout) => {
  const colours = {};
  for (const name of Object.keys(live._fullLayout || {})) {
    if (!/^[xy]axis\\d*$/.test(name)) continue;
    for (const line of ["gridcolor", "zerolinecolor", "tickcolor", ...(live._fullLayout[name].showline ? ["linecolor"] : [])]) if (!layout[name]?.[line]) colours[name + "." + line] = color("--line");
  }
  return colours;
};
const dress = (live) => window.Plotly.relayout(live, { ...theme(), ...axesOf(live, live.given) });
const draw = async (plot) => {
  const live = make("div", { className: "live" });
  try {
    const { data, layout, frames } = JSON.parse(plot.querySelector("script").textContent);
    const Plotly = await load();
    live.given = layout;
    live.style.height = (layout.height || 400) + "px";
    plot.append(live);
    const config = { responsive: true, displaylogo: false, showSendToCloud: false, showLink: false, ...locale, modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"] };
    await Plotly.newPlot(live, { data, layout: { margin: { l: 64, r: 28, t: layout.title ? 64 : 28, b: 56 }, ...structuredClone(layout), width: undefined, autosize: true }, frames, config });
    await dress(live);
    plot.classList.add("drawn");
  } catch (error) {
    console.warn("a plot stays static:", error);
    live.remove();
  }
};
let last = Promise.resolve();
const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    last = last.then(() => draw(target));
  }
}, { rootMargin: "500px" });
if (packed || source) for (const plot of all("figure.plot")) if (plot.querySelector("script")) near.observe(plot);
onTheme(() => { for (const live of all("figure.drawn .live")) dress(live); });`;
