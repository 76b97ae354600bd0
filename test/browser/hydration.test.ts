import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium, phone } from '../support/chromium.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ args: ['--no-demo'] }), launchChromium()]);
});
afterAll(() => Promise.all([browser?.close(), server?.stop()]));

it('brings the rendered front page to life, with nothing refused by the security policy', async () => {
  const page = await browser.newPage(phone);
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(server.origin);
  await page.waitForSelector('html[data-hydrated]');
  expect(complaints).toEqual([]);
});

it('can be read without script', async () => {
  const context = await browser.newContext({ ...phone, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(server.origin);
  expect(await page.locator('h1').first().isVisible()).toBe(true);
  await context.close();
});

it('lets no script element load what is not ours, nor what a script has made', async () => {
  const page = await browser.newPage(phone);
  await page.goto(server.origin);
  await page.waitForSelector('html[data-hydrated]');
  const outcomes = await page.evaluate(() => {
    const made = URL.createObjectURL(new Blob(['window.ran = true'], { type: 'text/javascript' }));
    const loads = [
      made,
      '/node_modules/x.js',
      '/assets/..%2fmedia/x',
      'https://elsewhere.example/x.js',
    ];
    return loads.map((address) => {
      const script = document.createElement('script');
      try {
        script.src = address;
      } catch (error) {
        return error instanceof TypeError ? 'refused' : String(error);
      }
      document.body.append(script);
      return `${address} loads`;
    });
  });
  expect(outcomes).toEqual(['refused', 'refused', 'refused', 'refused']);
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
});
