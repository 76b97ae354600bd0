import type { Failure } from '../../contests/ui.ts';
import type { ErrorBody } from '../../worker/wire/errors.ts';
import { rememberWait } from '../kit/waits.svelte.ts';
import { t } from '../messages/upload.ts';
import { retryDelayMs } from './retry-delay.ts';
import { uploadFailure } from './upload-failure.ts';

export interface SendOptions {
  blob: Blob;
  /** Where to, such as `/api/media?contest=…`. */
  address: string;
  /** Gets 0 … 1 as the bytes leave. Starts again when an attempt is repeated. */
  onProgress?: ((fraction: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** Reply of `POST /api/media`. */
export interface SentPicture {
  mediaId: string;
  widthPx: number;
  heightPx: number;
}

interface RawReply {
  /** 0 when nothing was reached. */
  status: number;
  body: unknown;
  retryAfterMs: number | null;
}

/** One attempt. XMLHttpRequest, since `fetch` reports no progress of what it sends. */
function post({ blob, address, onProgress, signal }: SendOptions): Promise<RawReply> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    signal?.addEventListener('abort', stop, { once: true });
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    };
    request.onloadend = () => {
      signal?.removeEventListener('abort', stop);
      const seconds = Number(request.getResponseHeader('Retry-After') ?? NaN);
      resolve({
        status: request.status,
        body: request.response,
        retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : null,
      });
    };
    request.open('POST', address);
    request.responseType = 'json';
    request.setRequestHeader('Content-Type', blob.type || 'application/octet-stream');
    request.send(blob);
  });
}

function failureOf({ status, body, retryAfterMs }: RawReply): Failure {
  if (status === 0) return uploadFailure('network/OFFLINE');
  const error = (body as Partial<ErrorBody> | null)?.error;
  const message = error?.message ?? t('upload.server');
  const retryAtMs = retryAfterMs === null ? undefined : Date.now() + retryAfterMs;
  if (status === 429 && retryAtMs !== undefined) rememberWait(message, retryAtMs);
  return {
    ok: false,
    code: error?.code ?? `http/${status}`,
    message,
    ...(retryAtMs === undefined ? {} : { retryAtMs }),
  };
}

/** Waits, but not beyond the moment at which the person stops the upload. */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}

/** Sends prepared bytes, again after a passing failure. Never throws. */
export async function sendPicture(
  options: SendOptions,
): Promise<({ ok: true } & SentPicture) | Failure> {
  for (let number = 1; ; number += 1) {
    if (options.signal?.aborted) return uploadFailure('upload/CANCELLED');
    const reply = await post(options);
    if (options.signal?.aborted) return uploadFailure('upload/CANCELLED');
    if (reply.status === 200 || reply.status === 201) {
      return { ok: true, ...(reply.body as SentPicture) };
    }
    const delayMs = retryDelayMs({ number, ...reply }, Math.random());
    if (delayMs === null) return failureOf(reply);
    await pause(delayMs, options.signal);
  }
}
