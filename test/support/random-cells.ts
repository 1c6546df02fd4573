/** A notebook's cells as random programs write them: for the graph as cells are written, for node:vm as scripts that share `var`s. */
export interface RandomCell {
  readonly source: string;
  readonly script: string;
}

type Pick = <T>(items: readonly T[]) => T;

// By what the first cell makes of them: lists, objects, functions, numbers. Later cells may make something else of any.
const kinds = { A: ["a", "b", "c"], O: ["d", "e", "f"], F: ["g", "h", "i"], J: ["j", "k", "l"] } as const;
const names = Object.values(kinds).flat();

// `§` stands for what declares: `let` in a cell, `var` in a script. v, w and u stand for any names; A and B for lists, O
// and P for objects, F and G for functions, J and K for numbers; N and M for literals.
const templates: readonly string[] = [
  "Array.isArray(A) && A.push(J);",
  "Array.isArray(A) && A.push(O);",
  "Array.isArray(A) && console.log(A.length);",
  "§ A = B;",
  "§ A = [O, P];",
  "§ A = Array.isArray(B) ? B.map((x) => x) : [N];",
  "Array.isArray(A) && A.forEach((x) => { if (Object(x) === x) x.n = N; });",
  "Array.isArray(A) && (A[0] = O);",
  "O.p = N;",
  "O.p = P;",
  "if (Object(O.p) === O.p) O.p.deep = N;",
  "§ O = { ...P, x: N };",
  "§ O = P;",
  "§ O = { list: A, p: P };",
  "§ { p: O = { n: N } } = P;",
  "console.log(O.p);",
  "delete O.p;",
  "§ F = () => { A = [N]; };",
  "§ F = () => { J = N; };",
  "§ F = (x) => { O.p = x; return P; };",
  "§ F = () => O.p;",
  "§ F = (x) => { if (Object(x) === x) x.q = J; return x; };",
  "§ F = (() => { const kept = []; return (x) => kept.push(x) && kept; })();",
  "§ F = (() => { let n = N; return { go: () => ++n }; })().go;",
  "§ F = (x) => typeof G === 'function' && G !== F ? G(x) : N;",
  "function F(x = O) { x.p = N; return x; }",
  "typeof F === 'function' && F(O);",
  "typeof F === 'function' && F(A);",
  "typeof F === 'function' && F();",
  "§ O = { r: typeof F === 'function' ? F(P) : N };",
  "§ v = typeof F === 'function' ? F(O) : N;",
  "O.m = F;",
  "typeof O.m === 'function' && O.m(P);",
  "§ J = K + N;",
  "J += K;",
  "if (J > K) J = N;",
  "console.log(J);",
  "§ v = N;",
  "§ v = w;",
  "v = w;",
  "v = N;",
  "§ v = [N, w];",
  "§ v = { p: w, q: N };",
  "§ v = [...[].concat(w)];",
  "§ v = { ...Object(w) };",
  "if (Array.isArray(v)) v.push(N);",
  "if (Array.isArray(v)) v.unshift(w);",
  "if (Object(v) === v) v.p = N;",
  "if (Object(v) === v) v.q = w;",
  "if (Object(v) === v) delete v.p;",
  "if (Object(v) === v) Object.assign(v, { r: N });",
  "if (Object(w) === w) { const inner = w; inner.p = N; }",
  "if (u) v = w; else v = N;",
  "function v() { return w; }",
  "function v(x) { if (Object(x) === x) x.p = N; return x; }",
  "function v(x) { u = x; }",
  "§ v = () => w;",
  "§ v = () => { w = N; return u; };",
  "§ v = (x) => [x, w];",
  "§ v = (x) => typeof x === 'function' ? x(w) : x;",
  "§ v = (x) => { if (Object(w) === w) w.p = x; };",
  "§ v = (() => { let n = N; return () => ++n; })();",
  "§ v = (() => { const kept = [w]; return (x) => { kept.push(x); return kept.length; }; })();",
  "typeof v === 'function' && v(w);",
  "typeof v === 'function' && v.call(null, w);",
  "typeof v === 'function' && v.apply(u, [w]);",
  "§ v = typeof w === 'function' ? w(u) : N;",
  "§ v = typeof w === 'function' ? w.bind(null, u) : N;",
  "§ { p: v = N } = Object(w);",
  "§ [v = N] = [].concat(w);",
  "({ p: v } = Object(w));",
  "for (const x of [].concat(w)) if (Object(x) === x) x.q = N;",
  "for (v of [N, w]) { if (u) break; }",
  "for (let i = 0; i < 2; i++) v = [w, i];",
  "§ v = class { constructor(x) { this.p = x; this.q = w; } m(y) { this.p = y; return w; } static s() { return u; } };",
  "§ v = class { #n = N; get p() { return this.#n; } up() { return ++this.#n; } };",
  "§ v = typeof w === 'function' && /^class/.test(String(w)) ? new w(u) : N;",
  "if (typeof v?.m === 'function') v.m(w);",
  "if (typeof v?.up === 'function') v.up();",
  "if (typeof v?.s === 'function') console.log(v.s());",
  "§ v = { get p() { return w; }, set q(x) { u = x; } };",
  "§ v = { m(x) { this.p = x; return w; }, n: () => u };",
  "§ v = { toString() { w = N; return 's'; } };",
  "typeof v !== 'function' && Object(v) === v && Object.hasOwn(v, 'toString') && `\u0024{v}`;",
  "§ v = { *[Symbol.iterator]() { w = N; yield u; } };",
  "§ v = function* () { w = N; yield u; w = M; };",
  "typeof v?.next === 'function' && v.next();",
  "typeof v?.[Symbol.iterator] === 'function' && [...v];",
  "{ let w = N; w += 1; v = w; }",
  "{ const v = N; console.log(v); }",
  "try { if (u) throw [w]; } catch (v) { console.log(v); if (Array.isArray(v)) v.push(N); }",
  "globalThis.v = w;",
  "console.log(globalThis.w);",
  "[1, 2].forEach((x) => { v = x + N; });",
  "§ v = [1, 2].map((x) => [x, w]);",
  "typeof w === 'function' && !/^class/.test(String(w)) && [u, N].forEach(w);",
  "§ v = [w, u].filter(Boolean);",
  "§ v = [[w]].flat().find((x) => x);",
  "§ v = new Map([[N, w]]);",
  "v instanceof Map && v.set(N, w);",
  "v instanceof Map && console.log([...v.values()]);",
  "v instanceof Map && v.forEach((x) => { if (Object(x) === x) x.p = N; });",
  "§ v = Object.values(Object(w));",
  "§ v = Object.fromEntries([['p', w]]);",
  "Array.isArray(v) && v.sort();",
  "Array.isArray(v) && v.reverse();",
  "§ v = Array.isArray(w) ? w.slice() : N;",
  "Array.isArray(v) && v.splice(0, 1, w);",
  "§ v = Array.isArray(w) ? w.reduce((sum, x) => { u = x; return sum; }, N) : M;",
  "switch (u) { case N: v = w; break; default: v = M; }",
  "v ??= w;",
  "v ||= N;",
  "v += N;",
  "label: { if (u) break label; v = N; }",
  "§ v = Object.create(Object(w));",
  "if (Object(v) === v) Object.defineProperty(v, 'r', { get: () => w, configurable: true, enumerable: true });",
  "console.log(w);",
  "console.log(v, w);",
  "console.log(typeof v, w);",
];

/** Cells that mix declarations, assignments, closures, sharing and changes of a few names; the first defines them all, the last ones print each. */
export const randomCells = (random: () => number, count: number): readonly RandomCell[] => {
  const pick: Pick = (items) => items[Math.floor(random() * items.length)] as (typeof items)[number];
  const cells = [bothForms(first)];
  while (cells.length < count) {
    const statements = Array.from({ length: 1 + Math.floor(random() * 3) }, () => statement(pick, random));
    const declared = statements.flatMap(declaredBy);
    if (new Set(declared).size === declared.length) cells.push(bothForms(statements.join("\n")));
  }
  return [...cells, ...names.map((name) => bothForms(`console.log(${name});`))];
};

const first = `§ a = [1], b = [[2]], c = [{ n: 3 }];
§ d = { p: 4 }, e = { p: { n: 5 } }, f = {};
§ g = () => 6, h = (x) => x, i = () => ({ n: 7 });
§ j = 8, k = 9, l = 10;`;

const declaredBy = (text: string): readonly string[] => {
  const [, pattern = ""] = /^(?:§|function\b)\s*([^=(]*)/.exec(text) ?? [];
  return names.filter((name) => new RegExp(`\\b${name}\\b`).test(pattern.replace(/\w+:/g, "")));
};

const bothForms = (text: string): RandomCell => ({
  source: text.replaceAll("§", "let"),
  script: text.replaceAll("§", "var"),
});

const statement = (pick: Pick, random: () => number): string => {
  const [v, w, u] = [pick(names), pick(names), pick(names)];
  const choices = new Map<string, string>();
  const chosen = (letter: string): string => {
    const kind = { B: "A", P: "O", G: "F", K: "J" }[letter] ?? letter;
    const name = choices.get(letter) ?? pick(kinds[kind as keyof typeof kinds]);
    choices.set(letter, name);
    return name;
  };
  const number = () => String(1 + Math.floor(random() * 90));
  return pick(templates)
    .replace(/\b[ABOPFGJK]\b/g, (letter) => chosen(letter))
    .replace(/\bv\b/g, v)
    .replace(/\bw\b/g, w)
    .replace(/\bu\b/g, u)
    .replace(/\b[NM]\b/g, number);
};
