/** Hosts that name this machine itself. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
/**
 * Addresses of networks that no public service lives in: private, link-local (cloud metadata), shared, for benchmarks and documentation,
 * unspecified, multicast, reserved, and IPv4 addresses in IPv6 ones (IANA's special-purpose registries).
 */
const PRIVATE =
  /^(0\.|10\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|192\.168\.|192\.0\.[02]\.|198\.1[89]\.|198\.51\.100\.|203\.0\.113\.|2(2[4-9]|[345]\d)\.|\[(::|f[cd]|fe[89ab]|ff|64:ff9b|100:|2001:(0?db8:|[01]?:)|2002:))/i;
/** Names that no public service has: of a network's own, and names without a dot. */
const LOCAL_NAME =
  /(^|\.)(internal|local|localdomain|localhost|lan|home|corp|intranet|arpa)\.?$|^[^.]+\.?$/i;

/**
 * Whether the server may send anything to an address, with the secrets that travel along: HTTPS to a public host, or this machine itself
 * (a relay beside the server, a test). Both addresses it ever sends to, for mails and for Turnstile, are an operator's settings;
 * but one that is mistaken would send codes in the clear, or into a network that trusts whoever is inside. What a public
 * name resolves to is not looked at.
 */
export function isSafeEndpoint(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username || password) return false;
  if (LOOPBACK.test(hostname)) return protocol === 'http:' || protocol === 'https:';
  const isName = !hostname.startsWith('[');
  return protocol === 'https:' && !PRIVATE.test(hostname) && !(isName && LOCAL_NAME.test(hostname));
}
