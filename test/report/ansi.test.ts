import { expect, test } from "@jest/globals";
import { ansiHtml } from "../../src/report/ansi.ts";

test.each([
  ["\u001b[31mred\u001b[0m plain", '<span style="color:var(--ansi-red)">red</span> plain'],
  [
    "\u001b[1;32mx\u001b[22my\u001b[39mz",
    '<span style="color:var(--ansi-green);font-weight:700">x</span><span style="color:var(--ansi-green)">y</span>z',
  ],
  ["\u001b[38;5;196mx", '<span style="color:rgb(255,0,0)">x</span>'],
  ["\u001b[48;2;1;2;300mx", '<span style="background:rgb(1,2,255)">x</span>'],
  ["\u001b[2J\u001b[1;1Ha\u001b]0;title\u0007b\u001b]8;;https://evil.example\u001b\\c", "abc"],
  ["<b>&\u001b[31m<i>", '&lt;b&gt;&amp;<span style="color:var(--ansi-red)">&lt;i&gt;</span>'],
  ["10%\r50%\r100%\ndone\r\n", "100%\ndone\n"],
  ["\u001b", ""],
  ["a\u0000\u0007b", "ab"],
])("%j becomes HTML", (text, html) => {
  expect(ansiHtml(text)).toBe(html);
});
