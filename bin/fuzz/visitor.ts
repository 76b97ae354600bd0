import { sendWithProof } from '../proof.ts';

/** Somebody with a browser of their own, as far as a server can tell: keeps cookies, states the origin. */
export class Visitor {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** The Cookie header; empty for somebody without any. */
  get cookie(): string {
    return Array.from(this.#cookies, ([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Sends a request and, when asked for it, the proof that a person does, as the pages do. */
  async send(method: string, path: string, body?: unknown): Promise<Response> {
    return sendWithProof(
      (verb, where, headers, content) => this.#once(verb, where, headers, content),
      method,
      path,
      body,
    );
  }

  async #once(
    method: string,
    path: string,
    headers: Record<string, string>,
    body: unknown,
  ): Promise<Response> {
    const bytes = body instanceof Uint8Array;
    const reply = await fetch(this.#origin + path, {
      method,
      redirect: 'manual',
      headers: {
        ...headers,
        cookie: this.cookie,
        ...(method === 'GET' ? {} : { origin: this.#origin }),
        ...(body === undefined ? {} : { 'content-type': bytes ? 'image/png' : 'application/json' }),
      },
      ...(body === undefined
        ? {}
        : { body: bytes ? new Blob([body.slice()]) : JSON.stringify(body) }),
    });
    for (const line of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return reply;
  }

  /**
   * The reply's JSON.
   * @throws on any status but 2xx: for what a run takes for granted.
   */
  async must<Reply>(method: string, path: string, body?: unknown): Promise<Reply> {
    const reply = await this.send(method, path, body);
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status}: ${text}`);
    return (text === '' ? null : JSON.parse(text)) as Reply;
  }
}

/** A guest, or a demo person of a role; a name makes a person of its own. */
export async function arrive(
  origin: string,
  as: 'guest' | 'fan' | 'brand' | 'moderator' | 'judge',
  name?: string,
): Promise<Visitor> {
  const visitor = new Visitor(origin);
  if (as === 'guest') await visitor.must('POST', '/api/session/guest');
  else await visitor.must('POST', '/dev/sign-in', { as, ...(name ? { name } : {}) });
  return visitor;
}
