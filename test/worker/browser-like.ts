import { exports } from 'cloudflare:workers';
import { sendWithProof } from '../../bin/proof.ts';

/** A person's browser, as far as the worker can tell: it keeps cookies and states its origin. */
export class Caller {
  readonly #cookies = new Map<string, string>();

  /** The Cookie header it would send. */
  get cookies(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  dropCookie(name: string): void {
    this.#cookies.delete(name);
  }

  /** Sends a request and, when asked for it, the proof that a person does, as the pages do. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return sendWithProof(
      (verb, address, more, content) => this.once(verb, address, content, { ...headers, ...more }),
      method,
      path,
      body,
    );
  }

  /** Sends a request as it is. */
  async once(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const reply = await exports.default.fetch(`http://localhost${path}`, {
      method,
      redirect: 'manual',
      headers: {
        'user-agent': 'A browser of the tests',
        'accept-language': 'en',
        ...(this.#cookies.size > 0 ? { cookie: this.cookies } : {}),
        ...(method === 'GET' ? {} : { origin: 'http://localhost' }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    for (const line of reply.headers.getSetCookie()) this.#keep(line);
    return reply;
  }

  /** Sends the bytes of a file, as the upload page does. */
  async upload(path: string, bytes: Uint8Array): Promise<Response> {
    return exports.default.fetch(`http://localhost${path}`, {
      method: 'POST',
      headers: {
        cookie: this.cookies,
        origin: 'http://localhost',
        'content-type': 'application/octet-stream',
      },
      body: bytes as BodyInit,
    });
  }

  /** Another browser with the same cookies: what happens to one does not change the other. */
  clone(): Caller {
    const copy = new Caller();
    for (const [name, value] of this.#cookies) copy.setCookie(name, value);
    return copy;
  }

  async json<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: T }> {
    const reply = await this.send(method, path, body);
    return { status: reply.status, body: (await reply.json()) as T };
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';');
    const [name = '', ...value] = pair.split('=');
    const gone = attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute));
    if (gone || value.join('=') === '') this.#cookies.delete(name);
    else this.#cookies.set(name, value.join('='));
  }
}

/** A browser in which a demo person has signed in. */
export async function signedIn(
  as: 'fan' | 'brand' | 'moderator' | 'judge',
  name?: string,
): Promise<Caller> {
  const caller = new Caller();
  const reply = await caller.send('POST', '/dev/sign-in', { as, ...(name ? { name } : {}) });
  if (!reply.ok) throw new Error(`demo sign-in answered ${reply.status}: ${await reply.text()}`);
  return caller;
}
