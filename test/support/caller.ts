import { sendWithProof } from '../../bin/proof.ts';

/** A person's browser, as far as a server can tell: it keeps cookies and states its origin. */
export class Caller {
  readonly origin: string;
  readonly #cookies = new Map<string, string>();

  /** Go with every request: what a browser says of itself, or a proxy of its address. */
  headers: Record<string, string>;

  constructor(origin: string, headers: Record<string, string> = {}) {
    this.origin = origin;
    this.headers = headers;
  }

  /** Throws cookies away, as somebody does who wants to be somebody else; `kept` is not thrown away. */
  forget(kept: string): void {
    for (const name of [...this.#cookies.keys()]) if (name !== kept) this.#cookies.delete(name);
  }

  /** Sends a request and, when asked for it, the proof that a person does, as the pages do. */
  async send(method: string, path: string, body?: unknown): Promise<Response> {
    return sendWithProof(
      (verb, address, headers, content) => this.#once(verb, address, content, headers),
      method,
      path,
      body,
    );
  }

  async #once(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Response> {
    const binary = body instanceof Uint8Array;
    const reply = await fetch(this.origin + path, {
      method,
      redirect: 'manual',
      headers: {
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(method === 'GET' ? {} : { origin: this.origin }),
        ...(body === undefined
          ? {}
          : { 'content-type': binary ? 'application/octet-stream' : 'application/json' }),
        ...this.headers,
        ...headers,
      },
      ...(body === undefined ? {} : { body: binary ? (body as BodyInit) : JSON.stringify(body) }),
    });
    for (const line of reply.headers.getSetCookie()) this.#keep(line);
    return reply;
  }

  /**
   * What the server says, as JSON.
   * @throws when it says no: for everything that a test takes for granted.
   */
  async must<T>(method: string, path: string, body?: unknown): Promise<T> {
    const reply = await this.send(method, path, body);
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status}: ${text}`);
    return (text ? JSON.parse(text) : null) as T;
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';');
    const [name = '', ...value] = pair.split('=');
    const gone = attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute));
    if (gone || value.join('=') === '') this.#cookies.delete(name);
    else this.#cookies.set(name, value.join('='));
  }
}

/** Somebody without an account. */
export async function guestCaller(origin: string): Promise<Caller> {
  const caller = new Caller(origin);
  await caller.must('POST', '/api/session/guest');
  return caller;
}

/** A demo person; a fan with a name of its own is a person of its own. */
export async function demoCaller(
  origin: string,
  as: 'fan' | 'brand' | 'moderator' | 'judge',
  name?: string,
): Promise<Caller> {
  const caller = new Caller(origin);
  await caller.must('POST', '/dev/sign-in', name === undefined ? { as } : { as, name });
  return caller;
}
