import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import type { Shot } from './requests.ts';
import { toJson } from './strange-values.ts';

/** What came back, or why nothing did. */
export type Answer =
  | { kind: 'reply'; status: number; headers: IncomingHttpHeaders; text: string; tookMs: number }
  | { kind: 'socket'; tookMs: number }
  | { kind: 'broken'; why: string; tookMs: number };

/** A reply that takes longer than this counts as none. */
const PATIENCE_MS = 15_000;
const MOST_TEXT = 4_000_000;

/** Sends requests over connections that are kept open. */
export class Sender {
  readonly #origin: URL;
  readonly #agent: Agent;

  constructor(origin: string, connections: number) {
    this.#origin = new URL(origin);
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  close(): void {
    this.#agent.destroy();
  }

  /**
   * Sends a request and waits for the end of its reply. A connection that was kept open may be closed by the server just
   * then; as any client does, the request is then sent once more on a fresh one.
   */
  async send(shot: Shot): Promise<Answer> {
    const answer = await this.#once(shot);
    return answer.kind === 'broken' && answer.why === 'stale' ? this.#once(shot, false) : answer;
  }

  #once(shot: Shot, pooled = !shot.socket): Promise<Answer> {
    const startedAtMs = performance.now();
    const tookMs = () => performance.now() - startedAtMs;
    const payload = payloadOf(shot);
    return new Promise((resolve) => {
      const broken = (why: string) => resolve({ kind: 'broken', why, tookMs: tookMs() });
      let sent;
      try {
        sent = request({
          host: this.#origin.hostname,
          port: this.#origin.port,
          agent: pooled ? this.#agent : false,
          method: shot.method,
          path: shot.path,
          headers: headersOf(shot, payload),
          timeout: PATIENCE_MS,
        });
      } catch (error) {
        // Node itself refuses to write such a request.
        resolve({ kind: 'broken', why: `unsendable: ${String(error)}`, tookMs: 0 });
        return;
      }
      sent.on('timeout', () => sent.destroy(new Error('no reply in time')));
      sent.on('error', (error: NodeJS.ErrnoException) => {
        const stale = sent.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(error.code ?? '');
        broken(stale ? 'stale' : (error.code ?? error.message));
      });
      sent.on('upgrade', (_reply, socket) => {
        // A frame of text, one of an unknown kind, and the end.
        socket.on('error', () => undefined);
        socket.write(Buffer.from([0x81, 0x84, 0, 0, 0, 0, 0x70, 0x69, 0x6e, 0x67]));
        socket.write(Buffer.from([0x83, 0x80, 0, 0, 0, 0]));
        socket.end(Buffer.from([0x88, 0x80, 0, 0, 0, 0]));
        resolve({ kind: 'socket', tookMs: tookMs() });
      });
      sent.on('response', (reply) => {
        const chunks: Buffer[] = [];
        let sizeBytes = 0;
        reply.on('data', (chunk: Buffer) => {
          sizeBytes += chunk.length;
          if (sizeBytes < MOST_TEXT) chunks.push(chunk);
        });
        reply.on('error', () => broken('the reply broke off'));
        reply.on('end', () => {
          const { statusCode: status = 0, headers } = reply;
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({ kind: 'reply', status, headers, text, tookMs: tookMs() });
        });
      });
      if (payload && shot.chunked) {
        for (let at = 0; at < payload.length; at += 7_001)
          sent.write(payload.subarray(at, at + 7_001));
        sent.end();
      } else sent.end(payload ?? undefined);
    });
  }
}

function payloadOf({ method, raw, body }: Shot): Buffer | null {
  if (method === 'GET' || method === 'HEAD') return null;
  if (raw !== null) return Buffer.from(raw as string);
  return body === undefined ? null : Buffer.from(toJson(body));
}

function headersOf(shot: Shot, payload: Buffer | null): Record<string, string[] | string> {
  const headers: Record<string, string[]> = {};
  for (const [name, value] of shot.headers) (headers[name] ??= []).push(value);
  const socket = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  return {
    ...headers,
    ...(shot.socket ? socket : headers['upgrade'] ? { connection: 'Upgrade' } : {}),
    ...(!payload
      ? {}
      : shot.chunked
        ? { 'transfer-encoding': 'chunked' }
        : { 'content-length': String(payload.length) }),
  };
}

/** A request as one line that a shell sends again; long bodies are cut off, since `--only` makes them anew. */
export function asCommand(shot: Shot, origin: string): string {
  const quote = (text: string) => `'${text.slice(0, 400).replaceAll("'", `'\\''`)}'`;
  const headers = shot.headers
    .filter(([name]) => name !== 'cookie')
    .map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`);
  const payload = payloadOf(shot)?.toString('utf8');
  const body = payload === undefined ? [] : [`--data-binary ${quote(payload)}`];
  const how = [shot.chunked ? 'in chunks' : '', shot.socket ? 'as WebSocket' : '', ...shot.changes];
  const words = ['curl -i -X', shot.method, quote(origin + shot.path), ...headers, ...body];
  return `${words.join(' ')}   # as ${shot.role}: ${how.filter(Boolean).join(', ') || 'valid'}`;
}
