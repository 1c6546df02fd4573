/** Tables in boxes with sticky heads, their search and sorting. */
export const tableStyle = `
.table { display: grid; justify-items: start; gap: 0.5rem; margin: 0.3rem 0; grid-template-columns: minmax(0, 1fr); } .table noscript { width: 100%; }
.table-box { max-height: 31rem; overflow: auto; border: 1px solid var(--line); border-radius: var(--radius); background: var(--paper); width: fit-content; max-width: 100%; }
table { width: max-content; border-collapse: separate; border-spacing: 0; font-size: 0.86rem; line-height: 1.45; font-variant-numeric: tabular-nums; }
th, td { padding: 0.42rem 0.85rem; text-align: start; vertical-align: top; border: 0 solid var(--line); border-bottom-width: 1px; max-width: 26rem; overflow-wrap: break-word; } td, th { unicode-bidi: plaintext; }
th small, th span { font-weight: 400; color: var(--soft); } td i { color: var(--soft); font-style: normal; }
.table-box thead > tr > * { position: sticky; top: 0; background: var(--code); font-weight: 650; white-space: nowrap; z-index: 1; vertical-align: bottom; } tbody th { font-weight: 500; color: var(--soft); }
tbody tr:last-child > * { border-bottom-width: 0; } tbody tr:hover > * { background: color-mix(in srgb, var(--accent) 5%, transparent); } .num { text-align: right; white-space: nowrap; }
.table-tools { display: flex; flex-wrap: wrap; gap: 0.4rem 0.8rem; align-items: center; font-size: 0.82rem; color: var(--soft); font-variant-numeric: tabular-nums; } .table-tools input { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 7px; padding: 0.2rem 0.7rem; width: 12rem; } .table-tools input::placeholder { color: var(--soft); opacity: 1; }
.sort { all: unset; cursor: pointer; display: inline-block; } .sort:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 3px; } .sort:hover { color: var(--accent); } [aria-sort] .sort::after { content: " ↑" / ""; color: var(--accent); } [aria-sort=descending] .sort::after { content: " ↓" / ""; }
.rich { overflow-x: auto; } .rich > p, .rich > :not(.table) > p { color: var(--soft); font-size: 0.85rem; margin: 0.4rem 0 0; }`;
