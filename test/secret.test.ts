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

describe("a credential of fewer than 6 characters", () => {
  const mask = maskerOf([new Secret("tiny"), new Secret("a-1"), new Secret("ab"), new Secret(word)]);

  test.each([
    ['const password = "tiny";', 'const password = "***";'],
    ["PASSWORD: 'tiny', HOST: 'db'", "PASSWORD: '***', HOST: 'db'"],
    ['{"DB_PASSWORD":"tiny"}', '{"DB_PASSWORD":"***"}'],
    ['{\\"sasl.password\\": \\"tiny\\"}', '{\\"sasl.password\\": \\"***\\"}'],
    ["<tr><th>password</th><td>tiny</td></tr>", "<tr><th>password</th><td>***</td></tr>"],
    ["PASSWORD    \u001b[32mtiny\u001b[39m", "PASSWORD    \u001b[32m***\u001b[39m"],
    ["password&quot;:&quot;tiny&quot;", "password&quot;:&quot;***&quot;"],
    ["secret a-1", "secret ***"],
    ["mysql://root:tiny@localhost:3306/pins", "mysql://root:***@localhost:3306/pins"],
    [`https://x/?token=tiny&n=1`, "https://x/?token=***&n=1"],
    [`Authorization: Basic ${Buffer.from("root:tiny").toString("base64")}`, "Authorization: Basic ***"],
    [`password ${word}`, "password ***"],
  ])("is hidden where it says what it is: %s", (text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  test.each([
    "tiny things, a-1 and ab",
    "password: tinytown",
    "passwords are not tiny",
    "https://tiny.example:80/tiny",
    "Basic dGlueQ==",
    "the password is ab",
    "compass: tiny",
  ])("stays in other texts: %s", (text) => {
    expect(mask(text)).toBe(text);
  });

  test("is hidden in a field of such a name alone", () => {
    expect([mask("tiny", "PASSWORD"), mask(" tiny\n", "apiKey"), mask("tiny", "size")]).toEqual(["***", "***", "tiny"]);
  });
});
