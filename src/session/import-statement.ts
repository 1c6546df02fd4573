import { child, children, type Node, type Parsed } from "../syntax/index.ts";

/** The function that prepared cells call for imports: as long as `import`, so that columns hold. */
export const importerName = "_imprt";

/** An import declaration as a statement that awaits the importer; `values` are the names used as values. */
export const importStatement = (parsed: Parsed, node: Node, values: ReadonlySet<string>): string => {
  const names: string[] = [];
  const wanted: [string, boolean][] = [];
  let namespace: string | undefined;
  for (const specifier of children(node, "specifiers")) {
    if (specifier.importKind === "type") continue;
    const local = String(child(specifier, "local")?.name);
    const imported = child(specifier, "imported");
    if (specifier.type === "ImportNamespaceSpecifier") {
      namespace = local;
      continue;
    }
    const name = imported ? String(imported.name ?? imported.value) : "default";
    names.push(`${JSON.stringify(name)}: ${local}`);
    wanted.push([name, values.has(local) || !isUsedAsType(parsed, local)]);
  }
  const required = wanted.filter(([, isValue]) => isValue).map(([name]) => name);
  const loaded = `await ${importCall(parsed, node, required)}`;
  if (!namespace) return names.length > 0 ? `let { ${names.join(", ")} } = ${loaded};` : `${loaded};`;
  return names.length > 0
    ? `let ${namespace} = ${loaded}, { ${names.join(", ")} } = ${namespace};`
    : `let ${namespace} = ${loaded};`;
};

/** The call of the importer for a declaration with a source. */
export const importCall = (parsed: Parsed, node: Node, names: readonly string[] = []): string => {
  const source = child(node, "source");
  const attributes = children(node, "attributes").map((attribute) => parsed.code.slice(attribute.start, attribute.end));
  const options = attributes.length > 0 ? `{ with: { ${attributes.join(", ")} } }` : "undefined";
  return `${importerName}(${JSON.stringify(source?.value)}, ${options}, ${JSON.stringify(names)})`;
};

/** Whether a name that is no value here appears at all outside the imports: then it can only be a type. */
const isUsedAsType = (parsed: Parsed, name: string): boolean =>
  parsed.body
    .filter((node) => node.type !== "ImportDeclaration")
    .some((node) =>
      parsed.masked
        .slice(node.start, node.end)
        .split(/[^\p{ID_Continue}$]+/u)
        .includes(name),
    );
