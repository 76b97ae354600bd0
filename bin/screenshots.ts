/**
 * Takes the README's screenshots into docs/screenshots: `npm run screenshots`. It starts the built server on a
 * temporary data folder, with the demo, and looks at it as a fan, a brand and a moderator would.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { desktop, launchChromium, phone } from '../test/support/chromium.ts';
import { startServer } from '../test/support/server.ts';
import type { CampaignSummary, EntriesPage } from '../worker/wire/contest.ts';

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

/** The pictures of the README, with the addresses that this demo's ids give them. */
async function screenshots(origin: string, campaign: CampaignSummary): Promise<Screenshot[]> {
  const live = campaign.contests.find(({ announced }) => !announced);
  const finished = campaign.contests.find(({ announced }) => announced);
  if (!live || !finished) throw new Error('the demo lacks a contest');
  const reply = await fetch(`${origin}/api/contests/${live.id}/entries?sort=top&limit=1`);
  const { entries } = (await reply.json()) as EntriesPage;
  const entryPath = `${live.url}/entries/${entries[0]?.id}`;
  return [
    { name: 'play-phone', window: phone, as: null, path: live.url },
    { name: 'entry-phone', window: phone, as: null, path: entryPath },
    { name: 'results-phone', window: phone, as: null, path: `${finished.url}/results` },
    { name: 'campaign-desktop', window: desktop, as: null, path: campaign.url },
    { name: 'studio-desktop', window: desktop, as: 'brand', path: `/studio/contests/${live.id}` },
    { name: 'desk-desktop', window: desktop, as: 'moderator', path: `/desk/${live.id}` },
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
    await writeFile(join(folder, `${name}.webp`), webp);
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
  await mkdir(folder, { recursive: true });
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
