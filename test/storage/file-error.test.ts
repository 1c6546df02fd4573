import { expect, test } from "@jest/globals";
import { PinbookError } from "../../src/errors.ts";
import { fileError } from "../../src/storage/file-error.ts";

const thrown = (code: string) => Object.assign(new Error(`${code}: it went wrong`), { code });

test("each refusal of the system names the path and the remedy", () => {
  const remedies: [string, string][] = [
    ["ENOSPC", "no space is left on its device: free some space"],
    ["EDQUOT", "the disk quota is used up"],
    ["EACCES", "permission is denied: give this user the right to it"],
    ["EROFS", "its file system is read-only: mount it writable"],
    ["EMFILE", "ulimit -n"],
    ["ENXIO", "ENXIO: it went wrong"],
  ];
  for (const [code, remedy] of remedies) {
    const error = fileError("write", "/data/bucket/a", thrown(code));
    expect(error).toBeInstanceOf(PinbookError);
    expect((error as PinbookError).message).toContain(`cannot write /data/bucket/a (${code}): `);
    expect((error as PinbookError).message).toContain(remedy);
    expect((error as PinbookError).cause).toMatchObject({ code });
  }
});

test("what is no error of the system stays as it is", () => {
  const error = new TypeError("a bug");
  expect(fileError("write", "/data", error)).toBe(error);
  const clear = new PinbookError("already clear");
  expect(fileError("write", "/data", clear)).toBe(clear);
});
