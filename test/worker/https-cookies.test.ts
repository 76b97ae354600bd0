import { env } from 'cloudflare:test';
import { expect, it } from 'vitest';
import type { Bindings } from '../../worker/env.ts';
import type { Me } from '../../worker/wire/people.ts';
import { newGuest } from './challenge-world.ts';
import { answer } from './every-request.ts';

const ORIGIN = 'https://play.example';

const send = (method: string, path: string, cookie = '', body?: object) =>
  answer(
    new Request(`${ORIGIN}${path}`, {
      method,
      headers: { cookie, origin: ORIGIN, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
    { FANFARE_ORIGIN: ORIGIN } as Partial<Bindings>,
  );

/** Each cookie of a reply: its name, its value and its attributes. */
const cookiesOf = (reply: Response) =>
  reply.headers.getSetCookie().map((line) => {
    const [pair = '', ...attributes] = line.split('; ');
    const [name = '', ...value] = pair.split('=');
    return { name, value: value.join('='), attributes };
  });

/** The prefix makes browsers refuse such a cookie from any other host: no neighbour can put somebody into its own session. */
const ofThisHostAlone = (reply: Response) => {
  const cookies = cookiesOf(reply);
  for (const { name, attributes } of cookies) {
    expect(name).toMatch(/^__Host-fanfare[._]/);
    expect(attributes).toEqual(
      expect.arrayContaining(['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']),
    );
    expect(attributes.join()).not.toContain('Domain');
  }
  return cookies;
};

it('a guest’s cookie and the browser’s stay with this very host where HTTPS is spoken', async () => {
  const [, known] = (await newGuest()).cookies.split('=');
  const guest = await send('POST', '/api/session/guest', `__Host-fanfare_guest=${known}`);
  expect(guest.status).toBe(204);
  expect(ofThisHostAlone(guest)).toHaveLength(1);
  const email = 'ann@example.org';
  const codes = '/api/auth/email-otp/send-verification-otp';
  expect(ofThisHostAlone(await send('POST', codes, '', { email }))).toHaveLength(1);
});

/** Cookies of somebody who has just signed in. */
async function signedIn(email: string) {
  await send('POST', '/api/auth/email-otp/send-verification-otp', '', { email });
  const text = await env.DB.prepare('SELECT text FROM outbox WHERE recipient = ?')
    .bind(email)
    .first<string>('text');
  const otp = /\b\d{6}\b/.exec(text ?? '')?.[0];
  const entered = await send('POST', '/api/auth/sign-in/email-otp', '', { email, otp });
  expect(entered.status).toBe(200);
  const cookies = ofThisHostAlone(entered);
  expect(cookies.map(({ name }) => name)).toEqual(expect.arrayContaining(OF_A_SESSION));
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

const OF_A_SESSION = ['__Host-fanfare.session_token', '__Host-fanfare.session_data'];

const personWith = async (cookie: string) =>
  (await (await send('GET', '/api/me', cookie)).json<Me>()).person?.email ?? null;

it('so do those of a session, which is found by them', async () => {
  const email = 'ben@example.org';
  const sent = await signedIn(email);
  expect(await personWith(sent)).toBe(email);
  const tossed = sent.replaceAll('__Host-', '__Secure-');
  expect(await personWith(tossed)).toBeNull();
});

it.each([
  ['POST', '/api/auth/sign-out', OF_A_SESSION],
  ['DELETE', '/api/me', [...OF_A_SESSION, '__Host-fanfare_guest', '__Host-fanfare_device']],
])('%s %s takes all of them away', async (method, path, names) => {
  const email = `${method.toLowerCase()}@example.org`;
  const reply = await send(method, path, await signedIn(email), { confirmation: email });
  expect(reply.status).toBe(200);
  const gone = cookiesOf(reply);
  expect(gone.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  // Browsers take such a cookie away only when told so by all that it needs to be set.
  for (const { attributes } of gone)
    expect(attributes).toEqual(expect.arrayContaining(['Max-Age=0', 'Path=/', 'Secure']));
});
