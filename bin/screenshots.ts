/**
 * Takes the README's screenshots into docs/screenshots, and into a folder there for each contest type its main screens,
 * on a phone and on a desk: `npm run screenshots`. It starts the built server on a temporary data folder, with the
 * demo, and looks at it as a fan, a brand and a moderator would.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { desktop, launchChromium, phone } from '../test/support/chromium.ts';
import { startServer } from '../test/support/server.ts';
import type { CampaignSummary, ContestSummary, EntriesPage } from '../worker/wire/contest.ts';

const folder = resolve(import.meta.dirname, '../docs/screenshots');
const MAX_BYTES = 250_000;

/** Whom the demo's one-click sign-in offers, or nobody. */
type Visitor = 'brand' | 'moderator' | null;

interface Screenshot {
  name: string;
  window: typeof phone | typeof desktop;
  as: Visitor;
  path: string;
}

/** A contest of the demo, with its best entry that has a page of its own. */
interface Shown {
  contest: ContestSummary;
  entryPath: string | null;
  total: number;
}

async function look(origin: string, contest: ContestSummary): Promise<Shown> {
  const reply = await fetch(`${origin}/api/contests/${contest.id}/entries?sort=shuffle&limit=1`);
  const { entries, total } = (await reply.json()) as EntriesPage;
  const [entry] = entries;
  return { contest, total, entryPath: entry?.picture ? entry.url : null };
}

/** The main screens of a type's two contests, in a folder named after it. */
function screensOf(type: string, live: Shown, finished: ContestSummary): Screenshot[] {
  const { contest, entryPath } = live;
  const entry = entryPath ? [{ screen: 'entry-phone', as: null, path: entryPath }] : [];
  const seen: { screen: string; as: Visitor; path: string }[] = [
    { screen: 'play-phone', as: null, path: contest.url },
    { screen: 'play-desktop', as: null, path: contest.url },
    ...entry,
    { screen: 'results-phone', as: null, path: `${finished.url}/results` },
    { screen: 'results-desktop', as: null, path: `${finished.url}/results` },
    { screen: 'studio-desktop', as: 'brand', path: `/studio/contests/${contest.id}` },
    { screen: 'desk-desktop', as: 'moderator', path: `/desk/${contest.id}` },
  ];
  return seen.map(({ screen, as, path }) => ({
    name: `${type}/${screen}`,
    window: screen.endsWith('phone') ? phone : desktop,
    as,
    path,
  }));
}

/** All pictures, with the addresses that this demo's ids give them. */
async function screenshots(origin: string, campaign: CampaignSummary): Promise<Screenshot[]> {
  const live = await Promise.all(
    campaign.contests.filter(({ announced }) => !announced).map((one) => look(origin, one)),
  );
  const finishedOf = ({ contest: { type } }: Shown) => {
    const found = campaign.contests.find((one) => one.announced && one.type === type);
    if (!found) throw new Error(`the demo lacks a finished contest of ${type}`);
    return found;
  };
  // The README shows the contest with the most to see.
  const [first] = live.toSorted(
    (a, b) => Number(b.entryPath !== null) - Number(a.entryPath !== null) || b.total - a.total,
  );
  if (!first?.entryPath) throw new Error('the demo lacks a contest with pictures');
  const { contest, entryPath } = first;
  return [
    { name: 'home-phone', window: phone, as: null, path: '/' },
    { name: 'campaign-phone', window: phone, as: null, path: campaign.url },
    { name: 'campaign-desktop', window: desktop, as: null, path: campaign.url },
    { name: 'play-phone', window: phone, as: null, path: contest.url },
    { name: 'entry-phone', window: phone, as: null, path: entryPath },
    { name: 'results-phone', window: phone, as: null, path: `${finishedOf(first).url}/results` },
    {
      name: 'studio-desktop',
      window: desktop,
      as: 'brand',
      path: `/studio/contests/${contest.id}`,
    },
    { name: 'desk-desktop', window: desktop, as: 'moderator', path: `/desk/${contest.id}` },
    ...live.flatMap((shown) => screensOf(shown.contest.type, shown, finishedOf(shown))),
  ];
}

/** Opens the page and waits until nothing on it moves or loads any more. */
async function visit(page: Page, { path }: Screenshot): Promise<void> {
  await page.goto(path);
  await page.waitForSelector('html[data-hydrated]');
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() =>
    [...document.images].every((image) => image.complete || image.loading === 'lazy'),
  );
  await page.waitForTimeout(500);
}

/** WebP, as good as fits. */
async function save(name: string, png: Buffer): Promise<void> {
  for (const quality of [88, 78, 66, 50]) {
    const webp = await sharp(png).webp({ quality }).toBuffer();
    if (webp.length > MAX_BYTES) continue;
    const file = join(folder, `${name}.webp`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, webp);
    console.log(`docs/screenshots/${name}.webp  ${Math.round(webp.length / 1000)} kB`);
    return;
  }
  throw new Error(`${name} does not fit into ${MAX_BYTES} bytes`);
}

async function signIn(context: BrowserContext, origin: string, as: Visitor): Promise<void> {
  if (!as) return;
  const reply = await context.request.post('/dev/sign-in', { data: { as }, headers: { origin } });
  if (!reply.ok()) throw new Error(`signing in as ${as}: ${reply.status()}`);
}

const dataDir = await mkdtemp(join(tmpdir(), 'fanfare-screenshots-'));
const [server, browser] = await Promise.all([startServer({ dataDir }), launchChromium()]);
try {
  const { origin } = server;
  const reply = await fetch(`${origin}/api/campaigns`);
  const { campaigns } = (await reply.json()) as { campaigns: CampaignSummary[] };
  const [campaign] = campaigns;
  if (!campaign) throw new Error('there is no demo campaign');
  for (const screenshot of await screenshots(origin, campaign)) {
    const context = await browser.newContext({
      ...screenshot.window,
      baseURL: origin,
      colorScheme: 'light',
      reducedMotion: 'reduce',
      locale: 'en-GB',
      timezoneId: campaign.timeZone,
    });
    await signIn(context, origin, screenshot.as);
    const page = await context.newPage();
    await visit(page, screenshot);
    await save(screenshot.name, await page.screenshot({ animations: 'disabled' }));
    await context.close();
  }
} finally {
  await browser.close();
  await server.stop();
  await rm(dataDir, { recursive: true });
}
