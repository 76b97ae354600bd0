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
  const { host, hostname, protocol } = new URL(origin);
  if (host !== new URL(url).host) return false;
  // The request's own host, too: a deployment may have several names, and its certificate proves each of them.
  if (protocol === 'https:') return true;
  // Without HTTPS one machine may be reached as localhost or by address. Any other name may have been pointed here by whoever owns
  // it, and where HTTPS is spoken, a page that came without it may have been written by anybody on the way.
  return (
    protocol === 'http:' && !ownOrigin.startsWith('https:') && NAMES_NOBODY_OWNS.test(hostname)
  );
}

const NAMES_NOBODY_OWNS = /^(localhost|\d+(\.\d+){3}|\[[\da-f:.]+\])$/;
