/**
 * What a part of code is, as the class of its colour: keyword, string, number, literal, function, type, property,
 * comment, regular expression, magic.
 */
export type TokenKind = "k" | "s" | "n" | "l" | "f" | "t" | "p" | "c" | "r" | "m";

/** highlight.js's names for them; what is not here has no colour of its own. */
export const tokenKinds: Readonly<Record<string, TokenKind>> = {
  keyword: "k",
  operator: "k",
  built_in: "f",
  type: "t",
  literal: "l",
  number: "n",
  symbol: "l",
  string: "s",
  char: "s",
  subst: "s",
  regexp: "r",
  link: "s",
  quote: "s",
  addition: "s",
  deletion: "r",
  title: "f",
  class: "t",
  function: "f",
  section: "f",
  attr: "p",
  attribute: "p",
  property: "p",
  name: "t",
  tag: "t",
  "selector-tag": "t",
  "selector-class": "p",
  "selector-id": "p",
  comment: "c",
  doctag: "c",
  meta: "m",
};
