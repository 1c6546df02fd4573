/** Type, links, badges, tools: what every page has. */
export const baseStyle = `
* { box-sizing: border-box; scrollbar-width: thin; scrollbar-color: color-mix(in srgb, var(--soft) 45%, transparent) transparent; }
html { scroll-padding-top: 4.5rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.65 var(--font); overflow-wrap: break-word; }
pre, code, kbd, samp { font-family: var(--mono); }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; } main:focus { outline: 0; }
h1, h2, h3, h4, h5, h6 { font-family: var(--heading-font); line-height: 1.22; letter-spacing: -0.015em; text-wrap: balance; margin: 2.2em 0 0.6em; font-weight: 680; overflow-wrap: anywhere; }
h1 { font-size: 2.15rem; letter-spacing: -0.025em; } h2 { font-size: 1.5rem; } h3 { font-size: 1.17rem; } h4, h5, h6 { font-size: 1rem; }
.skip { position: absolute; inset-inline-start: 1rem; top: 1rem; z-index: 9; background: var(--paper); padding: 0.5rem 1rem; transform: translateY(-5rem); } .skip:focus { transform: none; }
.badge { display: inline-block; padding: 0.05em 0.7em; border-radius: 99px; font-size: 0.78rem; font-weight: 600; line-height: 1.65; letter-spacing: 0; white-space: nowrap; background: var(--code); color: var(--soft); }
.badge.ok { background: var(--good-back); color: var(--good); }
.badge.failed, .badge.died, .badge.timed-out { background: var(--bad-back); color: var(--bad); }
.badge.cancelled, .badge.never-ran, .badge.stale { background: var(--warn-back); color: var(--warn); }
.bad { color: var(--bad); } .note { color: var(--soft); font-size: 0.875rem; margin: 0.4rem 0 0; }
.foot { max-width: 76rem; margin: 4rem auto 0; padding: 1.2rem 1.5rem 2.5rem; color: var(--soft); font-size: 0.85rem; }
.tool { font: inherit; font-size: 0.8rem; line-height: 1.5; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 7px; padding: 0.15rem 0.65rem; cursor: pointer; } .tool:hover { border-color: var(--accent); }
svg { direction: ltr; }
[hidden] { display: none !important; }`;
