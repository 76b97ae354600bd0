import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noisePicture } from '../../bin/fuzz/world.ts';
import { joinTeam } from '../../bin/join-team.ts';
import type { Config } from '../../contests/street-photo-relay/schema.ts';
import type { ContestTypeView, DraftView, StudioCampaign } from '../../worker/wire/studio.ts';
import { demoCaller, type Caller } from '../support/caller.ts';
import { desktop, launchChromium } from '../support/chromium.ts';
import { HOUR_MS } from '../support/relay.ts';
import { act } from '../support/running-relay.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { htmlVectors, markdownVectors, packed } from '../support/xss-vectors.ts';

let server: TestServer;
let browser: Browser;
let owner: Caller;
let moderator: Caller;

interface Shown {
  id: string;
  url: string;
  campaignId: string;
  campaignUrl: string;
  entryIds: string[];
  /** The same settings, not published: its form can be changed and shows its own previews. */
  draftId: string;
  /** An author who got a note with a refusal. */
  refusedAuthor: string;
}
let running: Shown;
let announced: Shown;

const captions = packed(htmlVectors, 280);
const short = htmlVectors.filter(({ length }) => length <= 60);
const oneLine = (maxLength: number) =>
  packed(htmlVectors, maxLength).filter((text) => !/[\n\v\f\r\u2028\u2029]/.test(text));
const markdown = (maxLength: number) => packed(markdownVectors, maxLength, '\n\n');
/** The `index`-th of a row that begins again at its end. */
const turn = (row: readonly string[], index: number) => row[index % row.length] ?? '';

/** A relay whose every text is a vector, with as many entries as captions are given. */
async function poisoned(hours: number, texts: readonly string[], shift: number): Promise<Shown> {
  const nowMs = Date.now();
  const named = await owner.must<{ brands: { id: string }[] }>('GET', '/api/me');
  const brandId = named.brands[0]?.id ?? '';
  const lines = oneLine(120);
  const campaign = await owner.must<StudioCampaign>('POST', `/api/brands/${brandId}/campaigns`, {
    title: turn(lines, shift),
  });
  await owner.must('PATCH', `/api/studio/campaigns/${campaign.id}`, {
    tagline: turn(oneLine(200), shift),
    storyMarkdown: `${markdown(9_900)[0]}\n\n${packed(htmlVectors, 9_900, '\n\n')[shift]}`,
  });
  const types = await owner.must<ContestTypeView[]>('GET', '/api/contest-types');
  const type = types.find(({ defaults }) => 'route' in (defaults as object))?.type;
  const contests = `/api/studio/campaigns/${campaign.id}/contests`;
  const draft = await owner.must<DraftView>('POST', contests, {
    type,
    title: turn(lines, shift + 1),
  });
  const places = oneLine(80);
  const stop = (id: string, at: number) => ({
    id,
    city: turn(places, at),
    scene: turn(places, at + 1),
    name: turn(places, at + 2),
    hint: turn(packed(htmlVectors, 400), at),
  });
  const config = {
    ...(draft.config as Config),
    briefing: `${turn(packed(htmlVectors, 1_900, '\n\n'), shift)}\n\n${turn(markdown(1_900), shift)}`,
    rulesText: `${packed(htmlVectors, 9_000, '\n\n')[0]}\n\n${markdown(9_000)[0]}`,
    schedule: {
      entriesOpenAtMs: nowMs - HOUR_MS,
      entriesCloseAtMs: nowMs + hours * HOUR_MS,
      votingOpensAtMs: nowMs - HOUR_MS,
      votingClosesAtMs: nowMs + hours * HOUR_MS,
      resultsAtMs: nowMs + (hours + 1) * HOUR_MS,
    },
    route: [stop('porto', shift), stop('lisbon', shift + 5)],
    worksPerStop: 2,
    honours: [turn(lines, shift + 2), turn(lines, shift + 3)],
    whoMayEnter: { who: 'guest' },
    whoMayVote: { who: 'guest' },
    entriesPerFan: 100,
    entriesPerStop: 100,
    standingsVisible: true,
    selection: { by: 'both', weights: { jury: 1, votes: 1 } },
    juryQuorum: 0,
  } satisfies Config;
  const unpublished = await owner.must<DraftView>('POST', contests, { type, title: 'A draft' });
  for (const { id } of [draft, unpublished])
    await owner.must('PATCH', `/api/contests/${id}/draft`, { config });
  const { url } = await owner.must<DraftView>('POST', `/api/contests/${draft.id}/publish`);
  const entryIds: string[] = [];
  const refusedAuthor = turn(
    short.filter(({ length }) => length <= 40),
    shift,
  );
  for (const [index, caption] of texts.entries()) {
    const author = index % 12 === 3 ? refusedAuthor : `Fan ${index % 6}`;
    const fan = await demoCaller(server.origin, 'fan', author);
    const picture = await noisePicture(shift * 100 + index);
    const path = `/api/media?contest=${draft.id}`;
    const { mediaId } = await fan.must<{ mediaId: string }>('POST', path, picture);
    const { receipt } = await act(fan, draft.id, {
      type: 'submit',
      stopId: index % 2 ? 'lisbon' : 'porto',
      mediaId,
      caption,
      credit: turn(short, index + shift),
      acceptsRulesVersion: 1,
    });
    const entryId = receipt.createdId ?? '';
    entryIds.push(entryId);
    // Some wait, one is refused with a note, the others are shown.
    if (index % 12 === 3) {
      const note = turn(packed(htmlVectors, 500), shift);
      await act(moderator, draft.id, { type: 'refuse', entryId, reason: 'quality', note });
    } else if (index % 6 !== 5) await act(moderator, draft.id, { type: 'approve', entryId });
  }
  const { id: campaignId, url: campaignUrl } = campaign;
  const draftId = unpublished.id;
  return { id: draft.id, url, campaignId, campaignUrl, draftId, entryIds, refusedAuthor };
}

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
  const half = Math.ceil(captions.length * 0.75);
  running = await poisoned(72, captions.slice(0, half), 0);
  announced = await poisoned(24, captions.slice(half), 1);
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

/** Looks for everything by which a text could have become more than a text. */
function listen(context: BrowserContext): string[] {
  const heard: string[] = [];
  context.on('dialog', (dialog) => {
    heard.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) heard.push(message.text());
  });
  context.on('weberror', (error) => heard.push(error.error().message));
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    const own = origin === server.origin || ['data:', 'blob:', 'about:'].includes(protocol);
    if (!own) heard.push(`a request to ${request.url()}`);
  });
  return heard;
}

/** What of the page is markup that we did not write; runs in the browser. */
function intruders(): string[] {
  const found: string[] = [];
  for (const element of document.querySelectorAll('*')) {
    const tag = element.outerHTML.slice(0, 120);
    for (const name of element.getAttributeNames()) {
      const value = element.getAttribute(name) ?? '';
      if (name.startsWith('on')) found.push(`a handler: ${tag}`);
      if (/^\W*(javascript|vbscript|data:text)/i.test(value) && /href|src|action/.test(name))
        found.push(`an address: ${tag}`);
    }
    if (
      /^(iframe|object|embed|base|marquee|math|foreignobject|template|form)$/i.test(
        element.localName,
      )
    ) {
      if (element.localName !== 'form' || element.hasAttribute('action'))
        found.push(`an element: ${tag}`);
    }
    if (element.localName === 'script' && element.getAttribute('type') !== 'application/json') {
      if (!(element as HTMLScriptElement).nonce) found.push(`a script: ${tag}`);
    }
  }
  if ('__xss' in window) found.push('a vector has run');
  return found;
}

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
  const heard = listen(context);
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
    const heard = listen(context);
    const page = await context.newPage();
    // A page without our headers, in which nothing is escaped.
    await page.setContent(`<p>${captions.join('</p><p>')}</p>`);
    await expect.poll(() => heard.some((what) => what.startsWith('a dialog'))).toBe(true);
    expect((await page.evaluate(intruders)).length).toBeGreaterThan(20);
    await context.close();
  });
});
