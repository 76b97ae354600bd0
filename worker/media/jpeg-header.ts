import type { PictureHeader } from './picture-header.ts';

const START_OF_FRAME = { first: 0xc0, last: 0xcf, notFrames: [0xc4, 0xc8, 0xcc] };
/** Baseline, extended and progressive Huffman coding; everything else is exotic and not decoded by browsers. */
const DECODABLE_FRAMES = [0xc0, 0xc1, 0xc2];
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;

const isStandalone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** Position of the next marker after entropy-coded data: an 0xFF that is neither stuffed nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at < 0 || at + 1 >= bytes.length) return bytes.length;
    const next = bytes[at + 1] as number;
    const isData = next === 0x00 || (next >= 0xd0 && next <= 0xd7);
    if (!isData && next !== 0xff) return at;
    at += next === 0xff ? 1 : 2;
  }
}

/**
 * Walks the segments of a JPEG (ITU T.81, annex B) up to its end marker. The walk, not a search,
 * finds the end: an embedded thumbnail has an end marker of its own.
 */
export function readJpegHeader(bytes: Uint8Array): PictureHeader {
  const header: PictureHeader = { widthPx: 0, heightPx: 0, fault: null };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sawScan = false;
  let at = 2;
  for (;;) {
    if (at < bytes.length && bytes[at] !== 0xff) return { ...header, fault: 'malformed' };
    while (bytes[at] === 0xff) at += 1;
    const marker = bytes[at];
    if (marker === undefined) return { ...header, fault: 'truncated' };
    at += 1;
    if (marker === END_OF_IMAGE) return sawScan ? header : { ...header, fault: 'malformed' };
    if (isStandalone(marker)) continue;
    if (at + 2 > bytes.length) return { ...header, fault: 'truncated' };
    const length = view.getUint16(at);
    if (length < 2) return { ...header, fault: 'malformed' };
    if (at + length > bytes.length) return { ...header, fault: 'truncated' };
    const { first, last, notFrames } = START_OF_FRAME;
    if (marker >= first && marker <= last && !notFrames.includes(marker)) {
      // A second frame could be larger than the one that was judged.
      if (length < 8 || header.widthPx) return { ...header, fault: 'malformed' };
      header.heightPx = view.getUint16(at + 3);
      header.widthPx = view.getUint16(at + 5);
      if (!header.widthPx || !header.heightPx) return { ...header, fault: 'malformed' };
      const precisionBits = bytes[at + 2];
      if (!DECODABLE_FRAMES.includes(marker) || precisionBits !== 8) {
        return { ...header, fault: 'unsupported' };
      }
    }
    at += length;
    if (marker === START_OF_SCAN) {
      if (!header.widthPx) return { ...header, fault: 'malformed' };
      sawScan = true;
      at = endOfScan(bytes, at);
    }
  }
}
