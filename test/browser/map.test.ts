import ExifReader from 'exifreader';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Me } from '../../worker/wire/people.ts';
import type { DraftView, StudioCampaign } from '../../worker/wire/studio.ts';
import { demoCaller, type Caller } from '../support/caller.ts';
import { desktop, launchChromium, phone } from '../support/chromium.ts';
import { iphonePhotograph } from '../support/photos.ts';
import { complaintsOf, seriousFindings, settled } from '../support/quiet.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let owner: Caller;
let campaignId: string;
const browsers: Browser[] = [];

beforeAll(async () => {
  server = await startServer({ env: { FANFARE_DEMO_CAMPAIGN: '0' } });
  owner = await demoCaller(server.origin, 'brand');
  const [brand] = (await owner.must<Me>('GET', '/api/me')).brands;
  const title = 'Places';
  const campaigns = `/api/brands/${brand?.id}/campaigns`;
  const campaign = await owner.must<StudioCampaign>('POST', campaigns, { title, timeZone: 'UTC' });
  campaignId = campaign.id;
});

afterAll(() => server?.stop());
afterEach(async () => {
  for (const browser of browsers.splice(0)) await browser.close();
});

type Settings = Record<string, unknown>;

/** A draft of a type, with settings changed. */
async function draftOf(
  type: string | undefined,
  change: (draft: DraftView) => { config?: Settings; secrets?: Settings },
): Promise<DraftView> {
  const address = `/api/studio/campaigns/${campaignId}/contests`;
  const draft = await owner.must<DraftView>('POST', address, { type, title: 'On the map' });
  await owner.must('PATCH', `/api/contests/${draft.id}/draft`, change(draft));
  return draft;
}

/** A relay with one stop, whose place the form asks for. */
const stopInPorto = () =>
  draftOf('street-photo-relay', ({ config }) => ({
    config: {
      ...(config as Settings),
      route: [
        {
          ...{ id: 'porto', city: 'Porto', name: 'Ribeira', hint: 'Look up.' },
          place: { latitude: 41.14, longitude: -8.61 },
        },
      ],
    },
  }));

/** The settings of a draft, opened by the brand. */
async function openForm(draft: DraftView, flags: string[] = [], device: object = desktop) {
  const browser = await launchChromium(flags);
  browsers.push(browser);
  const context = await browser.newContext({ ...device, reducedMotion: 'reduce' });
  const complaints = complaintsOf(context, 'the form');
  const data = { as: 'brand' };
  const headers = { Origin: server.origin };
  await context.request.post(`${server.origin}/dev/sign-in`, { data, headers });
  const page = await context.newPage();
  const open = async () => {
    await page.goto(`${server.origin}/studio/contests/${draft.id}`);
    await page.locator('html[data-hydrated]').waitFor();
  };
  return { page, complaints, open };
}

/** What the two number fields say. */
async function shown(page: Page): Promise<{ latitude: number; longitude: number }> {
  const read = async (name: string) => Number(await page.getByLabel(name).first().inputValue());
  return { latitude: await read('Latitude'), longitude: await read('Longitude') };
}

/** Scrolls to where the map stands, which begins to load it. */
async function toTheMap(page: Page): Promise<void> {
  await page.getByLabel('Search a place').first().scrollIntoViewIfNeeded();
  await page.getByLabel('Latitude').last().scrollIntoViewIfNeeded();
}

/** The map, once it is drawn. */
async function drawnMap(page: Page): Promise<Locator> {
  await toTheMap(page);
  const map = page.getByRole('application').first();
  await map.getByRole('button', { name: 'Zoom in' }).waitFor();
  return map;
}

/** Waits until what the server keeps has this place. */
async function kept(draft: DraftView, place: { latitude: number; longitude: number }) {
  await expect
    .poll(
      async () => {
        const { config } = await owner.must<DraftView>('GET', `/api/contests/${draft.id}/draft`);
        return (config as { route: { place?: unknown }[] }).route[0]?.place;
      },
      { timeout: 20_000 },
    )
    .toEqual(place);
}

describe.each([
  ['drawn by WebGL', [], '.maplibregl-canvas'],
  ['drawn on a plain canvas where there is no WebGL', ['--disable-3d-apis'], '.flat-map'],
])('a map %s', (_name, flags, canvas) => {
  it('takes a click, the keys and a searched town as a place, and the draft keeps it', async () => {
    const draft = await stopInPorto();
    const { page, complaints, open } = await openForm(draft, flags);
    await open();
    const map = await drawnMap(page);
    expect(await map.locator(canvas).count()).toBe(1);

    const box = (await map.boundingBox())!;
    await page.mouse.click(box.x + box.width * 0.25, box.y + box.height * 0.75);
    await expect.poll(() => shown(page)).not.toEqual({ latitude: 41.14, longitude: -8.61 });
    const clicked = await shown(page);
    expect(clicked.longitude).toBeLessThan(-8.61);
    expect(clicked.latitude).toBeLessThan(41.14);

    await map.focus();
    await page.keyboard.press('ArrowRight');
    const right = await shown(page);
    expect(right.longitude).toBeGreaterThan(clicked.longitude);
    expect(right.latitude).toBeCloseTo(clicked.latitude, 4);
    await page.keyboard.press('Shift+ArrowRight');
    const finer = await shown(page);
    const ratio = (right.longitude - clicked.longitude) / (finer.longitude - right.longitude);
    expect(ratio).toBeCloseTo(10, 0);
    const spoken = map.locator('[aria-live]');
    await expect
      .poll(() => spoken.textContent())
      .toMatch(/^\d+\.\d\d° N, \d+\.\d\d° W(, near .+)?$/);

    const search = page.getByRole('combobox', { name: 'Search a place' });
    await search.fill('zuri');
    await page.getByRole('option', { name: /Zürich/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await search.getAttribute('aria-activedescendant')).toBeTruthy();
    await page.keyboard.press('Enter');
    expect(await shown(page)).toEqual({ latitude: 47.37, longitude: 8.55 });
    await map.locator('svg').getByText('Zürich').first().waitFor({ state: 'attached' });

    await kept(draft, { latitude: 47.37, longitude: 8.55 });
    await settled(page);
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

it('takes a tap on a telephone, and the pin can be dragged', async () => {
  const { page, open } = await openForm(await stopInPorto(), [], phone);
  await open();
  const map = await drawnMap(page);
  const box = (await map.boundingBox())!;
  await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height * 0.8);
  await expect.poll(async () => (await shown(page)).latitude).toBeLessThan(41);
  const tapped = await shown(page);
  const [x, y] = [box.x + box.width / 2, box.y + box.height * 0.8 - 20];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y - 40, { steps: 4 });
  await page.mouse.up();
  const dragged = await shown(page);
  expect(dragged.longitude).toBeGreaterThan(tapped.longitude);
  expect(dragged.latitude).toBeGreaterThan(tapped.latitude);
});

it('stays where it was moved to, although the pin is elsewhere', async () => {
  const { page, open } = await openForm(await stopInPorto());
  await open();
  const map = await drawnMap(page);
  const names = () => map.locator('svg text').allTextContents();
  await expect.poll(names).toContain('Spain');
  const box = (await map.boundingBox())!;
  const drag = async () => {
    await page.mouse.move(box.x + box.width * 0.8, box.y + box.height * 0.8);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.1, box.y + box.height * 0.7, { steps: 8 });
    await page.mouse.up();
  };
  for (let times = 0; times < 3; times += 1) await drag();
  await page.waitForTimeout(1000);
  expect(await names()).not.toContain('Spain');
  expect(await shown(page)).toEqual({ latitude: 41.14, longitude: -8.61 });
});

it('loads nothing of the map before it comes on screen', async () => {
  const { page, open } = await openForm(await stopInPorto(), [], phone);
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  await open();
  await page.waitForLoadState('networkidle');
  const ofTheMap = () =>
    loaded.filter((path) => /LiveMap|gl-map|world-|towns-|maplibre/.test(path));
  expect(ofTheMap()).toEqual([]);
  await drawnMap(page);
  expect(ofTheMap().length).toBeGreaterThan(2);
});

it('takes numbers, and can be tried again, where the map cannot be fetched', async () => {
  const { page, open } = await openForm(await stopInPorto());
  await page.route(/\/assets\/world-.*\.json$/, (route) => route.abort());
  await open();
  await toTheMap(page);
  await page.getByText('The map could not be loaded.').waitFor();
  const missing = page.getByRole('region', { name: 'Place on the map' });
  await missing.getByLabel('Latitude').fill('48.2');
  await expect.poll(async () => (await shown(page)).latitude).toBe(48.2);
  await page.unroute(/\/assets\/world-.*\.json$/);
  await missing.getByRole('button', { name: 'Try again' }).click();
  await drawnMap(page);
});

/** Every file that the server keeps, by its path. */
function keptFiles(): string[] {
  return readdirSync(join(server.dataDir, 'r2'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const isPicture = (bytes: Buffer) => bytes.readUInt16BE(0) === 0xffd8;

it("fills in a photograph's place beside it, and sends the photograph without it", async () => {
  const round = { picture: '', place: {}, morePictures: [], hint: '', title: '', explanation: '' };
  const draft = await draftOf('location-guessing', () => ({
    secrets: { games: [{ rounds: [round] }] },
  }));
  const { page, complaints, open } = await openForm(draft);
  await open();
  const before = new Set(keptFiles());
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a picture: Photograph' }).click();
  const buffer = await iphonePhotograph();
  await (await chooser).setFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer });
  await page.getByText('Place taken from the photograph.').waitFor();
  const { latitude, longitude } = await shown(page);
  expect([latitude, longitude]).toEqual([expect.closeTo(40.004, 3), expect.closeTo(116.485, 3)]);
  await page.getByRole('img', { name: 'Photograph, as it is now' }).waitFor();

  const pictures = keptFiles()
    .filter((path) => !before.has(path))
    .map((path) => readFileSync(path))
    .filter(isPicture);
  expect(pictures.length).toBeGreaterThan(0);
  for (const picture of pictures) {
    const { exif, gps, xmp } = ExifReader.load(picture, { expanded: true });
    expect([exif, gps, xmp]).toEqual([undefined, undefined, undefined]);
  }
  expect(complaints).toEqual([]);
});
