import type { Installation } from '../installation.ts';

/**
 * Stands in limits for the address of everybody whose address should be stated and cannot be read: they share one, since no limit at
 * all would be for whoever finds out how to be unreadable. It is evidence of nothing.
 */
export const UNREADABLE = 'unreadable';

/** The name of a header, by RFC 9110: a token. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;
/** Headers that say something else, most of them as the client likes. */
const NEVER_AN_ADDRESS =
  /^(accept|authorization|cache-|connection$|content-|cookie|date$|expect$|host$|if-|keep-alive$|origin$|pragma$|proxy-|range$|referer$|sec-|te$|trailer$|transfer-|upgrade|user-agent$|via$|x-fanfare-)/i;

/** Most proxies that may stand in front. */
const MOST_HOPS = 10;

/** Whether a header of this name can be meant to state addresses. */
export const statesAddresses = (name: string) => TOKEN.test(name) && !NEVER_AN_ADDRESS.test(name);

/** How many proxies of the operator's own append to the list; null when that cannot be read. */
export function hopsOf({ FANFARE_ADDRESS_HOPS: text }: Pick<Installation, 'FANFARE_ADDRESS_HOPS'>) {
  const hops = Number(text || '1');
  return Number.isInteger(hops) && hops >= 1 && hops <= MOST_HOPS ? hops : null;
}
