/**
 * Whether a request comes from our own pages. Browsers send Origin with every unsafe request and with every
 * WebSocket handshake, and Sec-Fetch-Site besides; a page can forge neither. A request with neither header is
 * no browser's (a script, a test, a server), so no foreign page can have caused it: cookies it carries are its own.
 */
export function isOwnOrigin(headers: Headers, url: string, ownOrigin: string): boolean {
  const origin = headers.get('Origin');
  const site = headers.get('Sec-Fetch-Site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return false;
  if (origin === null || origin === ownOrigin) return true;
  if (!URL.canParse(origin)) return false;
  // The request's own host, too: one machine may be reached as localhost, by address or by name. But where HTTPS is
  // spoken, a page that came without it may have been written by anybody on the way.
  const { host, protocol } = new URL(origin);
  return host === new URL(url).host && (protocol === 'https:' || !ownOrigin.startsWith('https:'));
}
