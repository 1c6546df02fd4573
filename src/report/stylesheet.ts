/** An element as selectors see it. */
export interface Element {
  readonly tag: string;
  readonly id: string;
  readonly classes: readonly string[];
}

/** The declarations, in the cascade's order, that a style sheet has for an element with these ancestors, outermost first. */
export type StyleSheet = (element: Element, ancestors: readonly Element[]) => string;

/**
 * The style elements in HTML or SVG as one sheet, so that its rules can become attributes; undefined where there is none.
 * Selectors of tags, ids, classes, `>` and descendants count; rules with others, and those of at-rules, are passed over,
 * and so are sheets marked `scoped`, pandas' standard one.
 */
export const styleSheetOf = (html: string): StyleSheet | undefined => {
  const css = [...html.matchAll(/<style\b([^>]*)>([\s\S]*?)<\/style/gi)]
    .filter(([, attributes = ""]) => !/\bscoped\b/i.test(attributes))
    .map(([, , text = ""]) => text.replace(/<!\[CDATA\[|\]\]>|<!--|-->/g, ""))
    .join("\n");
  const rules = rulesOf(css);
  return rules.length === 0 ? undefined : sheet(rules);
};

interface Compound {
  readonly tag: string;
  readonly id: string;
  readonly classes: readonly string[];
  /** Whether it has to be the parent of the next. */
  readonly parent: boolean;
}

interface Rule {
  readonly compounds: readonly Compound[];
  readonly weight: number;
  readonly order: number;
  readonly declarations: string;
}

const atRules = /@[\w-]+[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})/g;

const rulesOf = (css: string): readonly Rule[] => {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, "").replace(atRules, "");
  let order = 0;
  return [...plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)].flatMap(([, selectors = "", declarations = ""]) =>
    selectors.split(",").flatMap((selector) => {
      const compounds = compoundsOf(selector.trim());
      return compounds ? [{ compounds, weight: weightOf(compounds), order: order++, declarations }] : [];
    }),
  );
};

const compoundsOf = (selector: string): readonly Compound[] | undefined => {
  const parts = selector.replace(/\s*>\s*/g, " >").split(/\s+/);
  const compounds = parts.map((part, index) => compoundOf(part, parts[index + 1]?.startsWith(">") ?? false));
  return compounds.every((compound) => compound !== undefined) ? compounds : undefined;
};

const compoundOf = (part: string, parent: boolean): Compound | undefined => {
  const [whole, tag = "", rest = ""] = /^>?([a-z][\w-]*|\*)?((?:[#.][\w-]+)*)$/i.exec(part) ?? [];
  if (!whole || whole === ">") return undefined;
  const marks = rest.match(/[#.][\w-]+/g) ?? [];
  const [id = ""] = marks.filter((mark) => mark.startsWith("#"));
  const classes = marks.filter((mark) => mark.startsWith(".")).map((mark) => mark.slice(1));
  return { tag: tag === "*" ? "" : tag.toLowerCase(), id: id.slice(1), classes, parent };
};

const weightOf = (compounds: readonly Compound[]): number =>
  compounds.reduce((sum, { tag, id, classes }) => sum + (id ? 10_000 : 0) + classes.length * 100 + (tag ? 1 : 0), 0);

const sheet = (rules: readonly Rule[]): StyleSheet => {
  const byKey = new Map<string, Rule[]>();
  for (const rule of rules) {
    const key = keyOf(rule.compounds.at(-1));
    const found = byKey.get(key);
    if (found) found.push(rule);
    else byKey.set(key, [rule]);
  }
  return (element, ancestors) =>
    [`#${element.id}`, ...new Set(element.classes.map((name) => `.${name}`)), element.tag, ""]
      .flatMap((key) => byKey.get(key) ?? [])
      .filter(({ compounds }) => matches(compounds, compounds.length - 1, element, ancestors))
      .sort((a, b) => a.weight - b.weight || a.order - b.order)
      .map(({ declarations }) => declarations)
      .join(";");
};

const keyOf = (last: Compound | undefined): string => {
  if (last?.id) return `#${last.id}`;
  return last?.classes[0] ? `.${last.classes[0]}` : (last?.tag ?? "");
};

const matches = (
  compounds: readonly Compound[],
  at: number,
  element: Element,
  ancestors: readonly Element[],
): boolean => {
  const compound = compounds[at];
  if (!compound || !fits(compound, element)) return false;
  if (at === 0) return true;
  const nearest = compounds[at - 1]?.parent ? ancestors.length - 1 : 0;
  for (let up = ancestors.length - 1; up >= nearest && up >= 0; up--) {
    const ancestor = ancestors[up];
    if (ancestor && matches(compounds, at - 1, ancestor, ancestors.slice(0, up))) return true;
  }
  return false;
};

const fits = ({ tag, id, classes }: Compound, element: Element): boolean =>
  (tag === "" || tag === element.tag) &&
  (id === "" || id === element.id) &&
  classes.every((name) => element.classes.includes(name));
