import { env, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { mailSender, type Mail, type MailSender } from '../../worker/outbox/mail-sender.ts';
import { deliverDue, enqueueMail, nextDueMs, sweepOutbox } from '../../worker/outbox/outbox.ts';

const MINUTE_MS = 60_000;
const mail: Mail = {
  to: 'a@example.org',
  subject: 'Hello',
  text: 'code 123456',
  html: '<p>123456</p>',
};

/** Takes mails, or refuses them while `failing`. */
class Recorder implements MailSender {
  failing = false;
  readonly taken: string[] = [];

  async send({ to }: Mail, key: string): Promise<void> {
    if (this.failing) throw new Error('the mail service answered 503');
    this.taken.push(`${to} ${key}`);
  }
}

async function put(lifetimeMs = 60 * MINUTE_MS): Promise<void> {
  await enqueueMail(env, mail, { topic: 'sign-in-code', lifetimeMs }, () => {});
}

const rows = async () =>
  (await env.DB.prepare('SELECT * FROM outbox').all<Record<string, string | number | null>>())
    .results;

beforeEach(async () => {
  await env.DB.exec('DELETE FROM outbox');
});

describe('the outbox', () => {
  it('sends a mail once, and then forgets what it said', async () => {
    await put();
    const sender = new Recorder();
    await deliverDue(env, Date.now(), sender);
    await deliverDue(env, Date.now() + 10 * MINUTE_MS, sender);
    expect(sender.taken).toHaveLength(1);
    expect(await rows()).toEqual([
      expect.objectContaining({ text: '', html: '', sent_at_ms: expect.any(Number) }),
    ]);
  });

  it('sends a mail once, however many try at the same moment', async () => {
    for (let mails = 0; mails < 5; mails++) await put();
    const sender = new Recorder();
    await Promise.all(Array.from({ length: 4 }, () => deliverDue(env, Date.now(), sender)));
    expect(new Set(sender.taken).size).toBe(5);
    expect(sender.taken).toHaveLength(5);
  });

  it('keeps what could not be sent, waits, and tries again under the same key', async () => {
    await put();
    const sender = new Recorder();
    sender.failing = true;
    await deliverDue(env, Date.now(), sender);
    const [row] = await rows();
    expect(row).toMatchObject({ attempts: 1, sent_at_ms: null, text: mail.text });
    expect(row?.last_error).toBe('the mail service answered 503');
    sender.failing = false;
    await deliverDue(env, Date.now(), sender);
    expect(sender.taken).toEqual([]);
    const dueMs = await nextDueMs(env, Date.now());
    await deliverDue(env, dueMs ?? 0, sender);
    expect(sender.taken).toEqual([`${mail.to} ${row?.id}`]);
  });

  it('takes up what a process that died had claimed', async () => {
    await put();
    const dying: MailSender = { send: () => new Promise(() => {}) };
    void deliverDue(env, Date.now(), dying);
    await vi.waitFor(async () => expect((await rows())[0]?.attempts).toBe(1));
    const sender = new Recorder();
    await deliverDue(env, Date.now(), sender);
    expect(sender.taken).toEqual([]);
    await deliverDue(env, Date.now() + 2 * MINUTE_MS, sender);
    expect(sender.taken).toHaveLength(1);
  });

  it('does not send a code that has expired', async () => {
    await put(MINUTE_MS);
    const sender = new Recorder();
    await deliverDue(env, Date.now() + 2 * MINUTE_MS, sender);
    expect(sender.taken).toEqual([]);
    expect(await nextDueMs(env, Date.now() + 2 * MINUTE_MS)).toBeNull();
  });

  it('is swept a day later', async () => {
    await put(MINUTE_MS);
    await sweepOutbox(env, Date.now() + 2 * MINUTE_MS);
    expect(await rows()).toHaveLength(1);
    await sweepOutbox(env, Date.now() + 25 * 60 * MINUTE_MS);
    expect(await rows()).toEqual([]);
  });

  it('is looked at by an alarm, which the earlier of two wishes sets', async () => {
    const pump = env.OUTBOX_PUMP.getByName('test');
    const laterMs = Date.now() + 10 * MINUTE_MS;
    await pump.wakeBy(laterMs);
    await pump.wakeBy(laterMs - MINUTE_MS);
    await pump.wakeBy(laterMs + MINUTE_MS);
    const alarmMs = await runInDurableObject(pump, (_, state) => state.storage.getAlarm());
    expect(alarmMs).toBe(laterMs - MINUTE_MS);
    expect(await runDurableObjectAlarm(pump)).toBe(true);
  });
});

describe('the mail service', () => {
  const configured = {
    ...env,
    FANFARE_DEMO: '0',
    MAIL_ENDPOINT: 'https://mail.example/emails',
    MAIL_TOKEN: 'secret-token',
    MAIL_FROM: 'Fanfare <play@example.org>',
  };

  it('is given the mail as JSON, with the token and a key', async () => {
    const post = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('{}'));
    await mailSender(configured)?.send(mail, 'key-1');
    const [address, request] = post.mock.calls[0] ?? [];
    expect(address).toBe('https://mail.example/emails');
    expect(JSON.parse(String(request?.body))).toEqual({ from: configured.MAIL_FROM, ...mail });
    expect(new Headers(request?.headers).get('authorization')).toBe('Bearer secret-token');
    expect(new Headers(request?.headers).get('idempotency-key')).toBe('key-1');
    post.mockRestore();
  });

  it('is reported by its status alone when it refuses', async () => {
    const post = vi
      .spyOn(globalThis, 'fetch')
      .mockResolvedValue(new Response('no such recipient a@example.org', { status: 422 }));
    await expect(mailSender(configured)?.send(mail, 'key-1')).rejects.toThrow(
      /^the mail service answered 422$/,
    );
    post.mockRestore();
  });

  it('is not used by a demo, and missed by an installation without one', async () => {
    expect(mailSender(env)).toBeNull();
    const missing = mailSender({ ...env, FANFARE_DEMO: '0' });
    await expect(missing?.send(mail, 'key-1')).rejects.toThrow('MAIL_ENDPOINT');
  });
});
