import { describe, expect, test } from "@jest/globals";
import { fileStore, mount, NoSuchObject, openStore } from "../../src/storage/index.ts";
import { temporaryFolder } from "../support/temporary.ts";

const sample = async () => {
  const pins = mount("/mnt/pins", fileStore(await temporaryFolder()));
  for (const topic of ["u.pin", "u.geo", "u.user"]) {
    for (const offset of [0, 1, 2]) {
      const key = `topics/${topic}/partition=0/${topic}+0+000000000${offset}.json`;
      await pins.write(key, `{"index":${offset}}\n`);
    }
  }
  await pins.write("readme.txt", "héllo");
  return pins;
};

describe("a mount", () => {
  test("lists one level, folders with a slash", async () => {
    const pins = await sample();
    expect(await pins.ls()).toMatchObject([
      { path: "/mnt/pins/readme.txt", name: "readme.txt", size: 6, isFolder: false },
      { path: "/mnt/pins/topics/", name: "topics/", size: 0, isFolder: true },
    ]);
    const names = async (path: string) => (await pins.ls(path)).map(({ name }) => name);
    expect(await names("/mnt/pins/topics")).toEqual(["u.geo/", "u.pin/", "u.user/"]);
    expect(await names("topics/")).toEqual(["u.geo/", "u.pin/", "u.user/"]);
    expect(await names("/mnt/pins/")).toEqual(["readme.txt", "topics/"]);
    expect(await names("topics/u.pin/partition=0")).toHaveLength(3);
    expect(await names("readme.txt")).toEqual(["readme.txt"]);
  });

  test("lists folders whose names start alike, and objects beside them", async () => {
    const store = mount("/m", fileStore(await temporaryFolder()));
    for (const key of ["a/1", "a/2", "a-b/1", "a.txt", "a0", "ab/c/d", "\u{10ffff}/x"]) await store.write(key, "x");
    expect((await store.ls()).map(({ name }) => name)).toEqual(["a-b/", "a.txt", "a/", "a0", "ab/", "\u{10ffff}/"]);
  });

  test("says what is there instead where nothing is", async () => {
    const pins = await sample();
    await expect(pins.ls("/mnt/pins/topics/x.pin")).rejects.toThrow("there is nothing at /mnt/pins/topics/x.pin");
    await expect(pins.ls("topics/x.pin")).rejects.toThrow("/mnt/pins/topics/ holds u.geo/, u.pin/, u.user/");
    expect(await mount("/mnt/x", fileStore(await temporaryFolder())).ls()).toEqual([]);
  });

  test("finds objects by pattern", async () => {
    const pins = await sample();
    const count = async (pattern: string) => (await pins.glob(pattern)).length;
    expect(await count("topics/u.pin/partition=0/*.json")).toBe(3);
    expect(await count("/mnt/pins/topics/u.pin/*/*.json")).toBe(3);
    expect(await count("topics/**/*.json")).toBe(9);
    expect(await count("topics/**")).toBe(9);
    expect(await count("**/*+0000000001.json")).toBe(3);
    expect(await count("topics/{u.pin,u.geo}/**/*000000000?.json")).toBe(6);
    expect(await count("topics/u.{pin,{geo,user}}/partition=0/*{0,2}.json")).toBe(6);
    expect(await count("*")).toBe(1);
    expect(await count("topics/*")).toBe(0);
    expect(await count("topics/uXpin/**")).toBe(0);
    expect(await count("readme.txt")).toBe(1);
  });

  test("reads, also a whole pattern in sorted order", async () => {
    const pins = await sample();
    expect(await pins.readText("/mnt/pins/readme.txt")).toBe("héllo");
    await expect(pins.read("topics/none")).rejects.toThrow(NoSuchObject);
    const paths: string[] = [];
    for await (const { path, bytes } of pins.files("topics/u.pin/**/*.json", { concurrency: 2 })) {
      expect(new TextDecoder().decode(bytes)).toBe(`{"index":${paths.length}}\n`);
      paths.push(path);
    }
    expect(paths).toEqual([0, 1, 2].map((i) => `/mnt/pins/topics/u.pin/partition=0/u.pin+0+000000000${i}.json`));
  });

  test("throws at its turn when an object goes away while files are read", async () => {
    const store = fileStore(await temporaryFolder());
    for (const key of ["a", "b", "c"]) await store.put(key, new Uint8Array(1));
    const missing = { ...store, get: async (key: string) => (key === "b" ? store.get("gone") : store.get(key)) };
    const read: string[] = [];
    const all = (async () => {
      for await (const { path } of mount("/m", missing).files("*")) read.push(path);
    })();
    await expect(all).rejects.toThrow(NoSuchObject);
    expect(read).toEqual(["/m/a"]);
  });

  test("refuses paths of elsewhere and mount points that are none", async () => {
    const pins = await sample();
    await expect(pins.ls("/mnt/other")).rejects.toThrow("is not under the mount point /mnt/pins");
    await expect(pins.read("../x")).rejects.toThrow('the part ".."');
    expect(() => mount("pins", fileStore("/tmp"))).toThrow("absolute path");
    expect(() => mount("/", fileStore("/tmp"))).toThrow("absolute path");
  });
});

describe("the URL of a store", () => {
  test("names a folder or a bucket", () => {
    expect(openStore("file:///data/bucket").url).toBe("file:///data/bucket");
    expect(openStore("file:///data/a%20b").url).toBe("file:///data/a%20b");
    expect(openStore("/data/bucket").url).toBe("file:///data/bucket");
    expect(openStore("file:.pinbook/bucket").url).toBe(openStore(".pinbook/bucket").url);
    expect(openStore("s3://user-u-bucket").url).toBe("s3://user-u-bucket");
    expect(openStore("s3://user-u-bucket/a/b/").url).toBe("s3://user-u-bucket/a/b");
    expect(mount("/mnt/pins/", "s3://user-u-bucket").path).toBe("/mnt/pins");
  });

  test("is refused with what is allowed where it is no store", () => {
    expect(() => openStore("https://example.org/x")).toThrow("write s3://bucket/prefix, file:folder or a path");
    expect(() => openStore("s3a://bucket/x")).toThrow("write s3://bucket/x");
    expect(() => openStore("s3://")).toThrow("names no bucket");
    expect(() => openStore("s3:bucket")).toThrow("names no bucket");
    expect(() => openStore("s3://bucket/a//b")).toThrow("empty part");
    expect(() => openStore("file://host/x")).toThrow("names no folder of this machine");
    expect(() => openStore("")).toThrow("is empty");
  });
});
