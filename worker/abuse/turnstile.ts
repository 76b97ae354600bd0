import { z } from 'zod';
import type { Installation } from '../installation.ts';
import { refuseProof, type ProofRefused } from './challenge-refusals.ts';
import { isSafeEndpoint } from './outgoing-address.ts';

/** Where Cloudflare's widget and its script come from. */
export const TURNSTILE_ORIGIN = 'https://challenges.cloudflare.com';

const SITEVERIFY = `${TURNSTILE_ORIGIN}/turnstile/v0/siteverify`;
/** A token is worth asking about for this long; Cloudflare itself accepts it for five minutes. */
export const TOKEN_LIFETIME_MS = 5 * 60_000;
const PATIENCE_MS = 5_000;
/** Cloudflare's own bound. */
const MOST_CHARACTERS = 2_048;
const MOST_ACTION_CHARACTERS = 32;

export interface TurnstileSettings {
  siteKey: string;
  secret: string;
  endpoint: string;
}

/** Turnstile's settings; null where it is not configured, and challenges are proofs of work. */
export function turnstileOf(
  env: Pick<Installation, 'TURNSTILE_SITE_KEY' | 'TURNSTILE_SECRET' | 'TURNSTILE_ENDPOINT'>,
): TurnstileSettings | null {
  const { TURNSTILE_SITE_KEY: siteKey, TURNSTILE_SECRET: secret } = env;
  if (!siteKey || !secret) return null;
  return { siteKey, secret, endpoint: env.TURNSTILE_ENDPOINT ?? SITEVERIFY };
}

/** An action's type as the widget takes it: letters, digits, `_` and `-`. */
export function widgetAction(action: string): string {
  return action.replaceAll(/[^\w-]/g, '_').slice(0, MOST_ACTION_CHARACTERS);
}

const Verdict = z.object({
  success: z.boolean(),
  action: z.string().optional(),
  cdata: z.string().optional(),
});

/**
 * Asks whether a token was issued for this purpose. Everything but a clear yes is a no: a verdict that cannot be had, an error,
 * a timeout, a reply that makes no sense.
 */
export async function checkToken(
  { secret, endpoint }: TurnstileSettings,
  token: string,
  purpose: { action: string; cData: string },
  fetcher: typeof fetch = fetch,
): Promise<ProofRefused | null> {
  if (token === '' || token.length > MOST_CHARACTERS) return refuseProof('challenge/NOT_CONFIRMED');
  if (!isSafeEndpoint(endpoint)) return refuseProof('challenge/UNAVAILABLE');
  let verdict: z.infer<typeof Verdict>;
  try {
    const reply = await fetcher(endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ secret, response: token }),
      // Nobody may send the secret elsewhere.
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!reply.ok) return refuseProof('challenge/UNAVAILABLE');
    verdict = Verdict.parse(await reply.json());
  } catch {
    return refuseProof('challenge/UNAVAILABLE');
  }
  if (!verdict.success) return refuseProof('challenge/NOT_CONFIRMED');
  if (verdict.action !== purpose.action || verdict.cdata !== purpose.cData)
    return refuseProof('challenge/OTHER_ACTION');
  return null;
}
