import { expect, test } from "@jest/globals";
import { pdfPlaces } from "../../../src/report/pdf/pdf-places.ts";

const pdf = (dests: string): Buffer =>
  Buffer.from(
    `%PDF-1.4\n2 0 obj\n<</Type /Page>>\nendobj\n3 0 obj\n<</Type /Page>>\nendobj\n6 0 obj\n<</Type /Page>>\nendobj\n5 0 obj\n<</Type /Pages\n/Count 2\n/Kids [2 0 R 3 0 R]>>\nendobj\n4 0 obj\n<</Type /Pages\n/Count 3\n/Kids [5 0 R 6 0 R]>>\nendobj\n7 0 obj\n<<${dests}>>\nendobj\n8 0 obj\n<</Type /Catalog\n/Pages 4 0 R\n/Dests 7 0 R>>\nendobj\n`,
    "latin1",
  );

test("each destination has the page on which it stands, also under a tree of pages", () => {
  const places = pdfPlaces(
    pdf("/s-a [3 0 R /XYZ 0 586.5 0]\n/s-#d0#b0 [6 0 R /XYZ 0 1 0]\n/s-%D0%B1 [2 0 R /XYZ 0 1 0]"),
  );
  expect([...places]).toEqual([
    ["s-a", 2],
    ["s-а", 3],
    ["s-б", 1],
  ]);
});

test("a file of another form has no places", () => {
  expect(pdfPlaces(Buffer.from("%PDF-2.0 compressed")).size).toBe(0);
});
