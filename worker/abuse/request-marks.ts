import type { Context } from 'hono';
import { deviceOf } from '../auth/device-cookie.ts';
import type { AppEnv } from '../env.ts';
import { addressOf, limitAddressOf } from './client-address.ts';
import { CAME_FROM_HEADER } from '../wire/came-from.ts';

/** What a request says about where it comes from, as it says it. Never stored like this. */
export interface RequestMarks {
  /** This browser, whoever uses it. */
  device: string;
  /** IPv4 or IPv6; null where nobody trustworthy states it. */
  address: string | null;
  /** The same for budgets, where addresses that cannot be read are one: see limitAddressOf. */
  limitAddress: string | null;
  /** Number of the autonomous system, where Cloudflare states it. */
  asn: number | null;
  /** Browser, system and language in one string. */
  agent: string;
  /** Host of the site whose link led here, as the page remembers it; null for none. */
  cameFrom: string | null;
}

const MAX_CHARACTERS = 400;
const HOST = /^[a-z0-9.-]{1,100}$/;

/** Reads the marks of a request; a browser without a device cookie gets one with the reply. */
export function requestMarks(c: Context<AppEnv>): RequestMarks {
  const { cf } = c.req.raw as { cf?: { asn?: unknown } };
  const agent = ['User-Agent', 'Accept-Language', 'Sec-CH-UA', 'Sec-CH-UA-Platform']
    .map((name) => c.req.header(name) ?? '')
    .join('\n');
  const cameFrom = c.req.header(CAME_FROM_HEADER)?.toLowerCase() ?? '';
  return {
    device: deviceOf(c),
    address: addressOf(c),
    limitAddress: limitAddressOf(c),
    asn: typeof cf?.asn === 'number' ? cf.asn : null,
    agent: agent.slice(0, MAX_CHARACTERS),
    cameFrom: HOST.test(cameFrom) ? cameFrom : null,
  };
}
