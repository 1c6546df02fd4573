const colours = `
:root { color-scheme: light dark;
  --page: #faf8f5; --paper: #fff; --ink: #211d1a; --soft: #6b645d; --line: #e7e1d9; --accent: #b01038; --code: #f6f3ee;
  --good: #1c6e3d; --good-back: #e2f3e7; --bad: #a8201a; --bad-back: #fdeae8; --warn: #84540a; --warn-back: #fbf0d9;
  --ansi-black: #3b3733; --ansi-red: #b3261e; --ansi-green: #1c6e3d; --ansi-yellow: #84540a; --ansi-blue: #1d4fa8; --ansi-magenta: #8a2f8f; --ansi-cyan: #0e6670; --ansi-white: #77706a;
  --h-key: #8a1f5c; --h-string: #1c6e3d; --h-number: #9a4a05; --h-name: #1d4fa8; --h-type: #0e6670; --h-comment: #776f68; }
@media (prefers-color-scheme: dark) { :root {
  --page: #151311; --paper: #1d1a18; --ink: #eee9e2; --soft: #aaa299; --line: #37322d; --accent: #ff8fa3; --code: #24201d;
  --good: #86d5a0; --good-back: #173222; --bad: #ffaaa2; --bad-back: #3c1b18; --warn: #ecc374; --warn-back: #37290f;
  --ansi-black: #8d857d; --ansi-red: #ff9c93; --ansi-green: #86d5a0; --ansi-yellow: #ecc374; --ansi-blue: #97bbf5; --ansi-magenta: #e3a0e6; --ansi-cyan: #7fd0d8; --ansi-white: #eee9e2;
  --h-key: #f29bc1; --h-string: #9ad9a8; --h-number: #f3b27a; --h-name: #97bbf5; --h-type: #7fd0d8; --h-comment: #9a9188; } }`;

const base = `
* { box-sizing: border-box; scrollbar-width: thin; scrollbar-color: color-mix(in srgb, var(--soft) 45%, transparent) transparent; }
html { scroll-behavior: smooth; scroll-padding-top: 5rem; -webkit-text-size-adjust: 100%; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.65 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, "PingFang SC", "Hiragino Sans", "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans Arabic", "DejaVu Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji"; }
pre, code, kbd, samp { font-family: ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace, "Noto Color Emoji"; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
h1, h2, h3, h4 { line-height: 1.22; letter-spacing: -0.015em; text-wrap: balance; margin: 2.2em 0 0.6em; }
h1 { font-size: 2.1rem; letter-spacing: -0.025em; } h2 { font-size: 1.45rem; } h3 { font-size: 1.14rem; } h4 { font-size: 1rem; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 1rem; top: 1rem; z-index: 9; background: var(--paper); padding: 0.5rem 1rem; }
.badge { display: inline-block; padding: 0.1em 0.7em; border-radius: 99px; font-size: 0.75rem; font-weight: 600; line-height: 1.6; letter-spacing: 0; white-space: nowrap; background: var(--code); color: var(--soft); }
.badge.ok { background: var(--good-back); color: var(--good); }
.badge.failed, .badge.died, .badge.timed-out { background: var(--bad-back); color: var(--bad); }
.badge.cancelled, .badge.never-ran { background: var(--warn-back); color: var(--warn); }
.bad { color: var(--bad); } .note { color: var(--soft); font-size: 0.875rem; }
.foot { max-width: 70rem; margin: 4rem auto 0; padding: 1.2rem 1.5rem 2.5rem; color: var(--soft); font-size: 0.85rem; }`;

const index = `
.hero { max-width: 70rem; margin: 0 auto; padding: 4rem 1.5rem 1.5rem; }
.hero h1 { margin: 0.15em 0 0.35em; font-size: clamp(2rem, 5vw, 3.1rem); }
.brand { margin: 0; font-size: 0.8rem; font-weight: 700; letter-spacing: 0.14em; text-transform: uppercase; color: var(--accent); }
.lead { max-width: 44rem; margin: 0; font-size: 1.15rem; color: var(--soft); }
.summary { margin: 1rem 0 0; color: var(--soft); font-variant-numeric: tabular-nums; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 1px; margin: 2rem 0 0; padding: 0; background: var(--paper); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
.figures div { outline: 1px solid var(--line); padding: 0.9rem 1.1rem; }
.figures dt { font-size: 0.8rem; color: var(--soft); }
.figures dd { margin: 0; font-size: 1.5rem; font-weight: 650; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.cards { max-width: 70rem; margin: 0 auto; padding: 1rem 1.5rem; display: grid; gap: 1rem; }
.card { position: relative; display: grid; grid-template-columns: minmax(0, 1fr); align-items: center; background: var(--paper); border: 1px solid var(--line); border-radius: 14px; overflow: hidden; transition: border-color 0.15s, box-shadow 0.15s; }
.card:hover { border-color: var(--accent); box-shadow: 0 6px 24px rgb(0 0 0 / 0.08); }
.card-text { padding: 1.3rem 1.6rem 1.2rem; max-width: 48rem; }
@media (min-width: 800px) { .card:has(.preview) { grid-template-columns: minmax(0, 1fr) 21rem; } }
.card h2 { display: flex; flex-wrap: wrap; align-items: center; gap: 0.2rem 0.6rem; margin: 0 0 0.45rem; font-size: 1.3rem; } .card .number { color: var(--soft); }
.card h2 a { color: inherit; text-decoration: none; } .card h2 a::after { content: ""; position: absolute; inset: 0; }
.card p { margin: 0 0 0.8rem; color: var(--soft); } .card code { font-size: 0.88em; } .card .problem { color: var(--bad); overflow-wrap: anywhere; }
.card .facts { display: flex; flex-wrap: wrap; gap: 0.2rem 1.1rem; margin: 0; font-size: 0.85rem; font-variant-numeric: tabular-nums; }
.preview { padding: 1rem 1.4rem 0.8rem; } .preview svg { display: block; width: 100%; height: auto; max-height: 13rem; }
@media (max-width: 799px) { .preview { border-top: 1px solid var(--line); } }`;

const page = `
.bar { position: sticky; top: 0; z-index: 5; display: flex; align-items: center; gap: 1rem; padding: 0.6rem 1.5rem; background: color-mix(in srgb, var(--page) 92%, transparent); backdrop-filter: blur(8px); border-bottom: 1px solid var(--line); font-size: 0.9rem; }
.bar .home { text-decoration: none; font-weight: 600; white-space: nowrap; } .bar .where { color: var(--soft); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; flex: 1; }
.bar .facts { display: flex; align-items: center; gap: 0.9rem; color: var(--soft); font-variant-numeric: tabular-nums; white-space: nowrap; }
.toggle { font: inherit; font-size: 0.82rem; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 7px; padding: 0.15rem 0.7rem; cursor: pointer; } .toggle:hover { border-color: var(--accent); }
.layout { max-width: 54rem; margin: 0 auto; padding: 0 1.5rem; }
main { min-width: 0; }
.contents { margin: 1.5rem 0 0; font-size: 0.9rem; } .contents summary { cursor: pointer; font-weight: 650; color: var(--soft); }
.contents ol { list-style: none; margin: 0.5rem 0 0; padding: 0; border-left: 1px solid var(--line); }
.contents a { display: block; padding: 0.22rem 0 0.22rem 0.9rem; margin-left: -1px; border-left: 2px solid transparent; color: var(--soft); text-decoration: none; line-height: 1.4; overflow-wrap: anywhere; }
.contents a:hover { color: var(--ink); } .contents a[aria-current] { color: var(--accent); border-color: var(--accent); } .contents .level-3 a { padding-left: 1.8rem; }
@media (min-width: 1100px) { .layout { max-width: 76rem; display: grid; grid-template-columns: 14rem minmax(0, 1fr); gap: 3.5rem; } .layout > main:only-child { grid-column: 1 / -1; max-width: 58rem; width: 100%; margin: 0 auto; }
  .contents { position: sticky; top: 3.6rem; align-self: start; max-height: calc(100vh - 5rem); overflow: auto; margin-top: 3rem; } }
.cell { margin: 1.1rem 0; } .prose > :first-child { margin-top: 1.4rem; } .prose p, .prose li { max-width: 46rem; }
.prose h1:first-child { margin-top: 2.4rem; } .prose h2 { padding-top: 0.4rem; }
.prose blockquote { margin: 1.2rem 0; padding: 0.1rem 1.2rem; border-left: 3px solid var(--accent); color: var(--soft); }
.prose img, .rich img, .picture img, .picture svg { max-width: 100%; height: auto; }
:not(pre) > code { background: var(--code); border: 1px solid var(--line); border-radius: 5px; padding: 0.08em 0.35em; font-size: 0.875em; overflow-wrap: anywhere; }
pre { margin: 0; font-size: 0.845rem; line-height: 1.6; tab-size: 2; overflow: auto; }
.prose pre { background: var(--code); border: 1px solid var(--line); border-radius: 10px; padding: 0.9rem 1.1rem; }
.source { position: relative; background: var(--code); border: 1px solid var(--line); border-radius: 10px; }
.source pre { padding: 0.85rem 1.1rem; border-radius: 10px; } .source .count { position: absolute; right: calc(100% + 0.6rem); top: 0.95rem; font-size: 0.75rem; color: var(--soft); font-variant-numeric: tabular-nums; }
.source .facts { position: absolute; right: 0.7rem; top: 0.55rem; display: flex; gap: 0.6rem; align-items: center; font-size: 0.75rem; color: var(--soft); background: var(--code); padding-left: 0.5rem; }
.no-code .source { display: none; }
.failed .source, .died .source, .timed-out .source { border-color: var(--bad); } .never-ran .source { opacity: 0.75; border-style: dashed; }
.outputs { margin: 0.7rem 0 0; display: grid; gap: 0.8rem; grid-template-columns: minmax(0, 1fr); }
.outputs > pre, .raw pre { padding: 0.2rem 1.1rem; max-height: 34rem; white-space: pre-wrap; overflow-wrap: anywhere; } .outputs > pre.stderr { background: var(--warn-back); border-radius: 10px; padding: 0.7rem 1.1rem; }
.error { border: 1px solid color-mix(in srgb, var(--bad) 45%, transparent); border-left: 4px solid var(--bad); border-radius: 8px; background: var(--bad-back); padding: 0.8rem 1.1rem; overflow-wrap: anywhere; }
.error p { margin: 0; white-space: pre-wrap; } .error strong { color: var(--bad); } .error pre { margin-top: 0.6rem; } .error.banner { margin: 1.6rem 0 0; }
.trusted { margin: 0; padding: 0.5rem 1.5rem; background: var(--warn-back); color: var(--warn); font-size: 0.86rem; text-align: center; }
.picture { overflow-x: auto; } .plot { margin: 0; background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 0.8rem; overflow: hidden; }
.still svg[fill="#6b7280"], .preview svg[fill="#6b7280"] { fill: var(--soft); } .still svg { display: block; width: 100%; height: auto; } .drawn .still { display: none; } .live { width: 100%; }
.table-box { max-height: 31rem; overflow: auto; border: 1px solid var(--line); border-radius: 10px; background: var(--paper); width: fit-content; max-width: 100%; }
table { width: max-content; border-collapse: separate; border-spacing: 0; font-size: 0.86rem; line-height: 1.45; font-variant-numeric: tabular-nums; }
th, td { padding: 0.42rem 0.85rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); max-width: 26rem; overflow-wrap: break-word; }
th small, th span { font-weight: 400; color: var(--soft); }
.table-box thead th { position: sticky; top: 0; background: var(--code); font-weight: 650; white-space: nowrap; z-index: 1; }
tbody tr:last-child > * { border-bottom: 0; } tbody tr:hover > * { background: color-mix(in srgb, var(--accent) 5%, transparent); } .num { text-align: right; white-space: nowrap; }
.rich { overflow-x: auto; } .rich > p, .rich > :not(.table-box) > p { color: var(--soft); font-size: 0.85rem; margin: 0.4rem 0 0; }
.pager { display: flex; justify-content: space-between; gap: 1rem; margin: 3.5rem 0 0; } .pager a { max-width: 48%; border: 1px solid var(--line); border-radius: 10px; background: var(--paper); padding: 0.6rem 1.1rem; text-decoration: none; font-weight: 600; } .pager a:hover { border-color: var(--accent); } .pager [rel=next] { text-align: right; } .pager small { display: block; color: var(--soft); font-weight: 400; }
@media (max-width: 700px) { .layout, .hero, .cards, .bar { padding-left: 1rem; padding-right: 1rem; } .hero { padding-top: 2.2rem; } h1 { font-size: 1.7rem; } .bar .where, .bar .facts > span:not(.badge) { display: none; } .bar { justify-content: space-between; } .source .count { display: none; } .pre, .source pre { padding: 0.75rem 0.85rem; } .source .facts { position: static; padding: 0 0.85rem 0.5rem; } .plot { padding: 0.3rem; } }`;

const code = `
.hljs-keyword, .hljs-meta, .hljs-built_in { color: var(--h-key); } .hljs-string, .hljs-regexp { color: var(--h-string); } .hljs-number, .hljs-literal { color: var(--h-number); }
.hljs-title, .hljs-attr, .hljs-property, .hljs-variable.language_ { color: var(--h-name); } .hljs-type, .hljs-title.class_ { color: var(--h-type); } .hljs-comment { color: var(--h-comment); font-style: italic; } .hljs-subst { color: inherit; }`;

const print = `
@media print { :root { color-scheme: light; --page: #fff; } @page { margin: 18mm 16mm; } body { font-size: 10.5pt; } .bar, .contents, .pager, .skip { display: none; } .layout { display: block; max-width: none; padding: 0; }
  .cards { display: block; } .card, .plot, .error, .picture { break-inside: avoid; } .card { margin-bottom: 1rem; } h1, h2, h3 { break-after: avoid; } tr { break-inside: avoid; }
  .table-box, .outputs > pre { max-height: none; overflow: visible; } .source pre { white-space: pre-wrap; overflow-wrap: anywhere; } thead { display: table-header-group; } .table-box thead th { position: static; } table { width: auto; } .live { display: none; } .drawn .still { display: block; } }`;

/** The styles of every page: light and dark by the reader's system, narrow screens, print. */
export const pageStyle = [colours, base, index, page, code, print].join("\n").trim();
