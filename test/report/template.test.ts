import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { newNotebook } from "../../src/notebook/index.ts";
import { readTemplate, renderFile, templateSlots } from "../../src/report/index.ts";
import { colourStyle } from "../../src/report/style/colours.ts";
import { parseTemplate } from "../../src/report/template.ts";
import { translations } from "../../src/report/translations.ts";
import { packageRoot } from "../../src/root.ts";
import { temporaryFolder } from "../support/temporary.ts";

const write = async (source: string): Promise<string> => {
  const path = join(await temporaryFolder(), "brand.html");
  await writeFile(path, source);
  return path;
};

describe("a template", () => {
  test("sets variables after the report's own and fills its slots, with its images inside", async () => {
    const path = await write(`<style>:root { --accent: #0b6e4f; --image: url(logo.png) }</style>
<template slot="brand"><img src="logo.png" alt="Acme"></template>
<template slot='start'><p>Before</p></template>
<template slot="footer"><p>© Acme</p></template>`);
    await writeFile(join(path, "../logo.png"), "png");
    const html = renderFile({ name: "a", notebook: newNotebook([]) }, { template: await readTemplate(path) });
    expect(html.lastIndexOf("--accent: #0b6e4f")).toBeGreaterThan(html.indexOf("--accent:light-dark"));
    expect(html).toContain('<header class="bar"><img src="data:image/png;base64,cG5n" alt="Acme">');
    expect(html).toContain("url(data:image/png;base64,cG5n)");
    expect(html).toContain("</header><p>Before</p>");
    expect(html).toContain('<footer class="foot"><p>© Acme</p>');
  });

  test.each([
    ['<template slot="hero">x</template>', /there is no slot "hero"; use one of top, brand, start, end, footer/],
    ["<p>nothing</p>", /holds neither <style> nor <template slot="…">/],
    ['<template slot="brand"><img src="gone.png"></template>', /the template's image .*gone\.png cannot be read/],
    ['<template slot="brand"><img src="a.exe"></template>', /a template holds images as \.png, /],
  ])("%s is refused with what is allowed", async (source, message) => {
    await expect(readTemplate(await write(source))).rejects.toThrow(message);
  });

  test("that is not there is named", async () => {
    await expect(readTemplate("/nowhere/brand.html")).rejects.toThrow("--template /nowhere/brand.html cannot be read");
  });
});

test("What is documented for templates is what there is", async () => {
  const text = await readFile(join(packageRoot, "src/report/README.md"), "utf8");
  const example = /```html\n(.*?)```/s.exec(text)?.[1] ?? "";
  expect(example.trim().split("\n").length).toBeLessThanOrEqual(10);
  const { slots, style } = parseTemplate(example, "brand.html");
  expect(Object.keys(slots)).toEqual(["brand", "footer"]);
  for (const [, variable] of style.matchAll(/(--[\w-]+):/g)) expect(colourStyle).toContain(`${variable}: `);
  for (const slot of templateSlots) expect(text).toContain(`| \`${slot}\` |`);
  for (const [, variable = ""] of colourStyle.matchAll(/(--[\w-]+):/g))
    if (!variable.startsWith("--ansi-")) expect(text).toContain(`\`${variable}\``);
  for (const lang of Object.keys(translations)) expect(text).toContain(lang);
});
