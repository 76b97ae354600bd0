// Files that an upload must refuse, each made so that nothing but its one fault speaks against it. Runs in
// Node, in workerd and in a browser.

type Bytes = Uint8Array<ArrayBuffer>;

function join(...parts: Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

function uint32(value: number, littleEndian = false): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, littleEndian);
  return bytes;
}

/** CRC-32 of ISO 3309, as PNG chunks carry it. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function pngChunk(type: string, data: Uint8Array): Bytes {
  const body = join(latin1(type), data);
  return join(uint32(data.length), body, uint32(crc32(body)));
}

async function deflated(bytes: Bytes): Promise<Bytes> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** A black PNG, one bit a pixel: valid, tiny as a file, as large as wanted once decoded. */
export async function blackPng(
  widthPx: number,
  heightPx: number,
  beforeData: Uint8Array = new Uint8Array(),
): Promise<Bytes> {
  const header = join(uint32(widthPx), uint32(heightPx), Uint8Array.of(1, 0, 0, 0, 0));
  const rowBytes = 1 + Math.ceil(widthPx / 8);
  const data = await deflated(new Uint8Array(rowBytes * heightPx));
  return join(
    latin1('\x89PNG\r\n\x1a\n'),
    pngChunk('IHDR', header),
    beforeData,
    pngChunk('IDAT', data),
    pngChunk('IEND', new Uint8Array()),
  );
}

/** 144 megapixels in a few kilobytes. */
export const decompressionBomb = () => blackPng(12_000, 12_000);

/** A PNG that says it has two frames. */
export const animatedPng = () => blackPng(400, 300, pngChunk('acTL', join(uint32(2), uint32(0))));

function webpChunk(type: string, data: Uint8Array): Bytes {
  return join(latin1(type), uint32(data.length, true), data, new Uint8Array(data.length % 2));
}

/** A WebP of 400 × 300 pixels that says it is an animation. */
export function animatedWebp(): Bytes {
  const canvas = Uint8Array.of(0x02, 0, 0, 0, 0x8f, 0x01, 0, 0x2b, 0x01, 0);
  const body = join(
    latin1('WEBP'),
    webpChunk('VP8X', canvas),
    webpChunk('ANIM', new Uint8Array(6)),
  );
  return join(latin1('RIFF'), uint32(body.length, true), body);
}

/** The smallest GIF there is. */
export const gif = () =>
  join(
    latin1('GIF89a'),
    Uint8Array.of(1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255),
    Uint8Array.of(0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b),
  );

export const svg = () =>
  latin1(
    '<?xml version="1.0"?>\n<!-- a drawing -->\n<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"/>',
  );

/** The first box of an ISO media file, by which such files are told apart. */
export function isoMedia(majorBrand: string, ...compatibleBrands: string[]): Bytes {
  const brands = latin1(compatibleBrands.join(''));
  const box = join(latin1('ftyp'), latin1(majorBrand), uint32(0), brands);
  return join(uint32(box.length + 4), box, new Uint8Array(2000));
}

/** `photograph.jpg` in name only. */
export const textNamedJpg = () => latin1('Dear diary, today I entered a contest.\n'.repeat(40));

/** The first part of a picture, as a broken connection leaves it. */
export const cutOff = (picture: Uint8Array, fraction: number): Bytes =>
  picture.slice(0, Math.floor(picture.length * fraction)) as Bytes;

/** A JPEG whose picture data are overwritten in the middle, while its structure stays whole. */
export function damaged(jpeg: Uint8Array): Bytes {
  const bytes = jpeg.slice() as Bytes;
  bytes.fill(0x55, Math.floor(bytes.length * 0.3), Math.floor(bytes.length * 0.6));
  return bytes;
}

/** A picture followed by zeros up to a size. */
export function padded(picture: Uint8Array, sizeBytes: number): Bytes {
  const bytes = new Uint8Array(sizeBytes);
  bytes.set(picture);
  return bytes;
}

/** Puts a segment right behind the start marker of a JPEG. */
function withSegment(jpeg: Uint8Array, marker: number, data: Uint8Array): Bytes {
  const length = data.length + 2;
  const head = Uint8Array.of(0xff, marker, length >> 8, length & 0xff);
  return join(jpeg.slice(0, 2), head, data, jpeg.slice(2));
}

/** A JPEG, given an EXIF block in front of any other that says how to turn it (1 to 8). */
export function withExifOrientation(jpeg: Uint8Array, orientation: number): Bytes {
  const header = latin1('Exif\0\0MM\0*\0\0\0\x08\0\x01');
  const entry = Uint8Array.of(0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0);
  return withSegment(jpeg, 0xe1, join(header, entry, uint32(0)));
}

/** A JPEG that names its author in XMP, in IPTC and in a comment. */
export function withAuthor(jpeg: Uint8Array, author: string): Bytes {
  const xmp =
    'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF ' +
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description ' +
    `xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="${author}"/></rdf:RDF></x:xmpmeta>`;
  return withSegment(withSegment(jpeg, 0xe1, latin1(xmp)), 0xfe, latin1(author));
}
