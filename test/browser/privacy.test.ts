import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Me } from '../../worker/wire/people.ts';
import type { PersonExport } from '../../worker/wire/privacy-export.ts';
import { desktop, launchChromium, phone } from '../support/chromium.ts';
import { distinctPhotograph } from '../support/photos.ts';
import { seriousFindings, settled } from '../support/quiet.ts';
import { act, enterPhotograph, publishRelay, type RunningRelay } from '../support/running-relay.ts';
import { demoCaller, type Caller } from '../support/caller.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let browser: Browser;
let relay: RunningRelay;

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startServer({ env: { FANFARE_DEMO_CAMPAIGN: '0' } }),
    launchChromium(),
  ]);
  relay = await publishRelay(server.origin);
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

/** Signs the page's browser in as a fan of that name. */
async function signIn(page: Page, name: string): Promise<Caller> {
  const reply = await page.context().request.post(`${server.origin}/dev/sign-in`, {
    data: { as: 'fan', name },
    headers: { origin: server.origin },
  });
  expect(reply.ok()).toBe(true);
  return demoCaller(server.origin, 'fan', name);
}

async function findings(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await settled(page);
    expect(await seriousFindings(page), colorScheme).toEqual([]);
  }
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(overhang).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
}

describe.each(Object.entries({ telephone: phone, desktop }))('on a %s', (device, options) => {
  it('the privacy page is found from the footer, hinders nobody and is read without script', async () => {
    await withPage(options, async (page) => {
      await visit(page, '/');
      await page.getByRole('link', { name: 'Privacy' }).click();
      await page.waitForURL('**/privacy');
      await page.getByRole('heading', { name: 'The guest cookie' }).waitFor();
      await findings(page);
    });
    await withPage({ ...options, javaScriptEnabled: false }, async (page) => {
      await page.goto(`${server.origin}/privacy`);
      expect(await page.getByText('14 days after the announcement at the latest').count()).toBe(1);
    });
  });

  it('an account is taken along and then deleted, after its address has been typed', () =>
    withPage(options, async (page) => {
      const fan = await signIn(page, `Ada of the ${device}`);
      const entryId = await enterPhotograph(
        fan,
        relay.id,
        'porto',
        await distinctPhotograph(device === 'desktop' ? 11 : 12),
        'Soon to be forgotten',
      );
      await act(relay.moderator, relay.id, { type: 'approve', entryId });
      await visit(page, '/me');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Download my data' }).click(),
      ]);
      const file = await readFile(await download.path(), 'utf8');
      const data = JSON.parse(file) as PersonExport;
      expect(data.contests[0]?.entries).toMatchObject([{ caption: 'Soon to be forgotten' }]);
      await page.getByText('Saved as fanfare-my-data.json').waitFor();

      await page.getByRole('button', { name: 'Delete everything' }).click();
      await findings(page);
      const field = page.getByRole('textbox', { name: 'Type your e-mail address' });
      await field.fill('somebody@else.example');
      await page.getByRole('button', { name: 'Delete for good' }).click();
      await page.getByText('That is not the same yet.').waitFor();
      await field.fill(data.person.email ?? '');
      await field.press('Enter');
      await page.getByRole('heading', { name: 'You are forgotten' }).waitFor();
      await findings(page);

      expect(await page.context().cookies()).toEqual([]);
      await visit(page, `${relay.url}/entries/${entryId}`);
      await page.getByRole('heading', { name: 'This entry is gone' }).waitFor();
      await findings(page);
      await visit(page, '/me');
      expect(await page.getByRole('button', { name: 'Download my data' }).count()).toBe(0);
    }));
});

it('the only owner of a public brand is told what to do, with a way there', () =>
  withPage(phone, async (page) => {
    await page.context().request.post(`${server.origin}/dev/sign-in`, {
      data: { as: 'brand' },
      headers: { origin: server.origin },
    });
    await visit(page, '/me');
    await page.getByRole('button', { name: 'Delete everything' }).click();
    const { person } = await relay.owner.must<Me>('GET', '/api/me');
    const field = page.getByRole('textbox', { name: 'Type your e-mail address' });
    await field.fill(person?.email ?? '');
    await field.press('Enter');
    await page.getByText(/You are the only owner of “Long Light”/).waitFor();
    // All of it is in view, above the buttons.
    const way = await page.getByRole('link', { name: 'Team of Long Light' }).boundingBox();
    const below = await page.getByRole('button', { name: 'Delete for good' }).boundingBox();
    expect(way!.y + way!.height).toBeLessThan(below!.y);
    await findings(page);
    await page.getByRole('link', { name: 'Team of Long Light' }).click();
    await page.getByRole('heading', { name: 'Invite somebody' }).waitFor();
    await visit(page, '/me');
    expect(await page.getByRole('button', { name: 'Delete everything' }).count()).toBe(1);
  }));

it('without script one’s data is a link away', () =>
  withPage({ ...desktop, javaScriptEnabled: false }, async (page) => {
    await signIn(page, 'Scriptless Sven');
    await page.goto(`${server.origin}/me`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download my data' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('fanfare-my-data.json');
  }));
