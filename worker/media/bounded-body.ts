import { FILE_WITHIN_MS, PART_WITHIN_MS, within } from '../abuse/patience.ts';
import { refuseMedia, type MediaRefused } from './refusals.ts';

/** Largest accepted file. */
export const MAX_UPLOAD_BYTES = 15_000_000;

/**
 * Reads a request's body into memory, and no more of it than is accepted: a declared length that is
 * too large is refused unread, and a body without one is cut off as soon as it grows too large. One that stops
 * arriving, or takes for ever, is given up.
 */
export async function readBoundedBody(
  request: Request,
  maxBytes: number,
): Promise<{ ok: true; bytes: Uint8Array<ArrayBuffer> } | MediaRefused> {
  const declaredBytes = Number(request.headers.get('Content-Length') ?? 0);
  if (declaredBytes > maxBytes) {
    await request.body?.cancel();
    return refuseMedia('media/TOO_LARGE');
  }
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  const reader = request.body?.getReader();
  const lateAtMs = Date.now() + FILE_WITHIN_MS;
  for (;;) {
    // Chunks that make no sense, or a connection that broke off.
    const next = reader?.read().catch(() => 'broken' as const);
    const part = next && (await within(PART_WITHIN_MS, next));
    if (part === 'broken') return refuseMedia('media/TRUNCATED');
    if (part === 'late' || Date.now() > lateAtMs) {
      await reader?.cancel();
      return refuseMedia('media/TOO_SLOW');
    }
    if (!part || part.done) break;
    sizeBytes += part.value.byteLength;
    if (sizeBytes > maxBytes) {
      await reader?.cancel();
      return refuseMedia('media/TOO_LARGE');
    }
    chunks.push(part.value);
  }
  if (sizeBytes === 0) return refuseMedia('media/EMPTY');
  const bytes = new Uint8Array(sizeBytes);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return { ok: true, bytes };
}
