import { crc32, deflateSync } from "node:zlib";

/** The logo: a red pin on a notebook's page. */
export const logoSvg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">
<rect width="64" height="64" rx="10" fill="#3178c6"/>
<rect x="14" y="10" width="36" height="44" rx="3" fill="#ffffff"/>
<path d="M20 34h24M20 41h24M20 48h16" stroke="#c5d5ea" stroke-width="3"/>
<circle cx="32" cy="20" r="8" fill="#e0243b"/>
</svg>
`;

/** The same picture as a PNG of `size` pixels each way. */
export const logoPng = (size: number): Uint8Array => {
  const row = 1 + size * 3;
  const pixels = new Uint8Array(row * size);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const scale = 64 / size;
      pixels.set(colorAt((x + 0.5) * scale, (y + 0.5) * scale), y * row + 1 + x * 3);
    }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(pixels)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
};

const blue = [0x31, 0x78, 0xc6];
const white = [0xff, 0xff, 0xff];
const line = [0xc5, 0xd5, 0xea];
const red = [0xe0, 0x24, 0x3b];

const colorAt = (x: number, y: number): readonly number[] => {
  if (Math.hypot(x - 32, y - 20) < 8) return red;
  if (x < 14 || x > 50 || y < 10 || y > 54) return blue;
  const onLine = [34, 41, 48].some((at) => Math.abs(y - at) < 1.5);
  return onLine && x > 20 && x < (y > 45 ? 36 : 44) ? line : white;
};

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  frame.set(body, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
};
