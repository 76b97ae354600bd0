import { env, evictDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultLimits } from '../../worker/abuse/limits.ts';
import { advanceClock, nowMs } from '../../worker/clock.ts';
import type { NotNow } from '../../worker/abuse/limit-refusals.ts';
import {
  takeBrandUpload,
  takeCode,
  takeOwnData,
  takeRead,
  takeSignIn,
  takeUpload,
} from '../../worker/services/request-budgets.ts';
import { Caller, signedIn } from './browser-like.ts';
import { newContest } from './engine-world.ts';
import { newGuest } from './media-world.ts';

const nobody = { person: null, address: null };
let contestId: string;
beforeAll(async () => {
  // The demo's brand comes with its people.
  await signedIn('brand');
  contestId = await newContest();
});

/** Takes until refused; gives how many were granted, and the refusal. */
async function exhaust(take: () => ReturnType<typeof takeRead>, most: number) {
  for (let granted = 0; granted < most; granted++) {
    const refused = await take();
    if (refused) return { granted, refused };
  }
  throw new Error(`${most} were granted`);
}

/** The process dies: what a limit keeper has not written is gone. */
const restart = (name: string) => evictDurableObject(env.LIMIT_KEEPER.getByName(name));
/** Which of the doors keeps a sender is not known here; most of them were never opened. */
const restartDoors = () => Promise.allSettled(doors.map(restart));
const doors = Array.from({ length: 16 }, (_, number) => `door ${number}`);

describe('budgets of uploads', () => {
  const { person, block } = defaultLimits.upload;
  const take = (who: string | null, address: string | null) => () =>
    takeUpload(env, contestId, { person: who, address });

  it('stop one person, in words, and nobody else', async () => {
    const { granted, refused } = await exhaust(take('g_ana', null), 100);
    expect(granted).toBeGreaterThanOrEqual(person.capacity);
    expect(granted).toBeLessThan(person.capacity + 5);
    expect(refused.code).toBe('limits/PERSON');
    expect(refused.message).toMatch(/Try again in .*second/);
    expect(await take('g_ben', null)()).toBeNull();
  });

  it('stop many people of one address block, however each address is written', async () => {
    let fan = 0;
    const fromBlock = () =>
      takeUpload(env, contestId, {
        person: `g_block-${fan++}`,
        address: fan % 2 ? `2001:db8:7::${fan.toString(16)}` : `2001:0DB8:0007:${fan}::1`,
      });
    const { granted, refused } = await exhaust(fromBlock, 1_000);
    expect(granted).toBeGreaterThanOrEqual(block.capacity);
    expect(refused.code).toBe('limits/ADDRESS');
    expect(await take('g_elsewhere', '2001:db8:8::1')()).toBeNull();
  });

  it('are not fresh after a restart', async () => {
    await exhaust(take('g_cleo', null), 100);
    await restart(`contest ${contestId}`);
    const { granted } = await exhaust(take('g_cleo', null), 100);
    expect(granted).toBeLessThan(5);
  });

  it('answer 429 over HTTP with a time to wait, and keep nothing', async () => {
    const fan = await newGuest();
    const send = () =>
      fan.send('POST', `/api/media?contest=${contestId}`, 'no picture', {
        'content-type': 'image/jpeg',
      });
    let reply = await send();
    for (let sent = 1; sent < 100 && reply.status !== 429; sent++) reply = await send();
    expect(reply.status).toBe(429);
    expect(Number(reply.headers.get('Retry-After'))).toBeGreaterThan(0);
    const { error } = (await reply.json()) as { error: { code: string } };
    expect(error.code).toBe('limits/PERSON');
  });
});

describe('budgets of uploads for a brand', () => {
  const { person, brand } = defaultLimits.brandUpload;

  it('stop one person over HTTP, also after they have founded another brand', async () => {
    const founder = await signedIn('fan', 'Founder');
    const found = async (name: string) =>
      (await founder.json<{ id: string }>('POST', '/api/brands', { name })).body.id;
    const send = (brandId: string) =>
      founder.once('POST', `/api/media?brand=${brandId}`, 'no picture', {
        'content-type': 'image/jpeg',
      });
    const first = await found('First');
    let reply = await send(first);
    let sent = 1;
    for (; sent < 2 * person.capacity && reply.status !== 429; sent++) reply = await send(first);
    expect(sent).toBeGreaterThan(person.capacity);
    expect(reply.status).toBe(429);
    expect(Number(reply.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect((await send(await found('Second'))).status).toBe(429);
    const other = await signedIn('fan', 'Other founder');
    const theirs = (await other.json<{ id: string }>('POST', '/api/brands', { name: 'Theirs' }))
      .body.id;
    const accepted = await other.once('POST', `/api/media?brand=${theirs}`, 'no picture');
    expect(accepted.status).not.toBe(429);
  });

  it('stop a brand however many work for it, and no other', async () => {
    let n = 0;
    const take = (brandId: string) => () =>
      takeBrandUpload(env, brandId, { person: `member ${n++}`, address: null });
    const { granted, refused } = await exhaust(take('busy'), 2 * brand.capacity);
    expect(granted).toBeGreaterThanOrEqual(brand.capacity);
    expect(refused).toMatchObject({ code: 'limits/BRAND' });
    expect(refused.message).toMatch(/Try again in/);
    expect(await take('calm')()).toBeNull();
  });
});

describe('budgets of challenges', () => {
  it('are those of reading the contest', async () => {
    const id = await newContest();
    const fan = await newGuest();
    const ask = () => fan.once('GET', `/api/challenges?contest=${id}&action=vote`);
    expect((await ask()).status).toBe(200);
    await exhaust(async () => {
      const reply = await fan.once('GET', `/api/contests/${id}/standings`);
      return reply.status === 429 ? ({} as NotNow) : null;
    }, defaultLimits.read.person.capacity * 3);
    const statuses: number[] = [];
    for (let asked = 0; asked < 40; asked++) statuses.push((await ask()).status);
    expect(statuses).toContain(429);
  });
});

describe('budgets of reading', () => {
  it('stop somebody who reads faster than people do, as JSON and as a page in words', async () => {
    const id = await newContest();
    const address = `/c/${id}/contest`;
    const fan = await newGuest();
    const most = defaultLimits.read.person.capacity * 3;
    let reply = await fan.once('GET', `/api/contests/${id}`);
    expect(reply.status).toBe(200);
    for (let sent = 1; sent < most && reply.status === 200; sent++)
      reply = await fan.once('GET', `/api/contests/${id}/standings`);
    expect(reply.status).toBe(429);
    expect(reply.headers.get('Retry-After')).toBe('1');

    let page = await fan.once('GET', address, undefined, { accept: 'text/html' });
    for (let sent = 1; sent < 100 && page.status === 200; sent++)
      page = await fan.once('GET', address, undefined, { accept: 'text/html' });
    expect(page.status).toBe(429);
    expect(page.headers.get('Content-Type')).toContain('text/html');
    expect(page.headers.get('Content-Security-Policy')).toContain("'nonce-");
    expect(await page.text()).toContain('Try again in a second.');

    const other = await newGuest();
    expect((await other.once('GET', address, undefined, { accept: 'text/html' })).status).toBe(200);
  });

  it('of what does not exist, or is not published, cost nothing', async () => {
    const draft = await newContest(undefined, { published: false });
    for (const id of ['none', draft])
      for (let sent = 0; sent < defaultLimits.read.person.capacity + 50; sent++)
        expect(await takeRead(env, id, { ...nobody, person: 'g_dora' })).toBeNull();
  });
});

describe('budgets at the door', () => {
  const from = (address: string | null, email: string, device = 'a browser') => ({
    email,
    address,
    device,
  });

  it('stop somebody who tries one e-mail address again and again, also after a restart', async () => {
    let n = 0;
    const tried = () => takeSignIn(env, from(`198.51.100.${n++ % 250}`, 'ana@example.com'));
    const { granted, refused } = await exhaust(tried, 100);
    expect(granted).toBe(defaultLimits.signIn.person.capacity);
    expect(refused).toMatchObject({ code: 'limits/PERSON' });
    expect(refused.message).toMatch(/Try again in \d+ (minutes|hours)\./);
    const restarted = await restartDoors();
    expect(restarted.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await tried()).toMatchObject({ code: 'limits/PERSON' });
  });

  it('keep nobody from signing in whose address is tried elsewhere', async () => {
    for (let n = 0; n < 200; n++)
      await takeSignIn(env, from(`203.${n % 3}.113.7`, 'ben@example.com'));
    expect(await takeSignIn(env, from('192.0.2.1', 'ben@example.com'))).toBeNull();
    // Without addresses a browser stands for the place.
    for (let n = 0; n < 30; n++) await takeSignIn(env, from(null, 'ben@example.com'));
    expect(await takeSignIn(env, from(null, 'ben@example.com'))).not.toBeNull();
    expect(await takeSignIn(env, from(null, 'ben@example.com', 'another'))).toBeNull();
  });

  it('stop codes for many addresses from one address block', async () => {
    let n = 0;
    const asked = () => takeCode(env, from(`203.0.113.${n % 250}`, `fan-${n++}@example.com`));
    const { granted, refused } = await exhaust(asked, 1_000);
    expect(granted).toBeGreaterThanOrEqual(defaultLimits.code.block.capacity);
    expect(refused).toMatchObject({ code: 'limits/ADDRESS' });
  });

  it('flood nobody’s mailbox with codes, wherever they are asked for', async () => {
    let n = 0;
    const asked = () => takeCode(env, from(`10.9.${n++}.1`, 'cleo@example.com'));
    const { granted, refused } = await exhaust(asked, 100);
    expect(granted).toBe(defaultLimits.code.mailbox.capacity);
    expect(refused).toMatchObject({ code: 'limits/PERSON' });
  });

  it('are one for all addresses that lead to the same mailbox', async () => {
    let n = 0;
    const asked = () => takeCode(env, from(`10.7.${n}.1`, `cl.eo+${n++}@gmail.com`));
    const { granted, refused } = await exhaust(asked, 100);
    expect(granted).toBe(defaultLimits.code.mailbox.capacity);
    expect(refused).toMatchObject({ code: 'limits/PERSON' });
    expect(await takeCode(env, from('10.6.0.1', 'cleo@googlemail.com'))).not.toBeNull();
    expect(await takeCode(env, from('10.6.0.1', 'clea@gmail.com'))).toBeNull();
  });

  it('of a mailbox are not fresh at midnight', async () => {
    const MINUTE_MS = 60_000;
    const DAY_MS = 24 * 60 * MINUTE_MS;
    advanceClock(DAY_MS - (nowMs() % DAY_MS) - MINUTE_MS);
    let n = 0;
    const asked = () => takeCode(env, from(`10.8.${n++}.1`, 'dora@example.com'));
    await exhaust(asked, 100);
    advanceClock(2 * MINUTE_MS);
    expect(await asked()).toMatchObject({ code: 'limits/PERSON' });
  });

  it('let no more codes through when they are asked for all at once', async () => {
    const browser = new Caller();
    await browser.once('POST', '/api/auth/sign-in/email-otp', {
      email: 'all-at-once@example.com',
      otp: '000000',
    });
    const ask = () =>
      browser.once('POST', '/api/auth/email-otp/send-verification-otp', {
        email: 'all-at-once@example.com',
      });
    const statuses = (await Promise.all(Array.from({ length: 30 }, ask))).map((r) => r.status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(25);
  });
});

describe('budgets of one’s own data', () => {
  const { person, block } = defaultLimits.ownData;

  it('stop somebody who has it looked for again and again, over HTTP and in words', async () => {
    const [fan, other] = [await newGuest(), await newGuest()];
    for (let n = 0; n < person.capacity; n++)
      expect((await fan.once('GET', '/api/me/export')).status).toBe(200);
    const late = await fan.once('GET', '/api/me/export');
    expect([late.status, Number(late.headers.get('Retry-After')) > 0]).toEqual([429, true]);
    expect(await late.text()).toContain('Try again in');
    const deleting = await fan.once('DELETE', '/api/me', { confirmation: 'delete' });
    expect(deleting.status).toBe(429);
    expect((await other.once('GET', '/api/me/export')).status).toBe(200);
  });

  it('stop a network of many people', async () => {
    let n = 0;
    const ask = () =>
      takeOwnData(env, { person: `g_own-${n++}`, address: `198.51.100.${n % 250}` });
    const { granted, refused } = await exhaust(ask, 200);
    expect(granted).toBeGreaterThanOrEqual(block.capacity);
    expect(refused.code).toBe('limits/ADDRESS');
  });
});
