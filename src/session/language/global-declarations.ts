import { blanked, child, children, declaredNames, type Node, type Parsed } from "../../syntax/index.ts";

/** Something that a cell declares for the whole program: in `declare global`, in `declare module "…"`, or by an import that names nothing. */
export interface GlobalDeclaration {
  /** Where it belongs and what it is, such as `type Array`. */
  readonly name: string;
  /** The member of an interface; empty for the interface itself, which others of its name add to; undefined for what stands alone. */
  readonly member?: string;
  /** Its place in the cell's code. */
  readonly start: number;
  readonly end: number;
}

/** What a cell declares for the whole program, in order. */
export const globalsOf = ({ body, code }: Parsed): readonly GlobalDeclaration[] =>
  body.flatMap((node): readonly GlobalDeclaration[] => {
    if (node.type === "ImportDeclaration" && children(node, "specifiers").length === 0)
      return [at(node, `import ${String(child(node, "source")?.value)}`)];
    if (node.type !== "TSModuleDeclaration" || (node.kind !== "global" && node.kind !== "module")) return [];
    const place = node.kind === "global" ? "" : `${String(child(node, "id")?.value)} `;
    return declarationsIn(node, place, code);
  });

/** A cell's code and what it declares for the whole program, less what `newer` declares anew. The code keeps its places. */
export const superseded = (
  code: string,
  own: readonly GlobalDeclaration[],
  newer: readonly GlobalDeclaration[],
): { readonly code: string; readonly globals: readonly GlobalDeclaration[] } => {
  // An interface that is declared anew stays for the members that are left of it.
  const gone = own.filter((old) =>
    newer.some((one) => replaces(one, old) && !(one.member === "" && old.member === "")),
  );
  return {
    code: gone.reduce(
      (text, { start, end }) => text.slice(0, start) + blanked(text.slice(start, end)) + text.slice(end),
      code,
    ),
    globals: own.filter((old) => !newer.some((one) => replaces(one, old))),
  };
};

const replaces = (newer: GlobalDeclaration, old: GlobalDeclaration): boolean =>
  newer.name === old.name && (newer.member === undefined || old.member === undefined || newer.member === old.member);

const at = ({ start, end }: Node, name: string, member?: string): GlobalDeclaration => ({
  ...{ name, start, end },
  ...(member === undefined ? {} : { member }),
});

const declarationsIn = (module: Node, place: string, code: string): readonly GlobalDeclaration[] => {
  const block = child(module, "body");
  return (block ? children(block, "body") : []).flatMap((statement) => {
    const node = /^Export(Named|Default)/.test(statement.type)
      ? (child(statement, "declaration") ?? statement)
      : statement;
    return declarationsOf(node, statement, place, code);
  });
};

/** `whole` is the statement with what stands around the declaration, such as `export`. */
const declarationsOf = (node: Node, whole: Node, place: string, code: string): readonly GlobalDeclaration[] => {
  const name = String(child(node, "id")?.name ?? "default");
  switch (node.type) {
    case "TSInterfaceDeclaration": {
      const type = `${place}type ${name}`;
      const members = children(child(node, "body") ?? node, "body");
      return [at(whole, type, ""), ...members.map((member) => at(member, type, memberName(member, code)))];
    }
    case "TSModuleDeclaration":
      return [at(whole, `${place}namespace ${name}`, ""), ...declarationsIn(node, `${place}${name}.`, code)];
    case "TSTypeAliasDeclaration":
      return [at(whole, `${place}type ${name}`)];
    case "ClassDeclaration":
    case "TSEnumDeclaration":
      return [at(whole, `${place}type ${name}`), at(whole, `${place}value ${name}`)];
    case "VariableDeclaration":
      return variablesOf(node, whole, place);
    default:
      return [at(whole, `${place}value ${name}`)];
  }
};

/** Those of one statement apart, each up to where the next one begins. */
const variablesOf = (node: Node, whole: Node, place: string): readonly GlobalDeclaration[] => {
  const list = children(node, "declarations");
  if (list.length === 1) return declaredNames(node).map((name) => at(whole, `${place}value ${name}`));
  return list.map((one, i) => {
    const name = `${place}value ${String(child(one, "id")?.name)}`;
    return { name, start: one.start, end: list[i + 1]?.start ?? one.end };
  });
};

/** The name of a property or method, the text of any other member. */
const memberName = (member: Node, code: string): string => {
  const key = child(member, "key");
  return key ? String(key.name ?? key.value) : code.slice(member.start, member.end);
};
