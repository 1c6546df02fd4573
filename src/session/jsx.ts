import { child, children, type Node } from "../syntax/index.ts";
import { cleaned, decoded } from "./jsx-text.ts";
import type { Rule, Stripper } from "./stripper.ts";

/** What JSX becomes: calls of the functions in `importSource`/jsx-runtime, or of a factory. */
export type JsxSettings =
  | { readonly runtime: "automatic"; readonly importSource: string }
  | { readonly runtime: "classic"; readonly factory: string; readonly fragment: string };

/** The module that the automatic runtime imports, and the names under which code then finds its functions. */
export const jsxImport = { file: "jsx-runtime", jsx: "_jsx", jsxs: "_jsxs", fragment: "_Fragment" } as const;

/** The settings with what comments in the code (`@jsxImportSource preact`, `@jsx h`) say otherwise. */
export const withPragmas = (settings: JsxSettings, code: string): JsxSettings => {
  const pragma = (name: string) => new RegExp(`@${name}\\s+([\\w.@/-]+)`).exec(code)?.[1];
  const importSource = pragma("jsxImportSource");
  if (importSource) return { runtime: "automatic", importSource };
  const factory = pragma("jsx");
  if (!factory) return settings;
  const fragment = pragma("jsxFrag") ?? (settings.runtime === "classic" ? settings.fragment : "React.Fragment");
  return { runtime: "classic", factory, fragment };
};

/** Elements and fragments become calls, each part where it stood, so that lines hold. */
const element: Rule = (node, s) => {
  const opening = child(node, "openingElement") ?? child(node, "openingFragment");
  const closing = child(node, "closingElement") ?? child(node, "closingFragment");
  const settings = s.jsx;
  if (!opening || !settings) return;
  s.usesJsx = true;
  const kids = children(node, "children").filter((kid) => isRendered(kid, s));
  const key = settings.runtime === "automatic" ? keyOf(opening) : undefined;
  const attributes = children(opening, "attributes").filter((attribute) => attribute !== key);
  const asList = kids.length > 1 || kids[0]?.type === "JSXSpreadChild";
  const words = wordsOf(settings, { asList, hasKids: kids.length > 0, hasProps: attributes.length > 0 });
  const name = child(opening, "name");
  const nameEnd = (child(opening, "typeArguments") ?? name)?.end ?? opening.start + 1;
  const tag = name ? tagOf(name, s) : fragmentOf(settings);
  s.put(opening.start, nameEnd, `${words.callee}(${tag}, ${words.open}${breaks(s, opening.start, nameEnd)}`);
  for (const attribute of attributes) putAttribute(attribute, s);
  if (key) s.blank(key.start, key.end);
  const last = `${words.close}${key ? `, ${keyText(key, s)}` : ""})`;
  const end = opening.end - (opening.selfClosing ? 2 : 1);
  s.put(end, opening.end, words.between + (closing ? "" : last));
  for (const kid of kids) putKid(kid, s, words);
  if (closing) s.put(closing.start, closing.end, last);
  return "done";
};

/** How to treat JSX: only where the code was parsed with it. */
export const jsxRules: Readonly<Record<string, Rule>> = { JSXElement: element, JSXFragment: element };

interface Words {
  readonly callee: string;
  readonly open: string;
  readonly between: string;
  readonly close: string;
  readonly beforeKid: string;
  readonly afterKid: string;
}

const wordsOf = (
  settings: JsxSettings,
  { asList, hasKids, hasProps }: { readonly asList: boolean; readonly hasKids: boolean; readonly hasProps: boolean },
): Words => {
  if (settings.runtime === "classic")
    return {
      callee: settings.factory,
      open: hasProps ? "{ " : "null",
      between: hasProps ? " }" : "",
      close: "",
      beforeKid: ", ",
      afterKid: "",
    };
  return {
    callee: asList ? jsxImport.jsxs : jsxImport.jsx,
    open: "{ ",
    between: hasKids ? `children: ${asList ? "[" : ""}` : "",
    close: asList ? "] }" : " }",
    beforeKid: "",
    afterKid: asList ? ", " : "",
  };
};

const fragmentOf = (settings: JsxSettings): string =>
  settings.runtime === "classic" ? settings.fragment : jsxImport.fragment;

const tagOf = (name: Node, s: Stripper): string => {
  const text = s.parsed.code.slice(name.start, name.end);
  if (name.type === "JSXNamespacedName" || (name.type === "JSXIdentifier" && /^[a-z]|-/.test(text)))
    return JSON.stringify(text);
  s.values.add(text.split(".")[0] ?? text);
  return text;
};

const isRendered = (kid: Node, s: Stripper): boolean => {
  const isEmpty =
    kid.type === "JSXText"
      ? cleaned(s.parsed.code.slice(kid.start, kid.end)) === ""
      : child(kid, "expression")?.type === "JSXEmptyExpression";
  if (isEmpty) s.blank(kid.start, kid.end);
  return !isEmpty;
};

const keyOf = (opening: Node): Node | undefined =>
  children(opening, "attributes").find((attribute) => child(attribute, "name")?.name === "key");

const keyText = (key: Node, s: Stripper): string => {
  const value = child(key, "value");
  if (!value) return "true";
  if (typeof value.value === "string") return JSON.stringify(decoded(value.value));
  const expression = child(value, "expression");
  return expression ? s.stripped(expression) : "undefined";
};

const putAttribute = (attribute: Node, s: Stripper): void => {
  const argument = child(attribute, "argument");
  if (argument) {
    s.put(attribute.start, attribute.start + 1, " ");
    s.walk(argument);
    s.put(attribute.end - 1, attribute.end, " ");
  } else {
    const name = child(attribute, "name");
    const value = child(attribute, "value");
    const end = name?.end ?? attribute.end;
    s.put(attribute.start, end, `${JSON.stringify(s.parsed.code.slice(attribute.start, end))}:${value ? "" : " true"}`);
    if (value) {
      s.blank(end, value.start);
      putValue(value, s);
    }
  }
  s.put(attribute.end, attribute.end, ",");
};

const putValue = (value: Node, s: Stripper): void => {
  if (value.type === "Literal")
    s.put(value.start, value.end, JSON.stringify(decoded(String(value.value))) + breaks(s, value.start, value.end));
  else if (value.type === "JSXExpressionContainer") putContainer(value, s);
  else s.walk(value);
};

const putContainer = (container: Node, s: Stripper): void => {
  const expression = child(container, "expression");
  s.put(container.start, container.start + 1, "(");
  if (expression) s.walk(expression);
  s.put(container.end - 1, container.end, ")");
};

const putKid = (kid: Node, s: Stripper, { beforeKid, afterKid }: Words): void => {
  if (kid.type === "JSXText") {
    const raw = s.parsed.code.slice(kid.start, kid.end);
    const lead = (/^\s*/.exec(raw)?.[0] ?? "").replace(/[^\n]/g, "");
    const text = JSON.stringify(cleaned(raw));
    const rest = breaks(s, kid.start, kid.end).slice(lead.length);
    s.put(kid.start, kid.end, `${lead}${beforeKid}${text}${afterKid}${rest}`);
    return;
  }
  s.put(kid.start, kid.start, beforeKid + (kid.type === "JSXSpreadChild" ? "..." : ""));
  const spread = kid.type === "JSXSpreadChild" ? child(kid, "expression") : undefined;
  if (spread) {
    s.put(kid.start, spread.start, "(");
    s.walk(spread);
    s.put(kid.end - 1, kid.end, ")");
  } else putValue(kid, s);
  s.put(kid.end, kid.end, afterKid);
};

const breaks = (s: Stripper, start: number, end: number): string =>
  s.parsed.code.slice(start, end).replace(/[^\n]/g, "");
