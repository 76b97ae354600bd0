import { randomUUID } from 'node:crypto';
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskOf, section } from '../support/at-the-desk.ts';
import { desktop, launchChromium, phone } from '../support/chromium.ts';
import { ALL, LONG, manyMachines } from '../support/many-machines.ts';
import { findingsInLightAndDark, seriousFindings, settled } from '../support/quiet.ts';
import { HOUR_MS } from '../support/relay.ts';
import type { RunningRelay } from '../support/running-relay.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { ADDRESS_HEADER, oneBrowser } from '../support/vote-attack.ts';

let server: TestServer;
let browser: Browser;
let relay: RunningRelay;
let entryIds: string[];

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startServer({ env: { FANFARE_DEMO_CAMPAIGN: '0', FANFARE_ADDRESS_HEADER: ADDRESS_HEADER } }),
    launchChromium(),
  ]);
  ({ relay, entryIds } = await manyMachines(server.origin));
});
afterAll(() => Promise.all([browser?.close(), server?.stop()]));

const atTheDesk = deskOf(() => ({ browser, origin: server.origin, contestId: relay.id }));

const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);
const titles = (page: Page, name: string) =>
  section(page, name).getByRole('heading', { level: 3 }).allInnerTexts();
const focusOn = (page: Page, words: string) =>
  page.waitForFunction((text) => document.activeElement?.textContent?.trim() === text, words);

const refuse = (route: Route) =>
  route.fulfill({
    status: 403,
    json: { error: { code: 'core/NOT_ALLOWED', message: 'Ask an owner.', requestId: '' } },
  });

describe('many groups of votes', () => {
  it('stand entry by entry, and say closed what a decision hangs on', () =>
    atTheDesk(phone, async (page) => {
      expect(await titles(page, 'In quarantine')).toEqual([
        '30 votes for “Umbrella”',
        '26 votes for “Umbrella”',
        '28 votes for “Two dogs”',
        '27 votes for “Late bus”',
        `25 votes for “${LONG}”`,
      ]);
      const card = section(page, 'In quarantine').getByRole('article').first();
      const words = await card.innerText();
      expect(words).toMatch(/\d+ \w+, \d\d:\d\d, within .*(second|minute)/);
      expect(words).toContain('30 places, one browser');
      expect(words).toContain('nearly certain');
      expect(words).toContain('Now 0 (2nd), with them 30 (1st)');
      expect(await page.locator('figure').count()).toBe(0);
      const short = page.getByText(`${ALL} in quarantine`).first();
      expect((await short.boundingBox())?.y).toBeLessThan(phone.viewport.height);
      await page.getByText('“Umbrella”: 2 groups, 56 votes').waitFor();
      await page.getByRole('button', { name: 'Choose all 2' }).click();
      const bar = page.getByRole('region', { name: 'Chosen groups' });
      expect(await bar.innerText()).toContain('2 groups chosen, 56 votes');
      const place = await bar.boundingBox();
      expect(place!.y + place!.height).toBeCloseTo(phone.viewport.height, 0);
      expect(place?.height).toBeLessThan(150);
      expect(await findingsInLightAndDark(page)).toEqual([]);
      expect(await widthOf(page)).toBe(390);
      // A box is called by what it chooses.
      await page.getByRole('checkbox', { name: `25 votes for “${LONG}”` }).check();
      await bar.getByRole('button', { name: 'Void them' }).click();
      const dialog = page.getByRole('dialog', { name: 'Void 81 votes in 3 groups' });
      await settled(page);
      const parts = [dialog.getByText('They stay on'), dialog.getByLabel('Public reason')];
      for (const part of parts) {
        const box = await part.boundingBox();
        expect(box!.x + box!.width).toBeLessThan(phone.viewport.width);
      }
      expect(await findingsInLightAndDark(page)).toEqual([]);
    }));

  it('are decided on by keys: several with one reason, the next with the same one', () =>
    atTheDesk(
      desktop,
      async (page) => {
        await page.keyboard.press('?');
        const help = page.getByRole('dialog', { name: 'Keys' });
        await help.waitFor();
        expect(await help.innerText()).toContain('Choose all for the same entry');
        await page.keyboard.press('Escape');
        await help.waitFor({ state: 'hidden' });
        await settled(page);
        await page.keyboard.press('ArrowRight');
        await focusOn(page, '30 votes for “Umbrella”');
        await page.keyboard.press('o');
        expect(await page.getByRole('img', { name: /Highest: / }).isVisible()).toBe(true);
        await page.keyboard.press('o');
        await page.keyboard.press('e');
        await page.getByText('2 groups chosen, 56 votes').waitFor();
        await page.keyboard.press('v');
        const both = page.getByRole('dialog', { name: 'Void 56 votes in 2 groups' });
        await both.waitFor();
        await settled(page);
        expect(await seriousFindings(page)).toEqual([]);
        // A digit takes a reason and goes to the button that gives it.
        await page.keyboard.press('1');
        await focusOn(page, 'Void them');
        // The second of them does not get through.
        let sent = 0;
        await page.route('**/actions', (route) =>
          ++sent === 2 ? refuse(route) : route.continue(),
        );
        await page.keyboard.press('Enter');
        const left = page.getByRole('alert');
        await left.waitFor();
        expect(await left.innerText()).toMatch(
          /1 of 2 groups were decided; the others are as they were\.\s+Ask an owner\./,
        );
        await page.getByText('30 votes are voided').waitFor();
        await page.unroute('**/actions');
        await page.getByText('One group chosen, 26 votes').waitFor();
        await focusOn(page, '26 votes for “Umbrella”');
        await page.keyboard.press('v');
        await page.getByRole('dialog', { name: 'Void 26 votes' }).waitFor();
        await focusOn(page, 'Void them');
        await page.keyboard.press('Enter');
        await page.getByText('26 votes are voided').waitFor();
        expect(await left.count()).toBe(0);
        await focusOn(page, '28 votes for “Two dogs”');
        // The reason given last is there already.
        await page.keyboard.press('v');
        const next = page.getByRole('dialog', { name: 'Void 28 votes' });
        await next.waitFor();
        expect(await next.innerText()).toContain('Two dogs');
        expect(await next.getByLabel('Public reason').inputValue()).toBe(
          'One machine with many names.',
        );
        await focusOn(page, 'Void them');
        await page.keyboard.press('Enter');
        await page.getByText('28 votes are voided').waitFor();
        expect(await titles(page, 'Decided')).toHaveLength(3);
        expect(await titles(page, 'In quarantine')).toHaveLength(2);
        // One message at a time, away from the buttons of the list.
        const toasts = page.locator('.region button');
        expect(await toasts.count()).toBe(1);
        const rows = page.locator('section[aria-labelledby="account-title"] li');
        expect((await rows.allInnerTexts()).map((row) => row.replace(/\s+/g, ' '))).toEqual([
          '84 “One machine with many names.”',
        ]);
      },
      [/status of 403/],
    ));

  it('that somebody else decides on meanwhile are named, and the others go through', () =>
    atTheDesk(
      desktop,
      async (page, open) => {
        const stale = await open({ hears: false });
        const watching = await open();
        const theirs = watching.getByRole('heading', { name: '27 votes for “Late bus”' });
        await theirs.focus();
        await page.getByRole('button', { name: 'Clear: count them' }).first().click();
        const one = page.getByRole('dialog', { name: 'Count 27 votes' });
        await one.getByRole('button', { name: 'A school or a class.' }).click();
        // The answer is long in coming, and the dialog is closed meanwhile.
        const answered = Promise.withResolvers<void>();
        await page.route('**/actions', async (route) => {
          const response = await route.fetch();
          await answered.promise;
          await route.fulfill({ response });
        });
        await one.getByRole('button', { name: 'Count them' }).click();
        await page.keyboard.press('Escape');
        await one.waitFor({ state: 'hidden' });

        // Whoever is at the next desk sees it, and goes on where the list goes on.
        const elsewhere = 'Somebody else has decided on one group.';
        await watching.getByText(elsewhere).waitFor();
        expect(await page.getByText(elsewhere).count()).toBe(0);
        answered.resolve();
        await page.getByText('27 votes count.').waitFor();
        expect(await titles(watching, 'In quarantine')).toEqual([`25 votes for “${LONG}”`]);
        expect(await titles(watching, 'Decided')).toContain('27 votes for “Late bus”');
        await focusOn(watching, `25 votes for “${LONG}”`);
        await watching.close();

        for (const box of await stale.getByRole('checkbox').all()) await box.check();
        await stale.getByRole('region', { name: 'Chosen groups' }).getByText('Void them').click();
        const both = stale.getByRole('dialog', { name: 'Void 52 votes in 2 groups' });
        await both.getByRole('button', { name: 'Accounts made for this vote alone.' }).click();
        await both.getByRole('button', { name: 'Void them' }).click();
        const left = stale.getByRole('alert');
        await left.waitFor();
        expect(await left.innerText()).toContain('1 of 2 groups were decided');
        expect(await left.innerText()).toContain('“Late bus”, 27 votes: Somebody else has decided');
        await stale.getByText('25 votes are voided').waitFor();
        expect(await titles(stale, 'In quarantine')).toEqual([]);
        expect(await findingsInLightAndDark(stale)).toEqual([]);
        // Once a group is decided it is decided on again by itself.
        expect(await stale.getByRole('checkbox').count()).toBe(0);
      },
      [/status of 409/],
    ));

  it('keep their dialog and its reason when a decision is refused', () =>
    atTheDesk(
      desktop,
      async (page) => {
        const again = section(page, 'Decided').getByRole('button', { name: 'Void them' });
        await page.route('**/actions', refuse);
        await again.click();
        const dialog = page.getByRole('dialog', { name: 'Void 27 votes' });
        await dialog.getByLabel('Public reason').fill('A second look.');
        await page.keyboard.press('Control+Enter');
        await dialog.getByText('Ask an owner.').waitFor();
        expect(await dialog.getByLabel('Public reason').inputValue()).toBe('A second look.');
        await page.unroute('**/actions');
        await dialog.getByRole('button', { name: 'Void them' }).click();
        await page.getByText('27 votes are voided').waitFor();
      },
      [/status of 403/],
    ));
});

describe('votes that nobody decided on', () => {
  it('did not count, in the words of the desk and of the public account', async () => {
    const { origin } = server;
    const { id, moderator } = relay;
    await oneBrowser(origin, {
      ...{ contestId: id, entryIds: entryIds.slice(3, 4), count: 24, name: 'A last machine' },
      ...{ addresses: 24, block: 9, agent: 'The last browser' },
    });
    await moderator.must('POST', `/api/contests/${id}/clusters/search`);
    await relay.owner.must('POST', '/dev/clock', { byMs: 100 * HOUR_MS });
    const decide = (type: string) =>
      moderator.must('POST', `/api/contests/${id}/actions`, {
        key: randomUUID(),
        action: { type },
      });
    const publicWords = async (path: string) => {
      const page = await browser.newPage({ ...phone, javaScriptEnabled: false });
      await page.goto(`${origin}${relay.url}/${path}`);
      const words = await page.locator('section[aria-labelledby="account-title"]').innerText();
      expect(await widthOf(page)).toBe(390);
      await page.close();
      return words.replace(/\s+/g, ' ');
    };
    await decide('core.selectWinners');
    // That winners are selected is nobody's to know yet.
    expect(await publicWords('rules')).toContain('in quarantine 24');
    expect(await publicWords('rules')).toContain('count only if the moderators clear them before');
    await atTheDesk(phone, async (page) => {
      const words = await section(page, 'In quarantine').innerText();
      expect(words).toContain('still in quarantine when the winners were selected');
      expect(words).toContain('Did not count');
      expect(await page.locator('main').innerText()).not.toContain('until somebody decides');
      expect(await page.getByRole('button', { name: 'Void them' }).count()).toBe(0);
      expect(await page.locator('main').innerText()).toContain('24 votes were still in quarantine');
      expect(await findingsInLightAndDark(page)).toEqual([]);
      await page.goto(`${origin}/desk/${id}/results`);
      expect(await widthOf(page)).toBe(390);
    });
    await decide('core.confirmWinners');
    await decide('core.announce');
    for (const path of ['results', 'rules']) {
      const words = await publicWords(path);
      expect(words).toContain('left in quarantine 24');
      expect(words).toContain('24 votes were still in quarantine when the winners were selected');
      expect(words).not.toMatch(/looked into; they count|no person behind/);
      expect(words).toContain('84 “One machine with many names.”');
      expect(words).toContain('27 “A second look.”');
      expect(words).toContain('25 “Accounts made for this vote alone.”');
      expect(words).toContain(`set aside ${ALL}`);
    }
    // The photograph with the long name has won.
    const winner = await browser.newPage(phone);
    await winner.goto(`${origin}${relay.url}/entries/${entryIds.at(-1)}`);
    await winner.getByRole('heading', { level: 1, name: LONG }).waitFor();
    expect(await widthOf(winner)).toBe(390);
    await winner.close();
  });
});
