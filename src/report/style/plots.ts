/** Plots, drawn and still, and pictures. */
export const plotStyle = `
.picture { overflow-x: auto; } .picture :is(img, svg) { border-radius: 8px; } .plot { margin: 0; background: var(--paper); border: 1px solid var(--line); border-radius: calc(var(--radius) + 2px); padding: 0.8rem; overflow: hidden; }
.still svg[fill="#6b7280"], .preview svg[fill="#6b7280"] { fill: var(--soft); } .still svg, .still img { display: block; width: 100%; height: auto; } .drawn .still { display: none; } .live { width: 100%; }
/* Pictures are drawn for white paper. */
.picture :is(img, svg), .still img { background: light-dark(transparent, #fff); }
@media (max-width: 700px) { .plot { padding: 0.3rem; } }`;
