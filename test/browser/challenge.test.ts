import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntriesPage } from '../../worker/wire/contest.ts';
import { demoCaller } from '../support/caller.ts';
import { desktop, launchChromium, phone } from '../support/chromium.ts';
import { distinctPhotograph, photograph } from '../support/photos.ts';
import { complaintsOf, seriousFindings, settled } from '../support/quiet.ts';
import { act, enterPhotograph, publishRelay, type RunningRelay } from '../support/running-relay.ts';
import { startServer, type TestServer } from '../support/server.ts';

/** Some seconds of work on a busy machine: several times the ordinary cost. */
const DEAR = JSON.stringify({ tries: 2_000 });

let server: TestServer;
let browser: Browser;
let relay: RunningRelay;
let entryId: string;

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startServer({ env: { FANFARE_DEMO_CAMPAIGN: '0', FANFARE_CHALLENGE: DEAR } }),
    launchChromium(),
  ]);
  relay = await publishRelay(server.origin);
  const author = await demoCaller(server.origin, 'fan');
  entryId = await enterPhotograph(author, relay.id, 'porto', await distinctPhotograph(3), 'Boats');
  await act(relay.moderator, relay.id, { type: 'approve', entryId });
});
afterAll(() => Promise.all([browser?.close(), server?.stop()]));

interface Visit {
  page: Page;
  /** Unsafe requests that were sent, e.g. `POST /api/session/guest`. */
  sent: string[];
  /** Lets the solvers begin. Until then a challenge is under way, however lucky they would be. */
  begin: () => void;
  /** What the browser complains about, replies that are meant so left out. */
  complaints: () => string[];
}

/** A browser that nobody has played with before, on a page of the relay. */
async function stranger(
  path: string,
  use: (visit: Visit) => Promise<void>,
  options: BrowserContextOptions = phone,
): Promise<void> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  try {
    const complaints = complaintsOf(context, path);
    const page = await context.newPage();
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET')
        sent.push(`${request.method()} ${new URL(request.url()).pathname}`);
    });
    const begun = Promise.withResolvers<void>();
    await context.route('**/assets/solve.worker-*.js', async (route) => {
      await begun.promise;
      await route.continue();
    });
    await page.goto(`${server.origin}${relay.url}${path}`);
    await page.waitForSelector('html[data-hydrated]');
    await use({
      page,
      sent,
      begin: begun.resolve,
      complaints: () => complaints.filter((text) => !text.includes('Failed to load resource')),
    });
    begun.resolve();
  } finally {
    await context.close();
  }
}

const entryPath = () => `/entries/${entryId}`;
const heart = (page: Page) => page.getByRole('button', { name: /vote/i }).first();
const status = (page: Page) =>
  page.getByRole('status').filter({ hasText: 'Checking that you are a person' });
const cancel = (page: Page) => page.getByRole('button', { name: 'Cancel', exact: true });
const stopped = (page: Page) => page.getByText('Stopped. Nothing was sent.');
const soon = { timeout: 30_000 };

async function votes(): Promise<number> {
  const path = `/api/contests/${relay.id}/entries?sort=new`;
  const { entries } = await relay.moderator.must<EntriesPage>('GET', path);
  return entries.find(({ id }) => id === entryId)?.votes ?? -1;
}

const cookieNames = async (page: Page) =>
  (await page.context().cookies()).map(({ name }) => name).sort();
const actsPath = () => `POST /api/contests/${relay.id}/actions`;

describe.each(Object.entries({ telephone: phone, desktop }))('on a %s', (_device, options) => {
  it('a stranger sees that a check is under way, can stop it, and nothing was sent', () =>
    stranger(
      entryPath(),
      async ({ page, sent, begin, complaints }) => {
        const before = await votes();
        await heart(page).click();
        await status(page).waitFor();
        expect(await page.getByRole('progressbar').count()).toBe(1);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          await settled(page);
          expect(await seriousFindings(page), colorScheme).toEqual([]);
        }
        const box = await cancel(page).boundingBox();
        expect(box?.height).toBeGreaterThanOrEqual(44);
        await cancel(page).click();
        await stopped(page).waitFor();
        expect(await status(page).count()).toBe(0);
        expect([sent, await cookieNames(page), page.workers(), await votes()]).toEqual([
          [],
          [],
          [],
          before,
        ]);

        begin();
        await heart(page).click();
        await expect.poll(votes, soon).toBe(before + 1);
        expect(sent).toEqual(['POST /api/session/guest', actsPath()]);
        expect(await cookieNames(page)).toEqual(['fanfare_device', 'fanfare_guest']);
        await expect.poll(() => page.workers().length, soon).toBe(0);
        await page.reload();
        await page.locator('button[aria-pressed="true"]').first().waitFor();
        expect(complaints()).toEqual([]);
      },
      options,
    ));
});

it('stops by the keyboard alone', () =>
  stranger(
    entryPath(),
    async ({ page, sent }) => {
      await heart(page).focus();
      await page.keyboard.press('Enter');
      await status(page).waitFor();
      await page.keyboard.press('Escape');
      await stopped(page).waitFor();
      await page.keyboard.press('Enter');
      await status(page).waitFor();
      // Also by its button, which is the last on the page.
      await cancel(page).focus();
      await page.keyboard.press('Enter');
      await stopped(page).waitFor();
      const focused = await heart(page).evaluate((button) => button === document.activeElement);
      expect(focused).toBe(true);
      expect(sent).toEqual([]);
    },
    desktop,
  ));

it('moves nothing for those who do not want it', async () => {
  for (const [reducedMotion, moving] of [
    ['reduce', false],
    ['no-preference', true],
  ] as const)
    await stranger(
      entryPath(),
      async ({ page }) => {
        await heart(page).click();
        await status(page).waitFor();
        const animations = await page
          .getByRole('progressbar')
          .evaluate((bar) => bar.getAnimations({ subtree: true }).length);
        expect(animations > 0, reducedMotion).toBe(moving);
      },
      { ...phone, reducedMotion },
    );
});

it('the second check, of the vote itself, can be stopped too, and the vote goes through once afterwards', () =>
  stranger(entryPath(), async ({ page, sent, begin }) => {
    const before = await votes();
    begin();
    const asked = Promise.withResolvers<void>();
    await page.route('**/api/challenges?contest=*', async (route) => {
      await asked.promise;
      await route.continue();
    });
    await heart(page).click();
    await expect.poll(() => sent, soon).toEqual(['POST /api/session/guest']);
    await page.route('**/assets/solve.worker-*.js', () => new Promise(() => {}));
    asked.resolve();
    await cancel(page).click(soon);
    await stopped(page).waitFor();
    expect(sent).toHaveLength(1);
    expect(await votes()).toBe(before);
    await page.unroute('**/assets/solve.worker-*.js');
    await heart(page).click();
    await expect.poll(votes, soon).toBe(before + 1);
    expect(sent).toEqual(['POST /api/session/guest', actsPath()]);
  }));

it('a guest enters a photograph: upload, check, and it waits for approval', () =>
  stranger('?group=lisbon', async ({ page, sent, begin, complaints }) => {
    await page.getByRole('button', { name: 'Add your photo' }).first().click();
    await page.getByLabel('Choose a photo').setInputFiles({
      name: 'boats.jpg',
      mimeType: 'image/jpeg',
      buffer: await photograph('boats'),
    });
    // The notice is within the dialog, which makes everything else unreachable.
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('status').filter({ hasText: 'Checking that' }).waitFor();
    await settled(page);
    expect(await seriousFindings(page)).toEqual([]);
    await cancel(dialog as unknown as Page)
      .last()
      .click();
    await dialog.getByText('Stopped. Nothing was sent.').waitFor();
    expect(sent).toEqual([]);

    begin();
    await page.getByRole('button', { name: 'Try the upload again' }).click();
    await page.getByLabel('Caption').fill('Boats, from a guest');
    await page.getByLabel('Your name').fill('Gil');
    await page.getByLabel(/I took this photo/).check();
    await dialog.getByText('Uploaded', { exact: true }).waitFor({ state: 'attached', ...soon });
    await page.getByRole('button', { name: 'Enter this photo' }).click();
    await page.getByRole('heading', { name: 'It’s in' }).waitFor(soon);
    expect(sent).toEqual(['POST /api/session/guest', 'POST /api/media', actsPath()]);
    const path = `/api/contests/${relay.id}/queue`;
    const reply = await relay.moderator.send('GET', path);
    expect(await reply.text()).toContain('Boats, from a guest');
    expect(complaints()).toEqual([]);
  }));
