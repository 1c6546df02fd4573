import type { LspHover, LspSignatureHelp } from "./lsp-types.ts";
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

/** What is known of the call around the cursor. */
export const readSignatureHelp = (help: LspSignatureHelp | null): TypedInspection | undefined => {
  const signature = help?.signatures[help.activeSignature ?? 0];
  if (!signature) return undefined;
  const { documentation = "" } = signature;
  const text = typeof documentation === "string" ? documentation : documentation.value;
  return { signature: withoutCellFiles(signature.label), documentation: text.trim() };
};

/** A type of an earlier cell as the user knows it: without the file that stands for the cell. */
export const withoutCellFiles = (text: string): string =>
  text
    .replace(/(?:typeof )?import\("[^"]*__pinbook_[^"]*"\)\./g, "")
    .replace(/"[^"]*__pinbook_cell_[^"]*"/g, "an earlier cell");
