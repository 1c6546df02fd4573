/** The first line of a cell's code that says something, for headings: a comment's text where it starts with one, cut at 60 characters. */
export const cellTitle = (source: string): string => {
  const lines = source.split("\n").map((line) => line.trim());
  const line = lines.find((text) => /[\p{L}\p{N}]/u.test(text)) ?? lines.find((text) => text !== "") ?? "";
  const text = line.replace(/^(\/\/|\/\*+|\*)\s*/, "").replace(/\s*\*\/$/, "");
  const characters = Array.from(text);
  return characters.length <= 60 ? text : `${characters.slice(0, 59).join("")}…`;
};
