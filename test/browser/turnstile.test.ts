import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EntriesPage } from '../../worker/wire/contest.ts';
import { demoCaller } from '../support/caller.ts';
import { desktop, launchChromium, phone } from '../support/chromium.ts';
import { fakeTurnstile, type FakeTurnstile } from '../support/fake-turnstile.ts';
import { distinctPhotograph } from '../support/photos.ts';
import { complaintsOf, seriousFindings, settled } from '../support/quiet.ts';
import { act, enterPhotograph, publishRelay, type RunningRelay } from '../support/running-relay.ts';
import { startServer, type TestServer } from '../support/server.ts';

const KEYS = { TURNSTILE_SITE_KEY: '1x00000000000000000000AA', TURNSTILE_SECRET: 'a secret' };

let fake: FakeTurnstile;
let server: TestServer;
let browser: Browser;
let relay: RunningRelay;
let entryId: string;

beforeAll(async () => {
  fake = await fakeTurnstile();
  [server, browser] = await Promise.all([
    startServer({
      env: { FANFARE_DEMO_CAMPAIGN: '0', ...KEYS, TURNSTILE_ENDPOINT: fake.endpoint },
    }),
    launchChromium(),
  ]);
  relay = await publishRelay(server.origin);
  const author = await demoCaller(server.origin, 'fan');
  entryId = await enterPhotograph(author, relay.id, 'porto', await distinctPhotograph(3), 'Boats');
  await act(relay.moderator, relay.id, { type: 'approve', entryId });
});
afterAll(() => Promise.all([browser?.close(), server?.stop(), fake?.stop()]));
beforeEach(() => {
  Object.assign(fake, { widget: 'token', service: 'honest', script: 'there' });
  fake.asked.length = 0;
  fake.fetched.length = 0;
});

/** A stranger's telephone on the page of the entry. @returns what the browser complained about, replies that are meant so left out */
async function stranger(
  use: (page: Page) => Promise<void>,
  { before = async (_page: Page) => {}, options = phone as object } = {},
): Promise<string[]> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  try {
    await fake.install(context);
    const complaints = complaintsOf(context, 'turnstile');
    const page = await context.newPage();
    await before(page);
    await page.goto(`${server.origin}${relay.url}/entries/${entryId}`);
    await page.waitForSelector('html[data-hydrated]');
    await use(page);
    return complaints.filter((text) => !text.includes('Failed to load resource'));
  } finally {
    await context.close();
  }
}

const voteButton = (page: Page) => page.getByRole('button', { name: /vote/i }).first();
const voted = (page: Page) => page.locator('button[aria-pressed="true"]').first().waitFor();
const refusal = (page: Page) => page.locator('p[role="alert"]');
const notice = (page: Page) => page.getByText('Please confirm that you are a person.');

/** The frame of the widget, which is hidden from the page in a closed shadow root. */
const frames = (page: Page) => page.frames().filter((frame) => frame.parentFrame());
async function widgetFrame(page: Page) {
  await waitUntil(() => frames(page).length, 1);
  return frames(page)[0]!;
}
const waitUntil = (read: () => unknown, value: unknown) =>
  expect.poll(read, { timeout: 15_000 }).toEqual(value);

async function votes(): Promise<number> {
  const path = `/api/contests/${relay.id}/entries?sort=new`;
  const { entries } = await relay.moderator.must<EntriesPage>('GET', path);
  return entries.find(({ id }) => id === entryId)?.votes ?? -1;
}

/** Presses, waits for the sentence, and makes sure that nothing came of it. */
async function refusedWith(page: Page, sentence: RegExp): Promise<void> {
  const before = await votes();
  await voteButton(page).click();
  await refusal(page).filter({ hasText: sentence }).waitFor();
  expect(await notice(page).count()).toBe(0);
  expect(await page.locator('button[aria-pressed="true"]').count()).toBe(0);
  expect(await votes()).toBe(before);
}

/** The same person tries again once nothing is in the way. */
async function thenVotes(page: Page): Promise<void> {
  const before = await votes();
  await voteButton(page).click();
  await voted(page);
  await waitUntil(votes, before + 1);
}

describe('where Turnstile is configured', () => {
  it('its script and frame run under the page’s policy, and the vote counts once', async () => {
    const complaints = await stranger(async (page) => {
      await thenVotes(page);
      await page.reload();
      await voted(page);
    });
    expect(complaints).toEqual([]);
    expect(fake.asked.map((token) => token.split('.')[0])).toEqual(['session', 'vote']);
    expect(new Set(fake.asked).size).toBe(2);
    // One script a page, whatever many checks.
    expect(fake.fetched).toHaveLength(1);
  });

  it.each(
    Object.entries({
      telephone: phone,
      narrow: { ...phone, viewport: { width: 320, height: 640 } },
      desktop,
    }),
  )(
    'asks the person on a %s, is told by a screen reader and hinders nobody',
    async (_device, options) => {
      fake.widget = 'press first';
      const complaints = await stranger(
        async (page) => {
          const before = await votes();
          await voteButton(page).click();
          await page
            .getByRole('status')
            .filter({ has: notice(page) })
            .waitFor();
          const press = async () =>
            (await widgetFrame(page)).getByRole('button', { name: 'I am a person' });
          await (await press()).waitFor();
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme });
            await settled(page);
            expect(await seriousFindings(page), colorScheme).toEqual([]);
          }
          const overhang = await page.evaluate(() => document.documentElement.scrollWidth);
          expect(overhang).toBeLessThanOrEqual(options.viewport.width);
          await (await press()).click();
          // The second check is for the vote itself.
          await waitUntil(() => fake.asked.length, 1);
          await (await press()).click();
          await voted(page);
          await waitUntil(votes, before + 1);
        },
        { options },
      );
      expect(complaints).toEqual([]);
    },
  );

  it('the script may replace itself by a newer copy, as it does on pages that stay open', async () => {
    fake.widget = 'updates itself';
    const complaints = await stranger(async (page) => {
      const before = await votes();
      await voteButton(page).click();
      await voted(page);
      await waitUntil(votes, before + 1);
    });
    expect(complaints).toEqual([]);
    // The check for the session brought the newer copy, which then made the check for the vote.
    expect(fake.fetched).toHaveLength(2);
    expect(fake.fetched[1]).toContain('_upgrade=true');
  });

  it('no other script of that origin, and none that only looks like it, gets through', async () => {
    await stranger(async (page) => {
      await thenVotes(page);
      const refused = await page.evaluate(() =>
        [
          'https://challenges.cloudflare.com/other.js',
          'https://challenges.cloudflare.com/turnstile/v0/../../other.js',
          'https://challenges.cloudflare.com.evil.example/turnstile/v0/api.js',
          'http://challenges.cloudflare.com/turnstile/v0/api.js',
          'https://evil.example/turnstile/v0/api.js',
        ].map((address) => {
          try {
            document.createElement('script').src = address;
            return `${address} was let through`;
          } catch {
            return null;
          }
        }),
      );
      expect(refused.filter(Boolean)).toEqual([]);
    });
  });
});

describe('a check that fails leaves nothing behind, says what to do, and can be tried again', () => {
  it.each([
    [
      'the service says no',
      { service: 'no' },
      /could not tell that you are a person.*try it again/i,
    ],
    ['the service makes no sense', { service: 'nonsense' }, /out of reach right now.*in a minute/i],
    ['the service is gone', { service: 'gone' }, /out of reach right now.*in a minute/i],
    ['the service never answers', { service: 'silent' }, /out of reach right now.*in a minute/i],
    [
      'the script is blocked',
      { script: 'blocked' },
      /allow scripts of challenges\.cloudflare\.com/i,
    ],
    ['the script is another', { script: 'another' }, /could not be loaded/i],
    ['the widget gives up', { widget: 'error' }, /check did not work.*try again/i],
    [
      'the browser is too old for it',
      { widget: 'unsupported' },
      /check did not work.*another browser/i,
    ],
  ] as const)('when %s', async (_what, change, sentence) => {
    Object.assign(fake, change);
    const complaints = await stranger(async (page) => {
      await refusedWith(page, sentence);
      Object.assign(fake, { widget: 'token', service: 'honest', script: 'there' });
      await thenVotes(page);
    });
    expect(complaints).toEqual([]);
  });

  it('when a token was used before', async () => {
    await stranger(async (page) => {
      await thenVotes(page);
    });
    fake.widget = 'old token';
    await stranger(async (page) => {
      await refusedWith(page, /could not tell that you are a person.*try it again/i);
      fake.widget = 'token';
      await thenVotes(page);
    });
  });

  it.each([
    ['the script never comes', { script: 'late' }, /could not be loaded/i],
    ['the widget says nothing', { widget: 'silent' }, /check did not work.*try again/i],
  ] as const)('when %s', async (_what, change, sentence) => {
    Object.assign(fake, change);
    await stranger(
      async (page) => {
        const before = await votes();
        await voteButton(page).click();
        await notice(page).waitFor();
        await waitUntil(() => fake.fetched.length, 1);
        if (fake.script === 'there') await widgetFrame(page);
        await page.clock.fastForward(90_000);
        await refusal(page).filter({ hasText: sentence }).waitFor();
        expect(await votes()).toBe(before);
        Object.assign(fake, { widget: 'token', script: 'there' });
        fake.release();
        await thenVotes(page);
      },
      { before: (page) => page.clock.install() },
    );
  });

  it('when the person stops it, before or after the widget has come', async () => {
    fake.script = 'late';
    const complaints = await stranger(async (page) => {
      const cancel = page.getByRole('button', { name: 'Cancel' });
      const before = await votes();
      await voteButton(page).click();
      await cancel.click();
      await refusal(page).filter({ hasText: 'Stopped. Nothing was sent.' }).waitFor();
      fake.release();
      fake.script = 'there';
      fake.widget = 'press first';
      await voteButton(page).click();
      await (await widgetFrame(page)).getByRole('button').waitFor();
      await cancel.click();
      await refusal(page).filter({ hasText: 'Stopped. Nothing was sent.' }).waitFor();
      await waitUntil(() => frames(page).length, 0);
      expect([fake.asked, await votes()]).toEqual([[], before]);
      fake.widget = 'token';
      await thenVotes(page);
    });
    expect(complaints).toEqual([]);
  });
});
