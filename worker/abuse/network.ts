import { isIP } from 'node:net';

/** An IPv4 address inside an IPv6 one, as dual-stack sockets state it (RFC 4291, 2.5.5.2). */
const MAPPED = /^0:0:0:0:0:ffff:([0-9a-f]+):([0-9a-f]+)$/;
const DOTTED_END = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/;

/**
 * An address as a proxy states it, in the one form in which it is compared: without port, brackets and zone, IPv4 as such
 * even inside IPv6, IPv6 as eight groups. Null for what is no address.
 */
export function normalAddress(stated: string): string | null {
  const text = stated.trim();
  const bare =
    /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  const address = bare.split('%', 1)[0] ?? '';
  const family = isIP(address);
  if (family === 4) return address;
  if (family !== 6) return null;
  const groups = groupsOf(address).join(':');
  const [, high, low] = MAPPED.exec(groups) ?? [];
  return high && low ? dotted(parseInt(high, 16), parseInt(low, 16)) : groups;
}

/** The address of one customer: an IPv4 address, or an IPv6 /64, which is the least that a customer has. */
export function networkOf(address: string): string {
  return address.includes(':') ? groupsOf(address).slice(0, 4).join(':') : address;
}

/** Addresses that usually belong to one site or one provider's pool: an IPv4 /24, an IPv6 /48. */
export function addressBlock(address: string): string {
  if (address.includes(':')) return groupsOf(address).slice(0, 3).join(':');
  return address.split('.').slice(0, 3).join('.');
}

/** The eight groups of an IPv6 address, however it is written. */
function groupsOf(address: string): string[] {
  const inHex = address.replace(DOTTED_END, (_, a: string, b: string, c: string, d: string) =>
    [Number(a) * 256 + Number(b), Number(c) * 256 + Number(d)].map((n) => n.toString(16)).join(':'),
  );
  const [head = '', tail] = inHex.toLowerCase().split('::') as [string, string?];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(gap).fill('0'), ...right].map((group) =>
    group.replace(/^0+(?=.)/, ''),
  );
}

const dotted = (high: number, low: number) =>
  [high >> 8, high & 255, low >> 8, low & 255].join('.');
