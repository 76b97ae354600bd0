import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskOf, section } from '../support/at-the-desk.ts';
import { readLedger } from '../support/ledger-file.ts';
import { demoCaller, type Caller } from '../support/caller.ts';
import { desktop, launchChromium, phone } from '../support/chromium.ts';
import { distinctPhotograph } from '../support/photos.ts';
import { findingsInLightAndDark, seriousFindings, settled } from '../support/quiet.ts';
import { HOUR_MS } from '../support/relay.ts';
import { act, enterPhotograph, publishRelay, type RunningRelay } from '../support/running-relay.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { ADDRESS_HEADER, fansAtHome, oneBrowser } from '../support/vote-attack.ts';

/** Few for each of their entries: a test's fans come as regularly as no people do. */
const FANS = 36;
const ROBOTS = 40;
const KIOSK = 24;
const CAPTION =
  'Half past six, the last tram of the evening, and an umbrella turned inside out by a wind that nobody had asked for';

let server: TestServer;
let browser: Browser;
let relay: RunningRelay;
let folder: string;

beforeAll(async () => {
  [server, browser, folder] = await Promise.all([
    startServer({ env: { FANFARE_DEMO_CAMPAIGN: '0', FANFARE_ADDRESS_HEADER: ADDRESS_HEADER } }),
    launchChromium(),
    mkdtemp(join(tmpdir(), 'fanfare-votes-')),
  ]);
  const { origin } = server;
  relay = await publishRelay(origin);
  const author: Caller = await demoCaller(origin, 'fan', 'The author');
  const entryIds: string[] = [];
  for (const [index, caption] of ['Stuffed', CAPTION, 'Honest', 'As honest'].entries()) {
    const photograph = await distinctPhotograph(index);
    const stop = index < 2 ? 'porto' : 'lisbon';
    const id = await enterPhotograph(author, relay.id, stop, photograph, caption);
    await act(relay.moderator, relay.id, { type: 'approve', entryId: id });
    entryIds.push(id);
  }
  const [stuffed = '', doubted = '', ...honest] = entryIds;
  const votes = { contestId: relay.id };
  await fansAtHome(origin, { ...votes, entryIds: honest, count: FANS, name: 'Fan' });
  const robot = { ...votes, entryIds: [stuffed], count: ROBOTS, name: 'Robot' };
  await oneBrowser(origin, { ...robot, addresses: 40, block: 1 });
  const kiosk = { ...votes, entryIds: [doubted], count: KIOSK, name: 'Kiosk' };
  await oneBrowser(origin, { ...kiosk, addresses: 1, block: 2 });
});
afterAll(() =>
  Promise.all([browser?.close(), server?.stop(), rm(folder, { recursive: true, force: true })]),
);

const atTheDesk = deskOf(() => ({ browser, origin: server.origin, contestId: relay.id }));

/** The public account of votes as a page shows it, by the words under the figures. */
async function accountOn(page: Page): Promise<Record<string, number>> {
  const pairs = await page
    .locator('section[aria-labelledby="account-title"] dl > div')
    .evaluateAll((items) =>
      items.map((item) => [
        item.querySelector('dt')?.textContent?.trim() ?? '',
        Number(item.querySelector('dd')?.textContent),
      ]),
    );
  return Object.fromEntries(pairs) as Record<string, number>;
}

/** Why votes were set aside, and which were looked into and counted, as a page lists it: votes and words. */
const reasonsOn = (page: Page): Promise<string[]> =>
  page
    .locator('section[aria-labelledby="account-title"] li')
    .evaluateAll((rows) => rows.map((row) => (row.textContent ?? '').replace(/\s+/g, ' ').trim()));

/** What fans see of it. */
async function publicAccount(path: string): Promise<Record<string, number>> {
  const page = await browser.newPage(phone);
  await page.goto(server.origin + path);
  await page.waitForSelector('#account-title');
  const account = await accountOn(page);
  await page.close();
  return account;
}

describe('the desk for suspicious votes', () => {
  it('shows what was found once a moderator looks, with reasons and a picture', () =>
    atTheDesk(phone, async (page) => {
      await page.getByRole('button', { name: 'Look again now' }).click();

      const burst = section(page, 'In quarantine').getByRole('article');
      await burst.waitFor();
      expect(await burst.count()).toBe(1);
      const words = await burst.innerText();
      expect(words).toContain(`${ROBOTS} votes for “Stuffed”`);
      expect(words).toContain('40 places, one browser');
      expect(words).toContain('nearly certain');
      expect(words).toContain(`Now 0 (2nd), with them ${ROBOTS} (1st)`);
      expect(words).toContain('Not counted for now');
      expect(words).toContain(`${ROBOTS} voters used one and the same browser, from 40 places.`);
      expect(await burst.getByRole('img', { name: /^Within / }).isVisible()).toBe(true);
      expect(await burst.locator('svg rect.own').count()).toBe(32);

      const doubted = section(page, 'Worth a look').getByRole('article');
      expect(await doubted.innerText()).toContain(`${KIOSK} votes for “${CAPTION}”`);
      expect(await doubted.innerText()).toContain('Counts at the moment');
      expect(await doubted.innerText()).toContain(`Now ${KIOSK} (1st), without them 0 (1st)`);
      expect(await section(page, 'Worth a look').innerText()).toContain(
        'These votes count at the moment.',
      );
      expect(await findingsInLightAndDark(page)).toEqual([]);
      const widthPx = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(widthPx).toBeLessThanOrEqual(phone.viewport.width);
      expect(await accountOn(page)).toEqual({
        cast: FANS + ROBOTS + KIOSK,
        counted: FANS + KIOSK,
        'in quarantine': ROBOTS,
        'set aside': 0,
      });
      // A live split would tell whoever takes votes back and forth which of them are held.
      expect(await publicAccount(`${relay.url}/rules`)).toEqual({ cast: FANS + ROBOTS + KIOSK });
    }));

  it('voids a group in one act, with a public reason, by keyboard alone', () =>
    atTheDesk(
      desktop,
      async (page) => {
        // A second page that shows the votes as they are now, and will not have heard of the decision.
        const stale = await page.context().newPage();
        await stale.routeWebSocket(/\/live\?/, () => undefined);
        await stale.goto(page.url());
        await stale.waitForSelector('html[data-hydrated]');
        const burst = section(page, 'In quarantine').getByRole('article');
        await burst.getByRole('button', { name: 'Void them' }).focus();
        await page.keyboard.press('Enter');
        const dialog = page.getByRole('dialog', { name: `Void ${ROBOTS} votes` });
        await dialog.waitFor();
        await dialog.getByLabel('Reason').focus();
        await page.keyboard.type('One browser, a minute, forty addresses.');
        await settled(page);
        expect(await seriousFindings(page)).toEqual([]);
        await dialog.getByRole('button', { name: 'Void them' }).focus();
        await page.keyboard.press('Enter');

        const decided = section(page, 'Decided').getByRole('article');
        await decided.waitFor();
        expect(await decided.innerText()).toContain('Voided, not counted');
        expect(await decided.innerText()).toContain('One browser, a minute, forty addresses.');
        expect(await section(page, 'In quarantine').count()).toBe(0);
        expect(await page.getByText(`${ROBOTS} votes are voided`).isVisible()).toBe(true);
        // Whoever goes on by keyboard is not thrown out of the page.
        const next = section(page, 'Worth a look').getByRole('heading', { level: 3 });
        await page.waitForFunction(
          (id) => document.activeElement?.id === id,
          await next.getAttribute('id'),
        );
        expect(await accountOn(page)).toEqual({
          cast: FANS + ROBOTS + KIOSK,
          counted: FANS + KIOSK,
          'in quarantine': 0,
          'set aside': ROBOTS,
        });
        expect(await publicAccount(relay.url)).toMatchObject({ cast: FANS + ROBOTS + KIOSK });

        const overlooked = section(stale, 'In quarantine').getByRole('article');
        await overlooked.getByRole('button', { name: 'Clear: count them' }).click();
        const clearing = stale.getByRole('dialog', { name: `Count ${ROBOTS} votes` });
        await clearing.getByRole('button', { name: 'A school or a class.' }).click();
        await clearing.getByRole('button', { name: 'Count them' }).click();
        await stale
          .getByText('Somebody else has decided on this group of votes meanwhile')
          .waitFor();
        expect(await clearing.isVisible()).toBe(false);
        const shown = section(stale, 'Decided').getByRole('article');
        expect(await shown.innerText()).toContain('One browser, a minute, forty addresses.');
        expect(await accountOn(stale)).toMatchObject({ counted: FANS + KIOSK });
        expect(await findingsInLightAndDark(stale)).toEqual([]);
      },
      [/status of 409/],
    ));

  it('clears votes that count with a reason at hand, and they do not come back', () =>
    atTheDesk(phone, async (page) => {
      await section(page, 'Worth a look').getByRole('button', { name: 'These are people' }).click();
      const dialog = page.getByRole('dialog', { name: `Count ${KIOSK} votes` });
      await dialog.getByRole('button', { name: 'A school or a class.' }).click();
      await settled(page);
      expect(await seriousFindings(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Count them' }).click();
      await section(page, 'Worth a look').waitFor({ state: 'detached' });
      expect(await page.getByText('Nothing to look into').isVisible()).toBe(true);
      await page.getByRole('button', { name: 'Look again now' }).click();
      await page.getByText('Nothing new was found.').first().waitFor();
      expect(await section(page, 'Worth a look').count()).toBe(0);
      expect(await section(page, 'Decided').getByRole('article').count()).toBe(2);
      expect(await section(page, 'Decided').innerText()).toContain('A school or a class.');
      expect(await accountOn(page)).toMatchObject({ counted: FANS + KIOSK, 'set aside': ROBOTS });
      expect(await findingsInLightAndDark(page)).toEqual([]);
    }));

  it('leaves a result with its account, and a ledger that can be checked, with every decision', async () => {
    await relay.owner.must('POST', '/dev/clock', { byMs: 100 * HOUR_MS });
    for (const type of ['core.selectWinners', 'core.confirmWinners', 'core.announce'])
      await relay.moderator.must('POST', `/api/contests/${relay.id}/actions`, {
        key: randomUUID(),
        action: { type },
      });
    const reasons = [
      `${ROBOTS} “One browser, a minute, forty addresses.”`,
      `${KIOSK} “A school or a class.”`,
    ];
    for (const path of ['results', 'rules']) {
      const context = await browser.newContext({ ...phone, reducedMotion: 'reduce' });
      const page = await context.newPage();
      await page.goto(`${server.origin}${relay.url}/${path}`);
      expect(await reasonsOn(page), path).toEqual(reasons);
      expect(await findingsInLightAndDark(page)).toEqual([]);
      await context.close();
    }
    expect(await publicAccount(`${relay.url}/results`)).toEqual({
      cast: FANS + ROBOTS + KIOSK,
      counted: FANS + KIOSK,
      'set aside': ROBOTS,
    });
    const reply = await fetch(`${server.origin}/api/contests/${relay.id}/ledger`);
    const ledger = join(folder, 'ledger.ndjson');
    const text = await reply.text();
    await writeFile(ledger, text);
    const verifier = ['bin/verify.ts', ledger, '--json'];
    const { stdout } = await promisify(execFile)(process.execPath, verifier);
    const { events } = readLedger(text);
    expect(JSON.parse(stdout)).toMatchObject({ events: events.length });
    const decisions = events
      .filter(({ data }) => /^core\.(votes|cluster)/.test(data.type))
      .map(({ role, data }) => `${role} ${data.type}`);
    expect(decisions).toEqual([
      'system core.votesLookedThrough',
      'moderator core.clusterVoided',
      'moderator core.votesQuarantined',
      'moderator core.clusterCleared',
    ]);
  });
});
