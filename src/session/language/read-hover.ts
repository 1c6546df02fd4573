import type { LspDocumentation, LspHover, LspSignatureHelp } from "./lsp-types.ts";
import type { TypedInspection } from "./types.ts";

/** What a hover in Markdown says: a fenced declaration, then documentation. */
export const readHover = (hover: LspHover | null): TypedInspection | undefined => {
  const match = /^```\w*\n(?<code>[\s\S]*?)\n```\n?(?<rest>[\s\S]*)$/.exec(hover?.contents.value ?? "");
  if (!match?.groups) return undefined;
  const { code = "", rest = "" } = match.groups;
  const signature = withoutCellFiles(code.replace(/^\(alias\) /gm, "").replace(/\n(?:import|export) [^\n]*$/, ""));
  // What it says of a name that it does not know.
  return signature === "any" ? undefined : { signature, documentation: rest.trim() };
};

/** What is known of the call around the cursor, with what its parameters mean. */
export const readSignatureHelp = (help: LspSignatureHelp | null): TypedInspection | undefined => {
  const signature = help?.signatures[help.activeSignature ?? 0];
  if (!signature) return undefined;
  const { label, documentation, parameters = [] } = signature;
  const meanings = parameters.map((parameter) => {
    const meaning = textIn(parameter.documentation);
    const shown = typeof parameter.label === "string" ? parameter.label : label.slice(...parameter.label);
    return meaning === "" ? "" : `*@param* \`${shown.replace(/\??:[\s\S]*$/, "")}\` — ${meaning}`;
  });
  const paragraphs = [textIn(documentation), ...meanings].filter((paragraph) => paragraph !== "");
  return { signature: withoutCellFiles(label), documentation: paragraphs.join("\n\n") };
};

const textIn = (documentation: LspDocumentation | undefined): string =>
  (typeof documentation === "object" ? documentation.value : (documentation ?? "")).trim();

/** A type of an earlier cell as the user knows it: without the file that stands for the cell. */
export const withoutCellFiles = (text: string): string =>
  text
    .replace(/(?:typeof )?import\("[^"]*__pinbook_[^"]*"\)\./g, "")
    .replace(/"[^"]*__pinbook_cell_[^"]*"/g, "an earlier cell");
