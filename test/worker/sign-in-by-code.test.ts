import { env } from 'cloudflare:test';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { personOf, type Person } from '../../worker/auth/session.ts';
import { advanceClock, nowMs } from '../../worker/clock.ts';
import type { AppEnv } from '../../worker/env.ts';
import type { DevMail } from '../../worker/wire/pages-dev.ts';
import { Caller, signedIn } from './browser-like.ts';
import { code, me } from './people-world.ts';

/** Whom the worker's own code sees behind a browser's cookies. */
async function personBehind(caller: Caller): Promise<Person | null> {
  const probe = new Hono<AppEnv>().get('/', async (c) => c.json(await personOf(c)));
  const reply = await probe.request('/', { headers: { cookie: caller.cookies } }, env);
  return (await reply.json()) as Person | null;
}

async function newestCode(email: string): Promise<string> {
  const { body } = await new Caller().json<{ mails: DevMail[] }>('GET', '/dev/mail.json');
  const mail = body.mails.find(({ to }) => to === email);
  return /\b\d{6}\b/.exec(mail?.text ?? '')?.[0] ?? '';
}

const askForCode = (caller: Caller, email: string) =>
  caller.json('POST', '/api/auth/email-otp/send-verification-otp', { email, type: 'sign-in' });
const enterCode = (caller: Caller, email: string, otp: string) =>
  caller.json('POST', '/api/auth/sign-in/email-otp', { email, otp });

describe('signing in by e-mail code', () => {
  it('proves an address, and remembers which guest the person was', async () => {
    const caller = new Caller();
    await caller.send('POST', '/api/session/guest');
    const { person: guest } = await me(caller);
    expect(await personBehind(caller)).toMatchObject({ id: guest?.id, formerGuestId: null });
    expect((await askForCode(caller, 'Ann@Example.org')).status).toBe(200);
    const reply = await enterCode(caller, 'ann@example.org', await newestCode('ann@example.org'));
    expect(reply.status).toBe(200);
    expect(JSON.stringify(reply.body)).not.toContain('token');
    const { person } = await me(caller);
    expect(person).toMatchObject({ kind: 'verified', email: 'ann@example.org' });
    expect(person?.id).toMatch(/^u_/);
    const known = await personBehind(caller);
    expect(known).toMatchObject({ id: person?.id, formerGuestId: guest?.id });
    expect(known?.verifiedAtMs).toBeGreaterThan(0);
  });

  it('makes the same person of the same address, whichever the browser', async () => {
    const ids: (string | undefined)[] = [];
    for (let browser = 0; browser < 2; browser++) {
      const caller = new Caller();
      await askForCode(caller, 'twice@example.org');
      await enterCode(caller, 'twice@example.org', await newestCode('twice@example.org'));
      ids.push((await me(caller)).person?.id);
    }
    expect(ids[0]).toBe(ids[1]);
  });

  it('survives the loss of the cached session', async () => {
    const caller = await signedIn('fan', 'Cache');
    caller.dropCookie('fanfare.session_data');
    expect((await me(caller)).person?.kind).toBe('verified');
    expect(caller.cookies).toContain('fanfare.session_data');
  });

  it('survives a cached session that is damaged, and cookies that ran together on their way', async () => {
    const caller = await signedIn('fan', 'Damaged');
    const session = caller.cookies;
    const copy = /session_data=([^;]+)/.exec(session)?.[1] ?? '';
    const cut = session.replace(copy, copy.slice(0, 100));
    for (const cookie of [`${session}, a=b`, session.replace(copy, '!'), `${cut} x`, cut]) {
      const reply = await new Caller().once('GET', '/api/me', undefined, { cookie });
      expect(reply.status, cookie).toBe(200);
      expect(await reply.json(), cookie).toMatchObject({ person: { kind: 'verified' } });
      const page = await new Caller().once('GET', '/me', undefined, { cookie });
      expect(page.status, cookie).toBe(200);
    }
  });

  it('takes a code once', async () => {
    await askForCode(new Caller(), 'once@example.org');
    const otp = await newestCode('once@example.org');
    expect((await enterCode(new Caller(), 'once@example.org', otp)).status).toBe(200);
    const again = await enterCode(new Caller(), 'once@example.org', otp);
    expect(again.status).toBe(400);
  });

  it('refuses a wrong code, and after five of them the right one too', async () => {
    const email = 'guess@example.org';
    await askForCode(new Caller(), email);
    const right = await newestCode(email);
    const wrong = right === '000000' ? '000001' : '000000';
    for (let guess = 0; guess < 5; guess++) {
      const reply = await enterCode(new Caller(), email, wrong);
      expect(reply.status).toBe(400);
      expect(code(reply)).toBe('auth/WRONG_CODE');
    }
    const late = await enterCode(new Caller(), email, right);
    expect(late.status).toBe(400);
    expect(code(late)).toBe('auth/TOO_MANY_ATTEMPTS');
  });

  it('stores no readable code but the one waiting in the outbox', async () => {
    await askForCode(new Caller(), 'stored@example.org');
    const otp = await newestCode('stored@example.org');
    const { results } = await env.DB.prepare('SELECT value FROM verification').all();
    expect(JSON.stringify(results)).not.toContain(otp);
  });

  it('mails at most five codes in a row to an address that one browser asks for', async () => {
    const browser = new Caller();
    const statuses: number[] = [];
    for (let mail = 0; mail < 6; mail++) {
      statuses.push((await askForCode(browser, 'many@example.org')).status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    const reply = await browser.send('POST', '/api/auth/email-otp/send-verification-otp', {
      email: 'many@example.org',
    });
    expect(Number(reply.headers.get('Retry-After'))).toBeGreaterThan(0);
  });

  it('says which field is wrong, without repeating what was sent', async () => {
    const reply = await askForCode(new Caller(), 'not an address');
    expect(reply.status).toBe(400);
    expect(reply.body).toEqual({
      error: {
        code: 'request/INVALID',
        message: expect.any(String),
        field: 'email',
        requestId: expect.any(String),
      },
    });
    expect(JSON.stringify(reply.body)).not.toContain('not an address');
  });

  it('answers a body that is not JSON in the one error shape', async () => {
    const path = '/api/auth/sign-in/email-otp';
    const reply = await new Caller().json('POST', path, '{"email":');
    expect(reply.status).toBe(400);
    expect(code(reply)).toBe('request/INVALID');
  });

  it('signs out, and the browser starts again as nobody', async () => {
    const caller = await signedIn('fan');
    await caller.send('POST', '/api/session/guest');
    const kept = caller.cookies;
    expect((await caller.send('POST', '/api/auth/sign-out')).status).toBe(200);
    expect(await me(caller)).toEqual({ person: null, brands: [] });
    expect(kept).not.toBe(caller.cookies);
  });

  it('offers nothing else of the library behind it', async () => {
    const owner = await signedIn('brand');
    for (const [method, path] of [
      ['POST', '/api/auth/sign-up/email'],
      ['POST', '/api/auth/sign-in/email'],
      ['POST', '/api/auth/update-user'],
      ['POST', '/api/auth/delete-user'],
      ['POST', '/api/auth/organization/create'],
      ['GET', '/api/auth/get-session'],
      ['GET', '/api/auth/list-sessions'],
    ] as const) {
      expect((await owner.send(method, path, method === 'POST' ? {} : undefined)).status).toBe(404);
    }
  });
});

it('somebody who proves an address on a demo server whose clock was moved is as new as everything else there', async () => {
  const email = 'tomorrow@example.org';
  advanceClock(24 * 3600_000);
  const signedInAtMs = nowMs();
  const caller = new Caller();
  await askForCode(caller, email);
  await enterCode(caller, email, await newestCode(email));
  const person = await personBehind(caller);
  expect(person?.verifiedAtMs).toBeGreaterThanOrEqual(signedInAtMs);
});
