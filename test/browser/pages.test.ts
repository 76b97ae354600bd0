import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoCaller, guestCaller } from '../support/caller.ts';
import { desktop, launchChromium, phone } from '../support/chromium.ts';
import { distinctPhotograph } from '../support/photos.ts';
import { complaintsOf, seriousFindings, settled } from '../support/quiet.ts';
import { HOUR_MS } from '../support/relay.ts';
import { act, enterPhotograph, publishRelay, type RunningRelay } from '../support/running-relay.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let browser: Browser;
let running: RunningRelay;
let announced: RunningRelay;
let entryId: string;

/** Every page that the public finds, with words that must be on it with script and without. */
const pages: [name: string, path: () => string, words: () => string][] = [
  ['home', () => '/', () => 'Rain in two cities'],
  ['a campaign', () => running.campaignUrl, () => 'wait for the light'],
  ['a relay', () => running.url, () => 'The cat of Rua Augusta'],
  ['a stop of it', () => `${running.url}?group=porto`, () => 'Look up from the river.'],
  ['an entry', () => `${running.url}/entries/${entryId}`, () => 'The cat of Rua Augusta'],
  ['its rules', () => `${running.url}/rules`, () => 'Porto'],
  ['a result still to come', () => `${running.url}/results`, () => 'The result will stand here'],
  ['a relay that is over', () => announced.url, () => 'The cat of Rua Augusta'],
  ['its result', () => `${announced.url}/results`, () => 'The winners'],
  ['signing in', () => '/sign-in', () => 'E-mail address'],
  ['an address that leads nowhere', () => '/c/nowhere', () => 'not'],
];

/** A relay that closes after `hours`, with photographs at both stops and a vote. */
async function relayWithPhotographs(hours: number): Promise<[RunningRelay, string]> {
  const nowMs = Date.now();
  const relay = await publishRelay(server.origin, {
    schedule: {
      entriesOpenAtMs: nowMs - HOUR_MS,
      entriesCloseAtMs: nowMs + hours * HOUR_MS,
      votingOpensAtMs: nowMs - HOUR_MS,
      votingClosesAtMs: nowMs + hours * HOUR_MS,
      resultsAtMs: nowMs + (hours + 1) * HOUR_MS,
    },
  });
  const stops = ['porto', 'lisbon', 'lisbon', 'porto', 'lisbon', 'lisbon'];
  const ids: string[] = [];
  for (const [index, stopId] of stops.entries()) {
    const author = await demoCaller(server.origin, 'fan', `Author ${index % 3}`);
    const photograph = await distinctPhotograph(index);
    const caption =
      index === 1
        ? 'The cat of Rua Augusta'
        : 'Half past six, the last tram of the evening and an umbrella turned inside out';
    const id = await enterPhotograph(author, relay.id, stopId, photograph, caption);
    // One waits for approval.
    if (index !== 3) await act(relay.moderator, relay.id, { type: 'approve', entryId: id });
    ids.push(id);
  }
  const id = ids[1] ?? '';
  const guest = await guestCaller(server.origin);
  await act(guest, relay.id, { type: 'vote', entryId: id });
  return [relay, id];
}

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startServer({ env: { FANFARE_DEMO_CAMPAIGN: '0' } }),
    launchChromium(),
  ]);
  [running, entryId] = await relayWithPhotographs(72);
  [announced] = await relayWithPhotographs(24);
  await announced.owner.must('POST', '/dev/clock', { byMs: 26 * HOUR_MS });
  for (const type of ['core.selectWinners', 'core.confirmWinners', 'core.announce'])
    await announced.moderator.must('POST', `/api/contests/${announced.id}/actions`, {
      key: randomUUID(),
      action: { type },
    });
});
afterAll(() => Promise.all([browser?.close(), server?.stop()]));

async function withPage(options: BrowserContextOptions, use: (page: Page) => Promise<void>) {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  try {
    await use(await context.newPage());
  } finally {
    await context.close();
  }
}

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(server.origin + path);
  await page.waitForSelector('html[data-hydrated]');
}

/** How far a page reaches beyond its device's right edge, in pixels. A telephone's own `innerWidth` grows with the page. */
const overhangPx = async (page: Page) =>
  (await page.evaluate(() => document.documentElement.scrollWidth)) -
  (page.viewportSize()?.width ?? 0);

const narrow = { ...phone, viewport: { width: 320, height: 640 } };

describe.each(pages)('%s', (name, path, words) => {
  for (const [device, options] of Object.entries({ telephone: phone, desktop })) {
    it(`hinders nobody on a ${device}, in light and in dark, and complains of nothing`, () =>
      withPage(options, async (page) => {
        const complaints = complaintsOf(page.context(), name);
        await visit(page, path());
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          await settled(page);
          expect(await seriousFindings(page), colorScheme).toEqual([]);
        }
        // The browser itself reports the one reply that is meant to be a 404.
        expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
      }));
  }

  it('never scrolls sideways, down to 320 pixels', async () => {
    for (const options of [phone, narrow, desktop])
      await withPage(options, async (page) => {
        await visit(page, path());
        expect(await overhangPx(page)).toBeLessThanOrEqual(0);
      });
  });

  it('can be read without script', () =>
    withPage({ ...phone, javaScriptEnabled: false }, async (page) => {
      await page.goto(server.origin + path());
      expect(await page.locator('h1').first().isVisible()).toBe(true);
      expect(await page.getByText(words()).first().isVisible()).toBe(true);
      expect(await page.locator('img:not([alt])').count()).toBe(0);
    }));
});

it('says why a vote did not go through where all of it can be read, whichever photograph it was for', async () => {
  for (const options of [phone, narrow, desktop])
    await withPage(options, async (page) => {
      await visit(page, `${running.url}?group=lisbon`);
      await page.context().setOffline(true);
      const hearts = page.locator('button[aria-pressed]');
      const lefts = new Set<number>();
      for (const heart of await hearts.all()) {
        await heart.click();
        const why = heart.locator('xpath=../p[@role="alert"]');
        await why.waitFor();
        await settled(page);
        const box = await why.boundingBox();
        const width = page.viewportSize()?.width ?? 0;
        expect(box?.x).toBeGreaterThanOrEqual(0);
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
        lefts.add(Math.round((await heart.boundingBox())?.x ?? 0));
      }
      expect(lefts.size, 'columns of hearts').toBeGreaterThan(1);
    });
});

/** Where staff work, on telephones too. */
const staffPages: [name: string, path: () => string][] = [
  ['the studio', () => '/studio'],
  ['a campaign in the studio', () => `/studio/campaigns/${running.campaignId}`],
  ['the settings of a contest', () => `/studio/contests/${running.id}`],
  ['its preview', () => `/studio/contests/${running.id}/preview`],
  ['the desk', () => '/desk'],
  ['the queue', () => `/desk/${running.id}`],
  ['votes at the desk', () => `/desk/${running.id}/votes`],
  ['results at the desk', () => `/desk/${announced.id}/results`],
];

describe.each(staffPages)('%s', (_, path) => {
  it('hinders nobody on a telephone, in light and in dark, and never scrolls sideways', async () => {
    for (const options of [phone, narrow])
      await withPage(options, async (page) => {
        const { origin } = server;
        await page.request.post(`${origin}/dev/sign-in`, {
          headers: { origin },
          data: { as: 'brand' },
        });
        await visit(page, path());
        expect(await overhangPx(page)).toBeLessThanOrEqual(0);
        if (options === narrow) return;
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          await settled(page);
          expect(await seriousFindings(page), colorScheme).toEqual([]);
        }
      });
  });
});
