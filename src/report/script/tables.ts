/**
 * Makes tables sortable by their heads, and longer ones searchable; draws 200 rows at a time. Rows beyond the first ones
 * are read from their `noscript` when they are first asked for.
 */
export const tablesScript = `
const step = 200;
const plain = (text) => text.replace(/[\\s,'%$\\u20ac\\u00a3\\u00a5\\u20bd\\u20b9]/g, "").replace("\\u2212", "-");
const byText = new Intl.Collator(labels.lang, { numeric: true, sensitivity: "base" });
const isBlank = (text) => /^(?:null|none|nan|nat|n\\/a|-|\\u2013|\\u2014)?$/i.test(text.trim());
const sorterOf = (rows, column) => {
  const texts = new Map(rows.map((row) => [row, row.cells[column]?.textContent ?? ""]));
  const filled = [...texts.values()].filter((text) => !isBlank(text));
  const numeric = filled.every((text) => plain(text) !== "" && !Number.isNaN(Number(plain(text))));
  const order = numeric ? (a, b) => Number(plain(a)) - Number(plain(b)) : byText.compare;
  return (sign) => (a, b) => {
    const [one, other] = [texts.get(a), texts.get(b)];
    if (isBlank(one) || isBlank(other)) return isBlank(one) - isBlank(other);
    return sign * order(one, other);
  };
};
const equip = (frame) => {
  const table = frame.querySelector("table");
  const body = table?.tBodies[0];
  const width = body?.rows[0]?.cells.length;
  if (!width || table.tBodies.length > 1 || body.querySelector("[rowspan],[colspan]")) return;
  const heads = [...(table.tHead?.rows ?? [])].find(({ cells }) => cells.length === width && ![...cells].some(({ colSpan }) => colSpan > 1))?.cells;
  const total = Number(frame.dataset.rows ?? body.rows.length);
  if (!heads || total < 2) return;
  let rows;
  const rest = frame.querySelector("noscript");
  const everyRow = () => {
    if (rows) return rows;
    rows = [...body.rows];
    if (!rest) return rows;
    const template = make("template", { innerHTML: rest.textContent });
    return rows = rows.concat(all("tbody tr", template.content));
  };
  let limit = step, query = "", sorted;
  const texts = new WeakMap();
  const textOf = (row) => { if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase()); return texts.get(row); };
  const chosen = () => {
    const found = query ? everyRow().filter((row) => textOf(row).includes(query)) : everyRow();
    return sorted ? [...found].sort(sorted) : found;
  };
  const tools = make("div", { className: "table-tools" });
  const count = make("span", { className: "count" });
  count.setAttribute("role", "status");
  const more = make("button", { type: "button", className: "tool more" });
  const tell = (shown, found) => {
    count.textContent = fill(shown < total ? labels.rowsOf : labels.rows, { n: number(shown < found ? shown : found), of: number(total) });
    more.hidden = shown >= found;
    more.textContent = fill(labels.showMore, { n: number(Math.min(5 * step, found - shown)) });
  };
  const show = () => {
    const found = chosen();
    body.replaceChildren(...found.slice(0, limit));
    tell(Math.min(limit, found.length), found.length);
  };
  more.addEventListener("click", () => { limit += 5 * step; show(); });
  if (total > 10) {
    const search = make("input", { type: "search", placeholder: labels.search });
    search.setAttribute("aria-label", labels.search);
    let waiting;
    search.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { query = search.value.trim().toLowerCase(); limit = step; show(); }, 80);
    });
    tools.append(search, count, copier(() => [[...heads], ...chosen().map(({ cells }) => [...cells])].map((cells) => cells.map(({ textContent }) => textContent.trim().replace(/\\s+/g, " ")).join("\\t")).join("\\n")));
    frame.prepend(tools);
    frame.append(more);
    tell(Math.min(limit, total), total);
  }
  [...heads].forEach((head, column) => {
    if (!head.textContent.trim()) return;
    const button = make("button", { type: "button", className: "sort", title: labels.sortBy });
    button.append(...head.childNodes);
    head.append(button);
    let sorter;
    button.addEventListener("click", () => {
      const next = { ascending: "descending", descending: undefined }[head.getAttribute("aria-sort")];
      const direction = head.hasAttribute("aria-sort") ? next : "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      sorter ??= sorterOf(everyRow(), column);
      sorted = direction && sorter(direction === "ascending" ? 1 : -1);
      if (direction) head.setAttribute("aria-sort", direction);
      show();
    });
  });
};
const tablesNear = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) if (isIntersecting) { tablesNear.unobserve(target); equip(target); }
}, { rootMargin: "800px" });`;
