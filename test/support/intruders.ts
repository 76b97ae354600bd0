import type { BrowserContext } from 'playwright-core';

/** Looks for everything by which a text could have become more than a text. */
export function listen(context: BrowserContext, ownOrigin: string): string[] {
  const heard: string[] = [];
  context.on('dialog', (dialog) => {
    heard.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) heard.push(message.text());
  });
  context.on('weberror', (error) => heard.push(error.error().message));
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    const own = origin === ownOrigin || ['data:', 'blob:', 'about:'].includes(protocol);
    if (!own) heard.push(`a request to ${request.url()}`);
  });
  return heard;
}

/** What of the page is markup that we did not write; runs in the browser. */
export function intruders(): string[] {
  const found: string[] = [];
  for (const element of document.querySelectorAll('*')) {
    const tag = element.outerHTML.slice(0, 120);
    for (const name of element.getAttributeNames()) {
      const value = element.getAttribute(name) ?? '';
      if (name.startsWith('on')) found.push(`a handler: ${tag}`);
      if (/^\W*(javascript|vbscript|data:text)/i.test(value) && /href|src|action/.test(name))
        found.push(`an address: ${tag}`);
    }
    if (
      /^(iframe|object|embed|base|marquee|math|foreignobject|template|form)$/i.test(
        element.localName,
      )
    ) {
      if (element.localName !== 'form' || element.hasAttribute('action'))
        found.push(`an element: ${tag}`);
    }
    if (element.localName === 'script' && element.getAttribute('type') !== 'application/json') {
      if (!(element as HTMLScriptElement).nonce) found.push(`a script: ${tag}`);
    }
  }
  if ('__xss' in window) found.push('a vector has run');
  return found;
}
