/** The page that leads to all others: its head, figures and cards. */
export const indexStyle = `
.hero { max-width: 70rem; margin: 0 auto; padding: 4rem 1.5rem 1.5rem; }
.hero h1 { margin: 0.15em 0 0.35em; font-size: clamp(2rem, 5vw, 3.1rem); }
.brand { margin: 0; font-size: 0.8rem; font-weight: 700; letter-spacing: 0.14em; text-transform: uppercase; color: var(--accent); }
.lead { max-width: 44rem; margin: 0; font-size: 1.15rem; color: var(--soft); }
.summary { margin: 1rem 0 0; color: var(--soft); font-variant-numeric: tabular-nums; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 1px; margin: 2rem 0 0; padding: 0; background: var(--paper); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
.figures div { outline: 1px solid var(--line); padding: 0.9rem 1.1rem; }
.figures dt { font-size: 0.8rem; color: var(--soft); }
.figures dd { margin: 0; font-size: 1.5rem; font-weight: 650; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.foot { max-width: 70rem; }
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
.headlines { display: flex; flex-wrap: wrap; gap: 0.3rem 1.8rem; margin: 0 0 0.8rem; } .headlines dt { font-size: 0.75rem; color: var(--soft); } .headlines dd { margin: 0; font-size: 1.15rem; font-weight: 650; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.pipeline, .history { max-width: 70rem; margin: 2.2rem auto 0; padding: 0 1.5rem; } .pipeline h2, .history h2 { margin: 0 0 0.8rem; font-size: 1.3rem; }
.graph { overflow-x: auto; border: 1px solid var(--line); border-radius: 14px; background: var(--paper); padding: 1.4rem; } .graph svg { display: block; margin: 0 auto; font-size: 13px; }
.graph path { fill: none; stroke: var(--soft); stroke-width: 1.3; } .graph path.unsure { stroke-dasharray: 4 4; } .graph marker path { fill: var(--soft); stroke: none; } .graph rect { fill: var(--page); stroke: var(--line); } .graph text { fill: var(--ink); font-weight: 600; unicode-bidi: plaintext; } .graph .data text { fill: var(--soft); font-weight: 400; } .graph .data rect { fill: var(--code); } .graph a { text-decoration: none; } .graph a:is(:hover, :focus-visible) rect { stroke: var(--accent); stroke-width: 2; } .graph .ok rect { stroke: var(--good); } .graph :is(.failed, .died, .timed-out) rect { stroke: var(--bad); stroke-width: 2; }
.graph-text { margin: 0.6rem 0 0; font-size: 0.85rem; color: var(--soft); } .graph-text ul { margin: 0.4rem 0 0; padding-inline-start: 1.2rem; }
.history td, .history tbody th { vertical-align: middle; font-weight: 400; } .history th small { display: block; font-size: 0.72rem; } .history meter { display: block; width: 7rem; height: 0.4rem; margin-inline-start: auto; }
.marks { display: flex; flex-wrap: wrap; gap: 3px; list-style: none; margin: 0; padding: 0; } .marks li { width: 0.85rem; height: 1.1rem; border-radius: 3px; background: var(--soft); overflow: hidden; position: relative; } .marks li span { position: absolute; opacity: 0; } .marks .ok, .marks .cached { background: var(--good); } .marks :is(.failed, .died, .timed-out) { background: var(--bad); } .marks :is(.cancelled, .never-ran, .running) { background: var(--warn); }
@media (max-width: 700px) { .pipeline, .history { padding: 0 1rem; } .history th small { display: none; } }
@media (max-width: 799px) { .preview { border-top: 1px solid var(--line); } }
@media (max-width: 700px) { .hero, .cards { padding-left: 1rem; padding-right: 1rem; } .hero { padding-top: 2.2rem; } }`;
