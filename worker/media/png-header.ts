import type { PictureHeader } from './picture-header.ts';

const SIGNATURE_BYTES = 8;
/** Length, type and checksum around a chunk's data. */
const CHUNK_OVERHEAD_BYTES = 12;

/** Walks the chunks of a PNG (W3C PNG 3rd edition, section 5) up to IEND. */
export function readPngHeader(bytes: Uint8Array): PictureHeader {
  const header: PictureHeader = { widthPx: 0, heightPx: 0, fault: null };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sawData = false;
  for (let at = SIGNATURE_BYTES; ;) {
    if (at + CHUNK_OVERHEAD_BYTES > bytes.length) return { ...header, fault: 'truncated' };
    const dataBytes = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (at === SIGNATURE_BYTES && (type !== 'IHDR' || dataBytes !== 13)) {
      return { ...header, fault: 'malformed' };
    }
    if (at + CHUNK_OVERHEAD_BYTES + dataBytes > bytes.length) {
      return { ...header, fault: 'truncated' };
    }
    if (type === 'IHDR') {
      if (header.widthPx) return { ...header, fault: 'malformed' };
      header.widthPx = view.getUint32(at + 8);
      header.heightPx = view.getUint32(at + 12);
      if (!header.widthPx || !header.heightPx) return { ...header, fault: 'malformed' };
    } else if (type === 'acTL') {
      return { ...header, fault: 'animated' };
    } else if (type === 'IDAT') {
      sawData = true;
    } else if (type === 'IEND') {
      return sawData ? header : { ...header, fault: 'malformed' };
    }
    at += CHUNK_OVERHEAD_BYTES + dataBytes;
  }
}
