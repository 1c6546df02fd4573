import type { Browser } from "playwright-core";
import { patience } from "./browser.ts";

/** The share of blocks, of a grid of 30 by 30, whose mean colours differ visibly. */
export const difference = async (browser: Browser, one: Buffer, other: Buffer): Promise<number> => {
  const page = await browser.newPage();
  page.setDefaultTimeout(patience);
  try {
    return await page.evaluate(
      async (sources) => {
        const [a = [], b = []] = await Promise.all(
          sources.map(async (source) => {
            const image = new Image();
            image.src = `data:image/png;base64,${source}`;
            await image.decode();
            const canvas = new OffscreenCanvas(30, 30);
            const context = canvas.getContext("2d");
            if (!context) throw new Error("no canvas");
            context.imageSmoothingQuality = "high";
            context.drawImage(image, 0, 0, 30, 30);
            return [...context.getImageData(0, 0, 30, 30).data];
          }),
        );
        const blocks = Array.from({ length: 900 }, (_, block) =>
          Math.max(...[0, 1, 2].map((part) => Math.abs((a[block * 4 + part] ?? 0) - (b[block * 4 + part] ?? 0)))),
        );
        return blocks.filter((distance) => distance > 24).length / 900;
      },
      [one, other].map((picture) => picture.toString("base64")),
    );
  } finally {
    await page.close();
  }
};
