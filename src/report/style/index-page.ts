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
