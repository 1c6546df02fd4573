import { inspect } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { isSecretText, maskerOf, Secret } from "../src/secret.ts";

const word = `p"w<0>&'d/+ é`;

describe("a secret", () => {
  test("prints as three stars wherever it is shown, and is known afterwards", () => {
    const secret = new Secret(word);
    expect([String(secret), JSON.stringify({ secret }), inspect(secret)]).toEqual(["***", '{"secret":"***"}', "***"]);
    expect(secret.reveal()).toBe(word);
    expect(isSecretText(`x ${word}`)).toBe(true);
  });
});

describe("a mask", () => {
  const mask = maskerOf([new Secret(word), new Secret("tiny")]);

  test.each([
    ["as it is", word],
    ["in JSON", JSON.stringify(word).slice(1, -1)],
    ["in HTML", "p&quot;w&lt;0&gt;&amp;&#39;d/+ é"],
    ["in HTML as Python writes it", "p&quot;w&lt;0&gt;&amp;&#x27;d/+ é"],
    ["in a URL", encodeURIComponent(word)],
    ["in a form", encodeURIComponent(word).replaceAll("%20", "+")],
  ])("hides it %s, more than once", (_where, form) => {
    expect(mask(`a ${form} b ${form}`)).toBe("a *** b ***");
  });

  test.each(["", "u:", "us:", "user:", "reader:"])("hides it in the base64 of %j and it", (before) => {
    const token = Buffer.from(before + word).toString("base64");
    const masked = mask(`Basic ${token}`);
    expect(masked).toMatch(/^Basic .{0,12}\*\*\*.{0,2}=*$/);
    expect(Buffer.from(masked.slice(6), "base64").toString()).not.toContain("w<0>");
  });

  test("leaves short words and everything else", () => {
    expect(mask("tiny things, p w 0")).toBe("tiny things, p w 0");
    expect(maskerOf([])(word)).toBe(word);
  });
});
