/** Kinds of RIFF chunks that hold pixels and nothing else. */
const PIXELS = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ICCP']);

/** What a served picture carries besides its pixels; empty when nothing. */
export function surplusOf(bytes: Uint8Array): string[] {
  const text = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  if (text(0, 4) !== 'RIFF' || text(8, 12) !== 'WEBP') return ['no WebP'];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const surplus: string[] = [];
  let at = 12;
  while (at + 8 <= bytes.length) {
    const kind = text(at, at + 4);
    if (!PIXELS.has(kind)) surplus.push(`a chunk ${kind}`);
    const length = view.getUint32(at + 4, true);
    at += 8 + length + (length % 2);
  }
  if (at < bytes.length) surplus.push('bytes after the end');
  return surplus;
}
