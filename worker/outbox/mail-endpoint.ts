/** Hosts that name this machine itself. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
/** Addresses of networks that no public service lives in: private, link-local (cloud metadata), shared, unspecified. */
const PRIVATE =
  /^(0\.|10\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|192\.168\.|\[(::|f[cd]|fe[89ab]))/i;

/**
 * Whether mails may be posted to an address: HTTPS to a public host, or this machine itself (a relay beside the server, a
 * test). It is the one address that the server ever sends anything to, and an operator's setting; but one that is
 * mistaken would send codes in the clear, or into a network that trusts whoever is inside.
 */
export function isMailEndpoint(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username || password) return false;
  if (LOOPBACK.test(hostname)) return protocol === 'http:' || protocol === 'https:';
  return protocol === 'https:' && !PRIVATE.test(hostname);
}
