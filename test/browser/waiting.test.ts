import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoCaller } from '../support/caller.ts';
import { desktop, launchChromium, phone } from '../support/chromium.ts';
import { distinctPhotograph } from '../support/photos.ts';
import { complaintsOf, seriousFindings, settled } from '../support/quiet.ts';
import { act, enterPhotograph, publishRelay, type RunningRelay } from '../support/running-relay.ts';
import { startServer, type TestServer } from '../support/server.ts';

/** So tight that a test runs into them, and back soon. */
const LIMITS = JSON.stringify({
  code: { person: { capacity: 2, refillPerSecond: 0.001 } },
  act: { person: { capacity: 1, refillPerSecond: 0.05 } },
  read: { block: { capacity: 12, refillPerSecond: 0.5 } },
});
const ADDRESS_HEADER = 'X-Forwarded-For';

let server: TestServer;
let browser: Browser;
let relay: RunningRelay;

beforeAll(async () => {
  const env = {
    FANFARE_DEMO_CAMPAIGN: '0',
    FANFARE_CHALLENGE: '{"tries":1}',
    FANFARE_LIMITS: LIMITS,
    FANFARE_ADDRESS_HEADER: ADDRESS_HEADER,
  };
  [server, browser] = await Promise.all([startServer({ env }), launchChromium()]);
  relay = await publishRelay(server.origin);
});
afterAll(() => Promise.all([browser?.close(), server?.stop()]));

/** A browser at an address of its own, so that no test uses up another's budget. */
async function visitor(
  address: string,
  use: (page: Page, complaints: () => string[]) => Promise<void>,
  options: BrowserContextOptions = phone,
): Promise<void> {
  const extraHTTPHeaders = { [ADDRESS_HEADER]: address };
  const context = await browser.newContext({ ...options, extraHTTPHeaders });
  try {
    const complaints = complaintsOf(context, address);
    await use(await context.newPage(), () =>
      complaints.filter((text) => !text.includes('Failed to load resource')),
    );
  } finally {
    await context.close();
  }
}

const counting = (page: Page) => page.locator('[data-counts-down]');
const soon = { timeout: 20_000 };

describe.each([
  ['telephone', phone, '10.1.1.1'],
  ['desktop', desktop, '10.2.1.1'],
] as const)('signing in on a %s', (device, options, address) => {
  const email = `lea-${device}@example.com`;

  async function ask(page: Page, whose = email): Promise<void> {
    await page.goto(`${server.origin}/sign-in`);
    await page.waitForSelector('html[data-hydrated]');
    await page.getByLabel('E-mail address').fill(whose);
    await page.getByRole('button', { name: 'Mail me a code' }).click();
  }

  async function newestCode(): Promise<string> {
    const reply = await fetch(`${server.origin}/dev/mail.json`, {
      headers: { [ADDRESS_HEADER]: '10.9.9.9' },
    });
    const { mails } = (await reply.json()) as { mails: { to: string; subject: string }[] };
    return /\d{6}/.exec(mails.find(({ to }) => to === email)?.subject ?? '')?.[0] ?? '';
  }

  it('leads to the field for the code when several have been sent, and the newest signs in', () =>
    visitor(
      address,
      async (page, complaints) => {
        for (let asked = 0; asked < 2; asked++) {
          await ask(page);
          await page.getByLabel('Code').waitFor();
        }
        await ask(page);
        await page.getByText('use the newest, or wait for another.').first().waitFor();
        expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Enter the code');
        const field = page.getByLabel('Code');
        expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
        await settled(page);
        expect(await seriousFindings(page)).toEqual([]);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(width).toBeLessThanOrEqual(options.viewport.width);
        await expect.poll(newestCode, soon).toMatch(/^\d{6}$/);
        await field.fill(await newestCode());
        await page.getByRole('button', { name: 'Sign in', exact: true }).click();
        await page.waitForURL((url) => url.pathname !== '/sign-in');
        expect(complaints()).toEqual([]);
      },
      options,
    ));

  it('takes the next code over a wrong one, and sends none that is no code', () =>
    visitor(
      address.replace('10.', '11.'),
      async (page, complaints) => {
        await ask(page, `wrong-${email}`);
        const field = page.getByLabel('Code');
        let tried = 0;
        await page.route('**/sign-in/email-otp', (route) => {
          tried += 1;
          return route.continue();
        });
        await page.getByRole('button', { name: 'Sign in', exact: true }).click();
        await page.getByText('Type the six digits').waitFor();
        expect(tried).toBe(0);
        await field.fill('000000');
        await page.keyboard.press('Enter');
        await page.getByText('That code does not match.').waitFor();
        await page.keyboard.type('11');
        expect(await field.inputValue()).toBe('11');
        await page.getByRole('button', { name: 'Send another code' }).click();
        await page.getByText('A new code is on its way.').waitFor();
        expect(await field.inputValue()).toBe('');
        expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
        expect(complaints()).toEqual([]);
      },
      options,
    ));

  it('counts down when codes were tried too often', () =>
    visitor(
      address.replace('10.', '12.'),
      async (page) => {
        await ask(page, `often-${email}`);
        await page.route('**/sign-in/email-otp', (route) =>
          route.fulfill({
            status: 429,
            headers: { 'Retry-After': '60' },
            json: {
              error: {
                code: 'limits/PERSON',
                message: 'This address was used to sign in very often. Try again in 60 seconds.',
                requestId: '',
              },
            },
          }),
        );
        await page.getByLabel('Code').fill('000000');
        await page.keyboard.press('Enter');
        await counting(page).waitFor(soon);
        await settled(page);
        expect(await seriousFindings(page)).toEqual([]);
      },
      options,
    ));

  it('takes a code that was asked for elsewhere, once it knows the address', () =>
    visitor(
      address,
      async (page) => {
        await page.goto(`${server.origin}/sign-in`);
        await page.waitForSelector('html[data-hydrated]');
        await page.getByRole('button', { name: 'I have a code' }).click();
        await page.getByText('Write your whole e-mail address').waitFor();
        await page.getByLabel('E-mail address').fill(email);
        await page.getByRole('button', { name: 'I have a code' }).click();
        await page.getByLabel('Code').waitFor();
        await page.getByText(`Type the newest code that we mailed to ${email}.`).waitFor();
        await settled(page);
        expect(await seriousFindings(page)).toEqual([]);
      },
      options,
    ));
});

describe('a page that is asked for too often', () => {
  async function turnedAway(page: Page): Promise<void> {
    for (let opened = 0; opened < 40; opened++) {
      const reply = await page.goto(`${server.origin}${relay.url}/rules`);
      if (reply?.status() === 429) return;
    }
    throw new Error('the page was shown every time');
  }

  it.each([
    ['telephone', phone, '10.3.1.1'],
    ['desktop', desktop, '10.4.1.1'],
  ] as const)(
    'counts down on a %s, and can be tried again at nought',
    (_device, options, address) =>
      visitor(
        address,
        async (page, complaints) => {
          await turnedAway(page);
          await page.waitForSelector('html[data-hydrated]');
          await settled(page);
          expect(await seriousFindings(page)).toEqual([]);
          const again = page.getByRole('link', { name: 'Try again' });
          await again.waitFor(soon);
          await page.getByRole('status').filter({ hasText: 'You can try again now.' }).waitFor();
          await again.click();
          await page.getByRole('heading', { name: 'Rules' }).first().waitFor(soon);
          expect(complaints()).toEqual([]);
        },
        options,
      ),
  );

  it('is a plain link without script', () =>
    visitor(
      '10.5.1.1',
      async (page) => {
        await turnedAway(page);
        expect(await page.getByRole('link', { name: 'Try again' }).count()).toBe(1);
        expect(await page.getByText(/Try again in a second|Try again in \d+ seconds/).count()).toBe(
          2,
        );
      },
      { ...phone, javaScriptEnabled: false },
    ));
});

it('a vote that has to wait counts down where it was cast, silently, and says when it may be tried again', async () => {
  const author = await demoCaller(server.origin, 'fan');
  const entryId = await enterPhotograph(
    author,
    relay.id,
    'porto',
    await distinctPhotograph(3),
    'Boats',
  );
  await act(relay.moderator, relay.id, { type: 'approve', entryId });
  await visitor('10.6.1.1', async (page) => {
    await page.goto(`${server.origin}${relay.url}/entries/${entryId}`);
    await page.waitForSelector('html[data-hydrated]');
    const heart = page.getByRole('button', { name: /vote/i }).first();
    // Pressed before that is answered, it would be ignored.
    const answered = page.waitForResponse((reply) => reply.status() === 201, soon);
    await heart.click();
    await answered;
    await page.locator('button[aria-pressed="true"]').first().waitFor(soon);
    await heart.click();
    await counting(page).first().waitFor(soon);
    const first = await counting(page).first().textContent();
    await expect.poll(() => counting(page).first().textContent(), soon).not.toBe(first);
    expect(await counting(page).first().getAttribute('aria-hidden')).toBe('true');
    await page.getByText('You can try again now.').first().waitFor({ timeout: 40_000 });
    expect(await counting(page).count()).toBe(0);
  });
});
