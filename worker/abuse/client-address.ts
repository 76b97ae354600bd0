import type { Context } from 'hono';
import type { AppEnv } from '../env.ts';
import type { Installation } from '../installation.ts';
import { hopsOf, statesAddresses, UNREADABLE } from './address-header.ts';
import { forwardedFor } from './forwarded.ts';
import { normalAddress } from './network.ts';

let told = false;

/** Once is enough to make somebody look; the value is somebody's. */
function tellOnce(header: string): void {
  if (told) return;
  told = true;
  const problem =
    'The client’s address cannot be read from this header. Clients without one share one budget: let the proxy in front set it.';
  console.warn(JSON.stringify({ addressHeader: header, problem }));
}

/**
 * The client's address as limits count it: what Cloudflare states, which a client cannot set there; on one machine the header that
 * the proxy in front sets, by the name in FANFARE_ADDRESS_HEADER. Each proxy appends the address that it saw, so that of a list the
 * one counts that the outermost of FANFARE_ADDRESS_HOPS proxies has appended. Null where nothing stands in front, UNREADABLE where
 * something should have stated an address and did not.
 */
export function limitAddressOf(c: Context<AppEnv>): string | null {
  const own = c.env.FANFARE_ADDRESS_HEADER;
  if (own === '') return null;
  const stated = c.req.header(own ?? 'CF-Connecting-IP');
  // Cloudflare always states one: elsewhere is a development server or a test.
  if (own === undefined && stated === undefined) return null;
  const address = read(c.env, own ?? 'CF-Connecting-IP', stated ?? '');
  if (address === null) tellOnce(own ?? 'CF-Connecting-IP');
  return address ?? UNREADABLE;
}

/** The client's address as evidence: null where it is not known. */
export function addressOf(c: Context<AppEnv>): string | null {
  const address = limitAddressOf(c);
  return address === UNREADABLE ? null : address;
}

function read(
  env: Pick<Installation, 'FANFARE_ADDRESS_HOPS'>,
  name: string,
  value: string,
): string | null {
  const hops = hopsOf(env);
  if (hops === null || !statesAddresses(name)) return null;
  const list = name.toLowerCase() === 'forwarded' ? forwardedFor(value) : value.split(',');
  return normalAddress(list?.at(-hops) ?? '');
}
