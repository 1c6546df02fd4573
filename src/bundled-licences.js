// Gathers the licences of packages whose code is in dist/. Plain JavaScript, because it runs before anything is built.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The licences of the packages that these files come from, one after another. */
export const licencesOf = (/** @type {readonly string[]} */ files) => {
  const folders = new Set(
    files.flatMap((file) => /^.*[\\/]node_modules[\\/](@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/.exec(file)?.[0] ?? []),
  );
  return [...folders]
    .filter((folder) => existsSync(join(folder, "package.json")))
    .sort()
    .map(licenceOf)
    .join("\n\n");
};

const licenceOf = (/** @type {string} */ folder) => {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  const text = file ? readFileSync(join(folder, file), "utf8").trim() : "";
  return `${name} ${version}, ${license}\n\n${text}\n`;
};
