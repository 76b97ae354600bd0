import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Route } from 'playwright-core';

/** What the widget does once it is shown. */
export type WidgetMode =
  'token' | 'old token' | 'press first' | 'error' | 'unsupported' | 'silent' | 'updates itself';

/** What the verifying service does when it is asked about a token. */
export type ServiceMode = 'honest' | 'no' | 'nonsense' | 'gone' | 'silent';

/** Whether the browser can have the script at all; `late` waits for `release`. */
export type ScriptMode = 'there' | 'blocked' | 'late' | 'another';

/**
 * Cloudflare Turnstile on this machine: the script and the frame, put in place of the real addresses in a browser, and
 * the verifying service. The script does what the real one does where policies of ours could stand in its way: it makes a
 * sandboxed frame of its own origin within a closed shadow root, styles it by script, talks to it by messages, looks for its own
 * script element, and can replace that by a newer copy of itself.
 */
export interface FakeTurnstile {
  /** For TURNSTILE_ENDPOINT. */
  endpoint: string;
  widget: WidgetMode;
  service: ServiceMode;
  script: ScriptMode;
  /** Lets a late script arrive. */
  release: () => void;
  /** Tokens that were asked about, in turn. */
  asked: string[];
  /** Addresses under which the script was fetched. */
  fetched: string[];
  install(context: BrowserContext): Promise<void>;
  stop(): Promise<void>;
}

const ORIGIN = 'https://challenges.cloudflare.com';

/** Runs in the page, in place of api.js. */
function script(origin: string): void {
  interface Options extends Record<string, unknown> {
    sitekey: string;
    action: string;
    cData: string;
  }
  const own = [...document.scripts].find(({ src }) => src.startsWith(`${origin}/turnstile/v0/`));
  if (!own) throw new Error('cannot find my own script element');
  const updated = new URL(own.src).searchParams.get('_upgrade') === 'true';
  const widgets = new Map<
    string,
    { host: HTMLElement; frame: HTMLIFrameElement; options: Options }
  >();
  const call = (options: Options, name: string, ...given: unknown[]) => {
    const callback = options[name];
    if (typeof callback !== 'function') throw new Error(`there is no ${name}`);
    return (callback as (...all: unknown[]) => unknown)(...given);
  };
  addEventListener('message', ({ origin: from, source, data }) => {
    if (from !== origin) return;
    const found = [...widgets.values()].find(({ frame }) => frame.contentWindow === source);
    if (!found) return;
    const { event, token } = data as { event: string; token: string };
    if (event === 'update' && !updated) {
      const next = document.createElement('script');
      const address = new URL(own.src);
      address.searchParams.set('_upgrade', 'true');
      if (own.nonce) next.nonce = own.nonce;
      next.src = address.toString();
      next.onload = () => call(found.options, 'callback', token);
      own.replaceWith(next);
    } else if (event === 'error-callback') call(found.options, event, '300030');
    else call(found.options, event === 'update' ? 'callback' : event, token);
  });
  Object.assign(globalThis, {
    turnstile: {
      render(container: HTMLElement, options: Options) {
        const { sitekey, action, cData } = options;
        const wellFormed =
          /^[\w-]{3,100}$/.test(sitekey) &&
          /^[\w-]{0,32}$/.test(action) &&
          /^[\w\-=]{0,255}$/.test(cData);
        if (!wellFormed) throw new Error('a parameter is not what it should be');
        if (!container.isConnected) throw new Error('the container is not on the page');
        const id = `cf-chl-widget-${widgets.size + 1}`;
        const host = document.createElement('div');
        const frame = document.createElement('iframe');
        frame.style.border = 'none';
        frame.style.width = options['size'] === 'compact' ? '150px' : '100%';
        frame.style.height = options['size'] === 'compact' ? '140px' : '65px';
        frame.title = 'Widget containing a Cloudflare security challenge';
        frame.setAttribute('sandbox', 'allow-same-origin allow-scripts allow-popups');
        const query = new URLSearchParams({ action, cData });
        frame.setAttribute('src', `${origin}/cdn-cgi/challenge-platform/turnstile?${query}`);
        host.attachShadow({ mode: 'closed' }).append(frame);
        container.append(host);
        widgets.set(id, { host, frame, options });
        return id;
      },
      remove(id: string) {
        widgets.get(id)?.host.remove();
        widgets.delete(id);
      },
    },
  });
}

/** Runs in the frame. */
function frame(mode: WidgetMode, token: string): void {
  const say = (event: string) => parent.postMessage({ event, token }, '*');
  if (mode === 'token' || mode === 'old token') say('callback');
  if (mode === 'error') say('error-callback');
  if (mode === 'unsupported') say('unsupported-callback');
  if (mode === 'updates itself') say('update');
  if (mode !== 'press first') return;
  say('before-interactive-callback');
  const button = document.createElement('button');
  button.textContent = 'I am a person';
  button.onclick = () => say('callback');
  document.body.append(button);
}

const page = (mode: WidgetMode, token: string) =>
  `<!doctype html><html lang="en"><title>Check</title><body><script>(${frame.toString()})(${JSON.stringify(mode)}, ${JSON.stringify(token)})</script></body></html>`;

/** Starts the verifying service; `install` puts the rest into a browser. */
export async function fakeTurnstile(): Promise<FakeTurnstile> {
  let issued = 0;
  const used = new Set<string>();

  /** As the real service: a token is good once, and tells what it was issued for. */
  function verdict(token: string): unknown {
    const [action, cdata] = token.split('.');
    if (fake.service === 'nonsense') return 'yes, of course';
    if (fake.service === 'no') return { success: false, 'error-codes': ['invalid-input-response'] };
    if (used.has(token)) return { success: false, 'error-codes': ['timeout-or-duplicate'] };
    used.add(token);
    return { success: true, action, cdata };
  }

  const service = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const token = (JSON.parse(text) as { response: string }).response;
      fake.asked.push(token);
      if (fake.service === 'gone') request.socket.destroy();
      else if (fake.service !== 'silent') response.end(JSON.stringify(verdict(token)));
    });
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));

  let late = Promise.withResolvers<void>();
  let oldToken: string | undefined;

  async function serveScript(route: Route): Promise<void> {
    fake.fetched.push(route.request().url());
    if (fake.script === 'blocked') return route.abort('blockedbyclient');
    if (fake.script === 'late') await late.promise;
    // Bundlers may have put a name helper into functions that are written out.
    const code = `globalThis.__name ??= (value) => value; (${script.toString()})(${JSON.stringify(ORIGIN)})`;
    const body = fake.script === 'another' ? '"nothing of use"' : code;
    return route.fulfill({
      contentType: 'text/javascript',
      headers: { 'Access-Control-Allow-Origin': '*' },
      body,
    });
  }

  async function serveFrame(route: Route): Promise<void> {
    const query = new URL(route.request().url()).searchParams;
    const fresh = `${query.get('action') ?? ''}.${query.get('cData') ?? ''}.${++issued}`;
    oldToken ??= fresh;
    const token = fake.widget === 'old token' ? oldToken : fresh;
    return route.fulfill({ contentType: 'text/html', body: page(fake.widget, token) });
  }

  const fake: FakeTurnstile = {
    endpoint: `http://127.0.0.1:${(service.address() as AddressInfo).port}/siteverify`,
    widget: 'token',
    service: 'honest',
    script: 'there',
    asked: [],
    fetched: [],
    release() {
      late.resolve();
      late = Promise.withResolvers<void>();
    },
    async install(context) {
      await context.route(`${ORIGIN}/**`, (route) =>
        new URL(route.request().url()).pathname.endsWith('/api.js')
          ? serveScript(route)
          : serveFrame(route),
      );
    },
    async stop() {
      service.closeAllConnections();
      await new Promise((resolve) => service.close(resolve));
    },
  };
  return fake;
}
