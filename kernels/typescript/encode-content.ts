import type { JsonObject } from "../../src/notebook/index.ts";

/** A message's content as JSON: text, or UTF-8 where it is long. */
export type EncodedContent = string | Uint8Array<ArrayBuffer>;

/** From this many characters on a text is encoded piece by piece, so that no copy of the whole is made but the result. */
const longText = 1 << 18;
const piece = 1 << 16;

/** Encodes a message's content. Long texts, such as pictures, are not held twice. */
export const encodeContent = (content: JsonObject): EncodedContent => {
  const pieces = [...piecesOf(content)];
  if (pieces.length === 1) return pieces[0]?.() ?? "";
  const size = pieces.reduce((sum, make) => sum + Buffer.byteLength(make()), 0);
  const bytes = new Uint8Array(new ArrayBuffer(size));
  const encoder = new TextEncoder();
  let at = 0;
  for (const make of pieces) at += encoder.encodeInto(make(), bytes.subarray(at)).written;
  return bytes;
};

type Piece = () => string;

/** The JSON text in pieces: objects that hold a long text are taken apart, all else is one piece. */
function* piecesOf(value: unknown): Generator<Piece> {
  if (typeof value === "string" && value.length >= longText) yield* textPieces(value);
  else if (isPlain(value) && holdsLongText(value)) yield* objectPieces(value);
  else yield () => JSON.stringify(value) ?? "null";
}

function* objectPieces(value: Readonly<Record<string, unknown>>): Generator<Piece> {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  for (const [i, [key, item]] of entries.entries()) {
    yield () => `${i === 0 ? "{" : ","}${JSON.stringify(key)}:`;
    yield* piecesOf(item);
  }
  yield () => "}";
}

function* textPieces(text: string): Generator<Piece> {
  yield () => '"';
  // A pair of surrogates that is cut comes as two escapes, which JSON reads as the pair.
  for (let at = 0; at < text.length; at += piece)
    yield () => {
      const part = text.slice(at, at + piece);
      return plain.test(part) ? part : JSON.stringify(part).slice(1, -1);
    };
  yield () => '"';
}

/** Text that stands in JSON as it is, such as pictures in base64: then nothing of it is copied on the way. */
const plain = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const holdsLongText = (value: Readonly<Record<string, unknown>>): boolean =>
  Object.values(value).some(
    (item) => (typeof item === "string" && item.length >= longText) || (isPlain(item) && holdsLongText(item)),
  );
