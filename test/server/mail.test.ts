import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startServer } from '../support/server.ts';

interface Received {
  authorization: string | undefined;
  key: string | undefined;
  mail: { from: string; to: string; subject: string; text: string; html: string };
}

/** A mail service as the worker knows one: takes JSON, or is down. */
class MailService {
  down = true;
  readonly refusedKeys: (string | undefined)[] = [];
  readonly received: Received[] = [];
  #server!: Server;

  async start(): Promise<string> {
    this.#server = createServer(async (request, reply) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const key = request.headers['idempotency-key'] as string | undefined;
      if (this.down) this.refusedKeys.push(key);
      else {
        const mail = JSON.parse(Buffer.concat(chunks).toString()) as Received['mail'];
        this.received.push({ authorization: request.headers.authorization, key, mail });
      }
      reply.writeHead(this.down ? 503 : 200).end('{}');
    });
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/emails`;
  }

  stop(): Promise<unknown> {
    this.#server.closeAllConnections();
    return new Promise((done) => this.#server.close(done));
  }
}

let dataDir: string;
const service = new MailService();
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'fanfare-'));
});
afterEach(async () => {
  await service.stop();
  await rm(dataDir, { recursive: true, force: true });
});

it('delivers a sign-in code although the mail service was down and the server was killed meanwhile', async () => {
  const env = {
    MAIL_ENDPOINT: await service.start(),
    MAIL_TOKEN: 'token-of-the-service',
    MAIL_FROM: 'Fanfare <play@example.org>',
  };
  const first = await startServer({ dataDir, env, args: ['--no-demo'] });
  const asked = await fetch(`${first.origin}/api/auth/email-otp/send-verification-otp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ann@example.org' }),
  });
  expect(asked.status).toBe(200);
  await vi.waitFor(() => expect(service.refusedKeys).toHaveLength(1), { timeout: 10_000 });
  // It has said so in its log by then, where the mail must not stand.
  await vi.waitFor(() => expect(first.output()).toContain('answered 503'), { timeout: 10_000 });
  await first.kill9();

  service.down = false;
  const second = await startServer({ dataDir, port: first.port, env, args: ['--no-demo'] });
  await vi.waitFor(() => expect(service.received).toHaveLength(1), { timeout: 90_000 });
  const [{ authorization, key, mail }] = service.received as [Received];
  expect(authorization).toBe('Bearer token-of-the-service');
  expect(key).toBe(service.refusedKeys[0]);
  expect(mail).toMatchObject({ from: 'Fanfare <play@example.org>', to: 'ann@example.org' });

  const otp = /\b\d{6}\b/.exec(mail.text)?.[0];
  const entered = await fetch(`${second.origin}/api/auth/sign-in/email-otp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ann@example.org', otp }),
  });
  expect(entered.status).toBe(200);
  // What the server printed is read by whoever runs it: neither addresses nor codes belong there.
  const printed = first.output() + second.output();
  expect(printed).not.toContain('ann@example.org');
  expect(printed).not.toContain(String(otp));
  await second.stop();
});
