/** Styles for paper in a printer's pages: numbers at the foot, contents with dotted lines, tables whose heads repeat. */
export const pagedStyle = (title: string): string => `
@page { size: A4; margin: 18mm 16mm 20mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8.5pt ${font}; color: #6b645d; } @bottom-left { content: ${cssText(title)}; font: 8.5pt ${font}; color: #6b645d; } }
@page :first { @bottom-left { content: ""; } }
@media print { main .contents { display: block !important; position: static; max-height: none; overflow: visible; margin: 1.4rem 0 2rem; break-inside: auto; font-size: 10pt; } main .contents ol { border: 0; margin: 0.4rem 0 0; }
  main .contents a { display: flex; align-items: baseline; gap: 0.5rem; padding: 0.12rem 0; border: 0; color: var(--ink); } main .contents .level-3 a { padding-left: 1.4rem; } main .contents a::before { content: ""; order: 1; flex: 1; border-bottom: 1px dotted #b9b1a8; } main .contents a span { order: 2; min-width: 1.6rem; text-align: right; font-variant-numeric: tabular-nums; }
  main .contents summary { list-style: none; font-size: 1rem; color: var(--ink); } details::details-content { content-visibility: visible; } .layout, main { padding: 0; max-width: none !important; }
  .table-box table { width: auto; font-size: 8.5pt; table-layout: auto; } .table-box th, .table-box td { padding: 0.28rem 0.5rem; max-width: none; overflow-wrap: anywhere; white-space: normal; } tr, img, svg { break-inside: avoid; } .table-box thead th { white-space: normal; } .table-box table:has(th:nth-child(8)) { font-size: 6.5pt; } .table-box table:has(th:nth-child(8)) :is(th, td) { padding: 0.2rem 0.3rem; min-width: 4.6em; } .table-box table:has(th:nth-child(16)) :is(th, td) { min-width: 2.6em; } .table-box td.num { white-space: nowrap; } main details > summary { list-style: none; } .code .source { break-inside: avoid; } .code .source summary { display: none; } thead { break-after: avoid; } tbody tr:nth-child(-n + 2) { break-after: avoid; } p { orphans: 3; widows: 3; } .table-box > table { break-inside: auto; } .picture img, .picture svg, .plot svg { max-height: 235mm; } }`;

const font = 'system-ui, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif';

const cssText = (text: string): string =>
  `"${text.slice(0, 110).replace(/[^\p{L}\p{M}\p{N} .,;:·–—()!?+%/-]/gu, (character) => `\\${character.codePointAt(0)?.toString(16)} `)}"`;
