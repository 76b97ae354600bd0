import type { Failure, Upload } from '../../contests/ui.ts';
import { prepare } from './prepare-picture.ts';
import { sendPicture } from './send-picture.ts';

/** Parts of the progress bar: preparing takes the first, the server's work the last. */
const PREPARED = 0.1;
const SENT = 0.95;

interface UploadOptions {
  signal?: AbortSignal;
  /** Sends nothing of what the camera wrote into the file. */
  withoutMetadata?: boolean;
}

/**
 * Prepares a chosen file and sends it to a `/api/media?…` address. `onProgress` gets 0 … 1 and never goes back. The
 * preview's object URL belongs to the caller, who revokes it when the picture is no longer shown.
 */
export async function uploadPicture(
  file: Blob,
  address: string,
  onProgress: (fraction: number) => void,
  { signal, withoutMetadata = false }: UploadOptions = {},
): Promise<({ ok: true } & Upload) | Failure> {
  let furthest = 0;
  const report = (fraction: number) => {
    furthest = Math.max(furthest, fraction);
    onProgress(furthest);
  };
  report(0);
  const prepared = await prepare(file, withoutMetadata);
  if (!prepared.ok) return prepared;
  report(PREPARED);
  const sent = await sendPicture({
    blob: prepared.blob,
    address,
    signal,
    onProgress: (fraction) => report(PREPARED + fraction * (SENT - PREPARED)),
  });
  if (!sent.ok) return sent;
  report(1);
  return { ...sent, previewUrl: URL.createObjectURL(prepared.blob) };
}
