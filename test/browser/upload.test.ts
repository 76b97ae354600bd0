import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Failure, Upload } from '../../contests/ui.ts';
import { gif } from '../support/bad-files.ts';
import { launchChromium, phone } from '../support/chromium.ts';
import { photograph, withOrientation } from '../support/photos.ts';
import { startServer, type TestServer } from '../support/server.ts';

type Outcome = (({ ok: true } & Upload) | Failure) & { progress: number[] };

let server: TestServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let loaded: string[];

/** The built file that pages load when somebody sends a picture. */
const uploadScript = () =>
  `/assets/${readdirSync('dist/client/assets').find((name) => /^upload-picture-.*\.js$/.test(name))}`;

beforeAll(async () => {
  server = await startServer();
  browser = await launchChromium();
  context = await browser.newContext(phone);
  page = await context.newPage();
  page.on('request', (request) => loaded.push(request.url()));
  loaded = [];
  await page.goto(`${server.origin}/dev/sign-in`);
  const reply = await context.request.post(`${server.origin}/dev/sign-in`, {
    data: { as: 'brand' },
    headers: { Origin: server.origin },
  });
  expect(reply.status()).toBe(200);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

beforeEach(() => {
  loaded = [];
});

interface UploadModule {
  uploadPicture(
    file: Blob,
    address: string,
    onProgress: (fraction: number) => void,
  ): Promise<({ ok: true } & Upload) | Failure>;
}

/** Sends a file from the page, under the page's own content security policy. */
async function send(file: Uint8Array): Promise<Outcome> {
  // As text, since the test runner would rewrite an import in a function.
  const module = await page.evaluateHandle<UploadModule>(`import('${uploadScript()}')`);
  return page.evaluate(
    async ({ module, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const file = new File([bytes], 'photo', { type: 'application/octet-stream' });
      const progress: number[] = [];
      const report = (fraction: number) => void progress.push(fraction);
      const outcome = await module.uploadPicture(file, '/api/media?brand=demo', report);
      return { ...outcome, progress };
    },
    { module, base64: Buffer.from(file).toString('base64') },
  );
}

/** A coarse grid of brightness: which way up a picture is, whatever its size and encoding. */
const gridOf = (picture: Buffer) =>
  sharp(picture).autoOrient().resize(16, 16, { fit: 'fill' }).greyscale().raw().toBuffer();

/** Mean difference in brightness between an upload as the server shows it and the original. */
async function differenceFrom(original: Buffer, outcome: Outcome): Promise<number> {
  if (!outcome.ok) throw new Error(outcome.message);
  const address = `${server.origin}/media/${outcome.mediaId}/large`;
  const shown = await gridOf(await (await context.request.get(address)).body());
  const expected = await gridOf(original);
  return shown.reduce((sum, value, i) => sum + Math.abs(value - expected[i]!), 0) / shown.length;
}

describe('a photograph sent from the page', () => {
  it('arrives right way up and at most 2,048 pixels wide, whatever a telephone wrote into it', async () => {
    const large = await sharp(await photograph('alps'))
      .resize(3600)
      .jpeg()
      .toBuffer();
    for (const orientation of [1, 6, 7]) {
      const file = await withOrientation(large, orientation);
      const outcome = await send(file);
      expect(outcome).toMatchObject({ ok: true, widthPx: 2048 });
      expect(await differenceFrom(large, outcome)).toBeLessThan(6);
    }
  });

  it('shows its progress, forwards only, to the end', async () => {
    const { progress } = await send(await photograph('boats'));
    expect([progress[0], progress.at(-1)]).toEqual([0, 1]);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  it('is the same picture when it is sent again', async () => {
    const [first, second] = [
      await send(await photograph('airplane')),
      await send(await photograph('airplane')),
    ];
    if (!first.ok || !second.ok) throw new Error('both should have been kept');
    expect(second.mediaId).toBe(first.mediaId);
  });
});

const heicScript = () => loaded.filter((url) => /\/assets\/heic-to-.*\.js$/.test(url));

it('fetches the HEIC decoder for a HEIC only, and runs it under the strict policy', async () => {
  expect(await send(await photograph('boats'))).toMatchObject({ ok: true });
  expect(heicScript()).toEqual([]);
  const outcome = await send(await readFile('test/support/alpine-landscape.heic'));
  expect(outcome).toMatchObject({ ok: true, widthPx: 640, heightPx: 303 });
  expect(heicScript()).toHaveLength(1);
  expect(await differenceFrom(await photograph('alps'), outcome)).toBeLessThan(8);
});

it('refuses a GIF and a text in words, before anything is sent', async () => {
  expect(await send(gif())).toMatchObject({ ok: false, code: 'upload/GIF' });
  const text = await send(Buffer.from('Dear diary'));
  expect(text).toMatchObject({ ok: false, code: 'upload/NOT_A_PICTURE' });
  expect(loaded.filter((url) => url.includes('/api/media'))).toEqual([]);
});

it('says that the network failed, and gets through when it is back', async () => {
  const file = await sharp(await photograph('boats'))
    .resize(500)
    .jpeg()
    .toBuffer();
  await context.setOffline(true);
  const failed = await send(file);
  await context.setOffline(false);
  expect(failed).toMatchObject({ ok: false, code: 'network/OFFLINE' });
  expect(await send(file)).toMatchObject({ ok: true, widthPx: 500 });
});
