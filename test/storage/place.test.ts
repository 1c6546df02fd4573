import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { fileStore, mount, objectsAt, openPlace, type Place } from "../../src/storage/index.ts";
import { temporaryFolder } from "../support/temporary.ts";

const pathsAt = async (place: Place) => {
  const paths: string[] = [];
  for await (const some of objectsAt(place)) paths.push(...some.map(({ path }) => path));
  return paths;
};

const folderWith = async (...names: readonly string[]) => {
  const folder = await temporaryFolder();
  for (const name of names) {
    await mkdir(join(folder, name, ".."), { recursive: true });
    await writeFile(join(folder, name), "{}\n");
  }
  return folder;
};

describe("a place", () => {
  test("is a file, a folder or what a glob matches, by path or URL", async () => {
    const folder = await folderWith("a/1.json", "a/2.json", "a/b/3.json", "a/_SUCCESS", "a/.x/4.json", "a/5.csv");
    const names = async (name: string) => (await pathsAt(openPlace(name))).map((path) => path.slice(folder.length + 1));
    expect(await names(`${folder}/a/1.json`)).toEqual(["a/1.json"]);
    expect(await names(`${folder}/a/*.json`)).toEqual(["a/1.json", "a/2.json"]);
    expect(await names(`${folder}/**/*.json`)).toEqual(["a/.x/4.json", "a/1.json", "a/2.json", "a/b/3.json"]);
    expect(await names(`${folder}/a`)).toEqual(["a/1.json", "a/2.json", "a/5.csv", "a/b/3.json"]);
    expect(await names(`${folder}/a/`)).toEqual(["a/1.json", "a/2.json", "a/5.csv", "a/b/3.json"]);
    expect(await names(`${pathToFileURL(folder).href}/a/{1,2}.json`)).toEqual(["a/1.json", "a/2.json"]);
  });

  test("of a file whose name looks like a glob is that file", async () => {
    const folder = await folderWith("x*.json", "xy.json");
    expect(await pathsAt(openPlace(join(folder, "x*.json")))).toEqual([join(folder, "x*.json")]);
    expect(await pathsAt(openPlace(join(folder, "x?.json")))).toHaveLength(2);
  });

  test("without a file is an error that shows what was looked for", async () => {
    const folder = await folderWith("a/1.json");
    await expect(pathsAt(openPlace(`${folder}/b/*.json`))).rejects.toThrow(
      `No file matches the glob ${folder}/b/*.json`,
    );
    await expect(pathsAt(openPlace(`${folder}/c.json`))).rejects.toThrow(`No file is at ${folder}/c.json`);
    expect(() => openPlace("s3a://bucket/x")).toThrow("write s3://bucket/x");
    expect(() => openPlace("")).toThrow("empty");
  });

  test("of a bucket or a mount shows its paths under the URL or the mount point", async () => {
    expect(openPlace("s3://bucket/raw/*.json")).toMatchObject({ store: { url: "s3://bucket" }, path: "raw/*.json" });
    const folder = await folderWith("a/1.json", "a/2.json");
    const pins = mount("/mnt/pins", fileStore(folder));
    expect(await pathsAt(pins.at("/mnt/pins/a/*.json"))).toEqual(["/mnt/pins/a/1.json", "/mnt/pins/a/2.json"]);
    expect(await pathsAt(pins.at("a"))).toEqual(["/mnt/pins/a/1.json", "/mnt/pins/a/2.json"]);
  });
});
