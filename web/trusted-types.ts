/**
 * Trusted Types: on our pages a browser turns text into HTML or into a script's address only through a policy that the
 * server names (worker/routes/security-headers.ts). Besides Svelte's own there are these two.
 */

interface Policy {
  createHTML(html: string): unknown;
  createScriptURL(url: string): unknown;
}

interface PolicyRules {
  createHTML?: (html: string) => string | null;
  /** The browser adds the type, and where the address is to be used. */
  createScriptURL?: (url: string, type?: string, sink?: string) => string | null;
}

interface PolicyFactory {
  createPolicy(name: string, rules: PolicyRules): Policy;
}

// TypeScript's DOM library does not know the factory yet.
const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;

const TURNSTILE_SCRIPT = 'https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit';

/** That script under any of its addresses: an open page updates it now and then, by a copy with more parameters. */
function isTurnstileScript(address: string): boolean {
  const { origin, pathname } = new URL(address, location.href);
  return (
    origin === new URL(TURNSTILE_SCRIPT).origin &&
    /^\/turnstile\/v0\/([\w-]+\/)*api\.js$/.test(pathname)
  );
}

/** Becomes true where the server lets Cloudflare's widget in, once it is asked for. */
let turnstileAllowed = false;

/** Where files of our build are; while developing, workers are source files. */
const OWN_FILE = import.meta.env.DEV ? /^\/(assets|node_modules|web)\// : /^\/assets\/[\w.-]+$/;

/** A worker from a file of our build, or from a script that a file of our build has made. */
function isOwnWorker(url: string, sink: string): boolean {
  const { origin, pathname, protocol } = new URL(url, location.href);
  const isOurs = protocol === 'blob:' || OWN_FILE.test(pathname);
  return sink === 'Worker constructor' && origin === location.origin && isOurs;
}

/** Nothing, or one character by its name: how the Markdown parser looks names up. */
const HARMLESS = /^(&#?\w{1,40};)?$/;

/**
 * What libraries hand to the browser as mere text. They may empty an element, decode a character's name, and start workers from our own files: the map's,
 * the picture decoder's and the solver's of challenges. Null is a refusal.
 */
factory?.createPolicy('default', {
  createHTML: (html) => (HARMLESS.test(html) ? html : null),
  createScriptURL: (url, _type, sink = '') =>
    isOwnWorker(url, sink) || (turnstileAllowed && isTurnstileScript(url)) ? url : null,
});

const prose = factory?.createPolicy('fanfare-prose', { createHTML: (html) => html });

/** Marks HTML that the server has sanitised. On the server, and in browsers without Trusted Types, it stays a string. */
export function sanitisedHtml(html: string): string {
  return (prose?.createHTML(html) ?? html) as string;
}

let turnstileScript: string | undefined;

/**
 * The address of Cloudflare's widget, for a script element.
 * @throws where the server has not named the policy for it: it does so only when Turnstile is configured.
 */
export function allowTurnstile(): string {
  if (turnstileScript === undefined) {
    const policy = factory?.createPolicy('fanfare-turnstile', {
      createScriptURL: (url) => (url === TURNSTILE_SCRIPT ? url : null),
    });
    turnstileScript = (policy?.createScriptURL(TURNSTILE_SCRIPT) ?? TURNSTILE_SCRIPT) as string;
    turnstileAllowed = true;
  }
  return turnstileScript;
}
