/** Bytes as hexadecimal digits, small letters. */
export const hexOf = (bytes: Uint8Array): string => buffer(bytes).toString("hex");

/** Bytes as base64, padded. */
export const base64Of = (bytes: Uint8Array): string => buffer(bytes).toString("base64");

/** The bytes of hexadecimal digits in pairs, capitals or not; undefined where the text is something else. */
export const bytesOfHex = (text: string): Uint8Array | undefined =>
  /^(?:[\da-fA-F]{2})*$/.test(text) ? Uint8Array.from(Buffer.from(text, "hex")) : undefined;

/** The bytes of padded base64; undefined where the text is something else, or not as base64Of would write it. */
export const bytesOfBase64 = (text: string): Uint8Array | undefined => {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? Uint8Array.from(bytes) : undefined;
};

/** A text's bytes in UTF-8. */
export const utf8Of = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "utf8"));

/** The text of bytes in UTF-8, a byte order mark included; undefined where they are none. */
export const textOfUtf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
};

/** Bytes one after the other. */
export const joinBytes = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));

/** Orders bytes by the first that differs; what another begins with comes first. */
export const compareBytes = (a: Uint8Array, b: Uint8Array): number => Buffer.compare(a, b);

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const buffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
