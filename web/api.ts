import type { Failure } from '../contests/ui.ts';
import {
  ASKS_FOR_PROOF,
  PROOF_HEADER,
  SESSION_ACTION,
  type ChallengeReply,
} from '../worker/wire/challenge.ts';
import { CAME_FROM_HEADER } from '../worker/wire/came-from.ts';
import type { ErrorBody } from '../worker/wire/errors.ts';
import { cameFrom } from './came-from.ts';
import { rememberWait } from './kit/waits.svelte.ts';
import { t } from './messages/index.ts';

/** What a request came to: the reply's JSON, or a failure in words. */
export type Reply<Data> = { ok: true; status: number; data: Data } | Failure;

interface RequestOptions {
  /** Sent as JSON. */
  body?: unknown;
  /**
   * Whether a repeat is harmless: reads, and acts that carry an idempotency key. Only then is a request
   * sent again after a lost connection, a fault of the server or a short "not now".
   */
  repeatable?: boolean;
  signal?: AbortSignal;
  /** That a person sends this: see web/challenge/. */
  proof?: string | undefined;
}

const ATTEMPTS = 5;
const FIRST_WAIT_MS = 400;
/** A longer "not now" is told to the person instead of waited out. */
const LONGEST_RETRY_AFTER_MS = 8000;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** Doubles with each attempt, with jitter, so that many browsers do not return at the same instant. */
const backoffMs = (attempt: number) => FIRST_WAIT_MS * 2 ** attempt * (0.5 + Math.random() / 2);

const offline = (): Failure => ({
  ok: false,
  code: 'network/OFFLINE',
  message: t('failure.offline'),
});

/** Seconds or a date, as HTTP allows; null when the header is missing or makes no sense. */
function retryAfterMs(response: Response): number | null {
  const header = response.headers.get('Retry-After');
  if (!header) return null;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

async function failureOf(response: Response): Promise<Failure> {
  const body = await response.json().then(
    (json) => json as Partial<ErrorBody> & { retryAtMs?: number },
    () => undefined,
  );
  const error = body?.error;
  const afterMs = retryAfterMs(response);
  const retryAtMs = body?.retryAtMs ?? (afterMs === null ? undefined : Date.now() + afterMs);
  const message =
    error?.message ?? t(response.status === 429 ? 'failure.tooMany' : 'failure.server');
  if (response.status === 429 && retryAtMs !== undefined) rememberWait(message, retryAtMs);
  return {
    ok: false,
    code: error?.code ?? `http/${response.status}`,
    message,
    ...(error?.field === undefined ? {} : { field: error.field }),
    ...(retryAtMs === undefined ? {} : { retryAtMs }),
  };
}

/** Sends one request to Fanfare's own HTTP interface. Never throws for anything that a network can do. */
export async function request<Data>(
  method: string,
  path: string,
  { body, repeatable = method === 'GET', signal, proof }: RequestOptions = {},
): Promise<Reply<Data>> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  const init: RequestInit = { method, headers };
  if (signal) init.signal = signal;
  if (proof !== undefined) headers[PROOF_HEADER] = proof;
  const from = method === 'GET' ? null : cameFrom();
  if (from !== null) headers[CAME_FROM_HEADER] = from;
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    headers['Content-Type'] = 'application/json';
  }
  for (let attempt = 0; ; attempt++) {
    const last = !repeatable || attempt === ATTEMPTS - 1;
    let response: Response;
    try {
      response = await fetch(path, init);
    } catch {
      if (last || signal?.aborted) return offline();
      await wait(backoffMs(attempt));
      continue;
    }
    if (response.ok) {
      const data = response.status === 204 ? null : await response.json().catch(() => null);
      return { ok: true, status: response.status, data: data as Data };
    }
    const asked = retryAfterMs(response);
    const passing = response.status >= 500 || (response.status === 429 && asked !== null);
    if (last || !passing || (asked ?? 0) > LONGEST_RETRY_AFTER_MS) return failureOf(response);
    await wait(Math.max(asked ?? 0, backoffMs(attempt)));
  }
}

/** Checks in a row; after those something is wrong that another would not put right. */
const MOST_PROOFS = 3;

/** Shows that a person is here, if that is called for; nothing of what solves it is loaded before. */
async function proofFrom(
  path: string,
  always: boolean,
): Promise<{ ok: true; proof: string | undefined } | Failure> {
  const given = await request<ChallengeReply>('GET', path);
  if (!given.ok) return given;
  if (!always && !given.data.needed) return { ok: true, proof: undefined };
  const loaded = await import('./challenge/prove.ts').catch(() => null);
  return loaded ? loaded.prove(given.data) : offline();
}

interface PersonOptions extends Omit<RequestOptions, 'proof'> {
  /** Where the check comes from. */
  challenge: string;
  /** Whether the server is likely to ask for it, so that it is looked up at once instead of being refused first. */
  likely: boolean;
}

/** Sends a request for which the server may want to see that a person sends it, with a check when it does. */
export async function requestAsPerson<Data>(
  method: string,
  path: string,
  { challenge, likely, ...options }: PersonOptions,
): Promise<Reply<Data>> {
  let proven = likely ? await proofFrom(challenge, false) : { ok: true as const, proof: undefined };
  for (let proofs = 0; ; proofs++) {
    if (!proven.ok) return proven;
    const reply = await request<Data>(method, path, { ...options, proof: proven.proof });
    if (reply.ok || !ASKS_FOR_PROOF.has(reply.code) || proofs === MOST_PROOFS) return reply;
    proven = await proofFrom(challenge, true);
  }
}

let guest: Promise<Reply<null>> | undefined;
const GUEST_MARK = 'fanfare.guest';

/** Whether this device has been a guest before: the session's cookie itself is out of a script's sight. */
export function wasGuest(): boolean {
  try {
    return localStorage.getItem(GUEST_MARK) !== null;
  } catch {
    return false;
  }
}

function rememberGuest(): void {
  try {
    localStorage.setItem(GUEST_MARK, '1');
  } catch {
    // Storage may be switched off; then own entries refresh with the next act.
  }
}

/** The guest of this device is no more. */
export function forgetGuest(): void {
  guest = undefined;
  try {
    localStorage.removeItem(GUEST_MARK);
  } catch {
    // Nothing was remembered then.
  }
}

/**
 * Makes sure this device has at least a guest's session, for taking part in a contest; asked once a page, harmless for everybody
 * else.
 */
export async function ensureSession(contestId: string): Promise<{ ok: true } | Failure> {
  const contest = `contest=${encodeURIComponent(contestId)}`;
  guest ??= requestAsPerson<null>('POST', `/api/session/guest?${contest}`, {
    repeatable: true,
    challenge: `/api/challenges?action=${SESSION_ACTION}&${contest}`,
    likely: !wasGuest(),
  });
  const reply = await guest;
  if (reply.ok) {
    rememberGuest();
    return { ok: true };
  }
  guest = undefined;
  return reply;
}
