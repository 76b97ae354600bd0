/** How much of a JPEG's start is searched: its EXIF block stands there and is at most 64 KB. */
export const EXIF_SEARCH_BYTES = 256 * 1024;

const APP1 = 0xe1;
const START_OF_SCAN = 0xda;
const EXIF_NAME = 'Exif\0\0';
const ORIENTATION_TAG = 0x0112;
const SHORT_TYPE = 3;
const IFD_ENTRY_BYTES = 12;

/**
 * Writes "upright" into the first directory of a TIFF block (TIFF 6.0, section 2). False when the block cannot be
 * followed: then nobody can say which way a decoder would turn the picture.
 */
function makeUpright(tiff: DataView): boolean {
  const order = tiff.byteLength >= 8 ? tiff.getUint16(0) : 0;
  const littleEndian = order === 0x4949;
  if (!littleEndian && order !== 0x4d4d) return false;
  if (tiff.getUint16(2, littleEndian) !== 42) return false;
  const directoryAt = tiff.getUint32(4, littleEndian);
  if (directoryAt + 2 > tiff.byteLength) return false;
  const entries = tiff.getUint16(directoryAt, littleEndian);
  if (directoryAt + 2 + entries * IFD_ENTRY_BYTES > tiff.byteLength) return false;
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directoryAt + 2 + entry * IFD_ENTRY_BYTES;
    if (tiff.getUint16(at, littleEndian) !== ORIENTATION_TAG) continue;
    if (tiff.getUint16(at + 2, littleEndian) !== SHORT_TYPE) return false;
    tiff.setUint16(at + 8, 1, littleEndian);
  }
  return true;
}

/**
 * The EXIF segment of a JPEG, changed to say that the picture is upright; null when there is none that can be
 * trusted. Scaling loses a photograph's place and time, which moderators like to see as hints; the
 * server reads them and never publishes them.
 *
 * @param start the file's first bytes
 */
export function uprightExifSegment(start: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  for (let at = 2; at + 4 <= start.length;) {
    const marker = start[at + 1];
    if (start[at] !== 0xff || marker === START_OF_SCAN) return null;
    const end = at + 2 + view.getUint16(at + 2);
    if (end > start.length) return null;
    const nameEnd = Math.min(end, at + 4 + EXIF_NAME.length);
    if (marker === APP1 && String.fromCharCode(...start.subarray(at + 4, nameEnd)) === EXIF_NAME) {
      const segment = Uint8Array.from(start.subarray(at, end));
      const isUpright = makeUpright(new DataView(segment.buffer, 4 + EXIF_NAME.length));
      return isUpright ? segment : null;
    }
    at = end;
  }
  return null;
}

/** A JPEG with a segment put right behind its start marker. */
export function withSegment(jpeg: Blob, segment: Uint8Array<ArrayBuffer>): Blob {
  return new Blob([jpeg.slice(0, 2), segment, jpeg.slice(2)], { type: jpeg.type });
}
