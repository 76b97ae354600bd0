import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinTeam } from '../../bin/join-team.ts';
import { demoCaller, type Caller } from '../support/caller.ts';
import { desktop, launchChromium } from '../support/chromium.ts';
import { intruders, listen } from '../support/intruders.ts';
import { captions, oneLine, poisoned, short, turn, type Shown } from '../support/poisoned-relay.ts';
import { HOUR_MS } from '../support/relay.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { htmlVectors, markdownVectors, packed } from '../support/xss-vectors.ts';

let server: TestServer;
let browser: Browser;
let owner: Caller;
let moderator: Caller;

let running: Shown;
let announced: Shown;

/** Acts of the core, which have no type of their own in a relay's schema. */
async function core(type: string, more: object = {}): Promise<void> {
  const action = { type, ...more };
  await moderator.must('POST', `/api/contests/${announced.id}/actions`, {
    key: randomUUID(),
    action,
  });
}

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startServer({ env: { FANFARE_DEMO_CAMPAIGN: '0' } }),
    launchChromium(),
  ]);
  owner = await demoCaller(server.origin, 'brand');
  moderator = await demoCaller(server.origin, 'moderator');
  const staff = { origin: server.origin, owner, moderator };
  const half = Math.ceil(captions.length * 0.75);
  running = await poisoned(staff, 72, captions.slice(0, half), 0);
  announced = await poisoned(staff, 24, captions.slice(half), 1);
  const member = await demoCaller(server.origin, 'fan', `<img src=x onerror=alert(1)>`);
  const { brands } = await owner.must<{ brands: { id: string }[] }>('GET', '/api/me');
  await joinTeam(owner, brands[0]?.id ?? '', member, 'judge');
  await owner.must('POST', '/api/brands', { name: turn(oneLine(80), 3) });
  await owner.must('POST', '/dev/clock', { byMs: 26 * HOUR_MS });
  await core('core.selectWinners');
  const reason = turn(packed(htmlVectors, 300), 2);
  await core('core.disqualify', { standingId: announced.entryIds[0], reason });
  await core('core.confirmWinners');
  await core('core.announce');
});
afterAll(() => Promise.all([browser?.close(), server?.stop()]));

async function visit(page: Page, path: string, heard: string[]): Promise<string[]> {
  await page.goto(server.origin + path);
  await page.waitForSelector('html[data-hydrated]');
  // Markdown fields show their preview only when asked.
  const previews = page.locator('button:enabled', { hasText: /^\s*Preview\s*$/ });
  while ((await previews.count()) > 0) await previews.first().click();
  const found = await page.evaluate(intruders);
  return [...heard.splice(0), ...found].map((what) => `${path}: ${what}`);
}

async function visitAll(
  paths: readonly string[],
  who?: { as: 'fan' | 'brand' | 'moderator' | 'judge'; name?: string },
): Promise<string[]> {
  const context = await browser.newContext({ ...desktop, reducedMotion: 'reduce' });
  const heard = listen(context, server.origin);
  const page = await context.newPage();
  const { origin } = server;
  if (who) await page.request.post(`${origin}/dev/sign-in`, { headers: { origin }, data: who });
  const found: string[] = [];
  for (const path of paths) found.push(...(await visit(page, path, heard)));
  await context.close();
  return found;
}

describe('a few hundred texts that would run as markup', () => {
  it('are enough to mean something', () => {
    expect(new Set(htmlVectors).size + new Set(markdownVectors).size).toBeGreaterThan(300);
    expect(captions.join(' ').length).toBeGreaterThan(8_000);
  });

  it('stay texts on every page of fans', async () => {
    const inAddress = encodeURIComponent(turn(short, 4));
    const found = await visitAll([
      '/',
      running.campaignUrl,
      running.url,
      `${running.url}?group=lisbon&sort=new`,
      `${running.url}?group=${inAddress}&sort=${inAddress}&cursor=${inAddress}`,
      `${running.url}/rules`,
      `${running.url}/results`,
      ...running.entryIds.slice(0, 3).map((id) => `${running.url}/entries/${id}`),
      announced.url,
      `${announced.url}/results`,
      `${announced.url}/rules`,
      `/sign-in?next=${inAddress}`,
      `/sign-in?next=javascript:alert(1)`,
      `/c/${inAddress}`,
      `/${inAddress}`,
      '/dev/mail',
    ]);
    expect(found).toEqual([]);
  });

  it('stay texts for whoever wrote them and whoever is called like one', async () => {
    const found = await visitAll(['/me', running.url], { as: 'fan', name: running.refusedAuthor });
    expect(found).toEqual([]);
  });

  it('stay texts in the studio, its form and its previews', async () => {
    const found = await visitAll(
      [
        '/studio',
        `/studio/campaigns/${running.campaignId}`,
        `/studio/contests/${running.id}`,
        `/studio/contests/${running.id}/preview`,
        `/studio/contests/${running.draftId}`,
        `/studio/contests/${running.draftId}/preview`,
        '/studio/brands/demo/members',
        '/me',
      ],
      { as: 'brand' },
    );
    expect(found).toEqual([]);
  });

  it('stay texts at the desk and before the jury', async () => {
    const found = await visitAll(
      [
        '/desk',
        `/desk/${running.id}`,
        `/desk/${running.id}?status=approved`,
        `/desk/${running.id}?status=refused`,
        `/desk/${running.id}/votes`,
        `/desk/${running.id}/results`,
        `/desk/${announced.id}/results`,
      ],
      { as: 'moderator' },
    );
    found.push(...(await visitAll([`/desk/${running.id}/jury`], { as: 'judge' })));
    expect(found).toEqual([]);
  });

  it('would have been noticed', async () => {
    const context = await browser.newContext(desktop);
    const heard = listen(context, server.origin);
    const page = await context.newPage();
    // A page without our headers, in which nothing is escaped.
    await page.setContent(`<p>${captions.join('</p><p>')}</p>`);
    await expect.poll(() => heard.some((what) => what.startsWith('a dialog'))).toBe(true);
    expect((await page.evaluate(intruders)).length).toBeGreaterThan(20);
    await context.close();
  });
});
