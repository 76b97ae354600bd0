/** What the first bytes of a file say it is. Names and declared content types are never believed. */
export type PictureKind = 'jpeg' | 'png' | 'webp' | 'gif' | 'svg' | 'heic' | 'avif' | 'unknown';

/** How many bytes from the start of a file `pictureKind` looks at. */
export const PICTURE_KIND_BYTES = 1024;

const HEIC_BRANDS = [
  'heic',
  'heix',
  'heim',
  'heis',
  'hevc',
  'hevx',
  'hevm',
  'hevs',
  'mif1',
  'msf1',
];
const AVIF_BRANDS = ['avif', 'avis'];

/** The bytes as Latin-1 text, so that every byte is one character. */
function text(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

/** An ISO media file says in its first box which brands it is compatible with. */
function isoMediaKind(bytes: Uint8Array): PictureKind {
  const boxEnd = Math.min(new DataView(bytes.buffer, bytes.byteOffset).getUint32(0), bytes.length);
  const brands = [text(bytes, 8, 12)];
  for (let at = 16; at + 4 <= Math.min(boxEnd, 256); at += 4) brands.push(text(bytes, at, at + 4));
  // AVIF files also carry the generic brand `mif1`, so they are recognised first.
  if (brands.some((brand) => AVIF_BRANDS.includes(brand))) return 'avif';
  return brands.some((brand) => HEIC_BRANDS.includes(brand)) ? 'heic' : 'unknown';
}

/** Recognises a picture by its magic bytes; `start` is the file or at least its first 1,024 bytes. */
export function pictureKind(start: Uint8Array): PictureKind {
  if (start[0] === 0xff && start[1] === 0xd8 && start[2] === 0xff) return 'jpeg';
  const head = text(start, 0, 12);
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return 'webp';
  if (head.startsWith('GIF8')) return 'gif';
  if (head.slice(4, 8) === 'ftyp' && start.length >= 12) return isoMediaKind(start);
  const markup = text(start, 0, PICTURE_KIND_BYTES)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (markup.startsWith('<') && /<svg[\s>]/i.test(markup)) return 'svg';
  return 'unknown';
}
