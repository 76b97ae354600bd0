import type { BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { toWallTime } from '../../web/form/instants.ts';
import { HOUR_MS } from './relay.ts';

/** Everything here waits for what a person would wait for: something that can be seen. */
export const WAIT = { timeout: 30_000 };

export const seen = (locator: Locator) => locator.first().waitFor({ state: 'visible', ...WAIT });

export const hydrated = (page: Page) => page.waitForSelector('html[data-hydrated]', WAIT);

export const button = (scope: Page | Locator, name: string | RegExp) =>
  scope.getByRole('button', { name, exact: typeof name === 'string' });

/** One click on the demo's sign-in page; ends where that role works. */
export async function signInByDemo(page: Page, origin: string, role: string): Promise<void> {
  await page.goto(`${origin}/sign-in`);
  await hydrated(page);
  await page.getByRole('link', { name: 'One-click sign-in' }).click();
  await page.waitForURL('**/dev/sign-in');
  await hydrated(page);
  await button(page, new RegExp(`Sign in as .*${role}`, 'i')).click();
  await page.waitForURL((url) => url.pathname !== '/dev/sign-in', WAIT);
  await hydrated(page);
}

/** Signs in with the code from the mail, from the page where the person is. */
export async function signInByMail(page: Page, origin: string, email: string): Promise<void> {
  const address = page.url();
  await page.getByRole('link', { name: 'Sign in', exact: true }).first().click();
  await page.waitForURL('**/sign-in?**');
  await hydrated(page);
  await page.getByLabel('E-mail address').fill(email);
  await button(page, 'Mail me a code').click();
  await seen(page.getByLabel('Code'));
  await page.getByLabel('Code').fill(await codeFor(page.context(), origin, email));
  await button(page, 'Sign in').click();
  await page.waitForURL((url) => url.pathname === new URL(address).pathname, WAIT);
  await hydrated(page);
}

async function codeFor(context: BrowserContext, origin: string, email: string): Promise<string> {
  let code: string | undefined;
  await expect
    .poll(async () => {
      const reply = await context.request.get(`${origin}/dev/mail.json`);
      const { mails } = (await reply.json()) as { mails: { to: string; text: string }[] };
      code = /\b\d{6}\b/.exec(mails.find(({ to }) => to === email)?.text ?? '')?.[0];
      return code;
    }, WAIT)
    .toBeDefined();
  return code ?? '';
}

export interface StopWords {
  id: string;
  city: string;
  name: string;
  hint: string;
}

/** A brand's way through the studio. */
export class Studio {
  readonly page: Page;
  readonly timeZone: string;

  constructor(page: Page, timeZone: string) {
    this.page = page;
    this.timeZone = timeZone;
  }

  async makeCampaign(title: string, tagline: string): Promise<void> {
    const { page } = this;
    await button(page, 'New campaign').click();
    await page.getByLabel('What is the campaign called?').fill(title);
    await button(page, 'Create campaign').click();
    await page.waitForURL('**/studio/campaigns/*');
    await hydrated(page);
    await page.getByLabel('Tagline').fill(tagline);
    await this.saved();
  }

  /** Adds a contest of the type of this name. Gives its id. */
  async addContest(type: RegExp, title: string): Promise<string> {
    const { page } = this;
    await button(page, 'Add a contest').click();
    await page.getByRole('radio', { name: type }).check();
    await page.getByLabel('What is the contest called?').fill(title);
    await button(page, 'Create and set up').click();
    await page.waitForURL('**/studio/contests/*');
    await hydrated(page);
    return new URL(page.url()).pathname.split('/').at(-1) ?? '';
  }

  /** Opens entries and voting now; both are over after `hours`. */
  async setTimes(nowMs: number, hours: number): Promise<void> {
    const wall = (atMs: number) => toWallTime(atMs, this.timeZone);
    const times = [
      ['Entries open', nowMs - HOUR_MS],
      ['Entries close', nowMs + hours * HOUR_MS],
      ['Voting opens', nowMs - HOUR_MS],
      ['Voting closes', nowMs + hours * HOUR_MS],
      ['Results', nowMs + (hours + 1) * HOUR_MS],
    ] as const;
    for (const [label, atMs] of times)
      await this.page.getByLabel(label, { exact: true }).fill(wall(atMs));
  }

  async setStops(stops: readonly StopWords[]): Promise<void> {
    const { page } = this;
    for (const [index, stop] of stops.entries()) {
      const card = page.locator(`#field-route-card-${index}`);
      if ((await card.count()) === 0) await button(page, 'Add stop').click();
      await card.getByLabel('City', { exact: true }).fill(stop.city);
      await card.getByLabel('Name', { exact: true }).fill(stop.name);
      await card.getByLabel('Id', { exact: true }).fill(stop.id);
      await card.getByLabel('Hint', { exact: true }).fill(stop.hint);
    }
  }

  async choose(group: string, option: string): Promise<void> {
    const set = this.page.getByRole('group', { name: group, exact: true }).first();
    await set.getByRole('radio', { name: option }).check();
  }

  /** Waits until the form says that everything is kept. */
  async saved(): Promise<void> {
    await seen(this.page.getByText('Saved', { exact: true }));
  }

  async preview(): Promise<void> {
    const { page } = this;
    await button(page, 'Preview as a fan').click();
    await page.waitForURL('**/preview');
    await hydrated(page);
    await seen(page.getByText('Preview: nobody else sees this'));
  }

  /** @returns the contest's public address */
  async publish(): Promise<string> {
    const { page } = this;
    await button(page, 'Publish…').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('I understand that the rules freeze now').check();
    await button(dialog, 'Publish').click();
    const link = page.getByRole('link', { name: 'Public page' });
    await seen(link);
    return (await link.first().getAttribute('href')) ?? '';
  }
}

/** A photograph as a file on somebody's device. */
export interface PhotoFile {
  name: string;
  buffer: Buffer;
}

/** A fan's way through the relay. */
export class Fan {
  readonly page: Page;
  readonly name: string;

  constructor(page: Page, name: string) {
    this.page = page;
    this.name = name;
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await hydrated(this.page);
  }

  async goToStop(stop: StopWords): Promise<void> {
    const route = this.page.getByRole('navigation', { name: 'The route' });
    await route.getByRole('link', { name: stop.city }).click();
    await seen(this.page.getByRole('heading', { level: 2, name: stop.name, exact: true }));
  }

  async openEntryForm(): Promise<Locator> {
    await button(this.page, 'Add your photo').click();
    const dialog = this.page.getByRole('dialog');
    await seen(dialog);
    return dialog;
  }

  async fillEntryForm(dialog: Locator, file: PhotoFile, caption: string): Promise<void> {
    await dialog
      .getByLabel('Choose a photo', { exact: true })
      .setInputFiles({ ...file, mimeType: 'image/jpeg' });
    await seen(dialog.getByAltText('The photo you chose'));
    await dialog.getByLabel('Caption').fill(caption);
    await dialog.getByLabel('Your name, as it should appear').fill(this.name);
    await dialog.getByLabel('I took this photo').check();
  }

  async sendEntry(dialog: Locator): Promise<void> {
    await button(dialog, 'Enter this photo').click();
    await seen(dialog.getByText('Receipt: number'));
  }

  async enter(stop: StopWords, file: PhotoFile, caption: string): Promise<void> {
    await this.goToStop(stop);
    const dialog = await this.openEntryForm();
    await this.fillEntryForm(dialog, file, caption);
    await this.sendEntry(dialog);
    await button(dialog, 'Done').click();
    await seen(this.mine('Waiting for approval'));
  }

  /** A line of "Your photos" that says this. */
  mine(words: string): Locator {
    return this.page.getByRole('region', { name: 'Your photos' }).getByText(words);
  }

  heart(caption: string): Locator {
    return this.page.getByRole('button', { name: `Vote for “${caption}”` });
  }

  /** Presses a heart, and waits until the server has counted it. */
  async toggleVote(caption: string, answer: 'Your vote counts' | 'Vote taken back') {
    await this.heart(caption).click();
    await this.page
      .getByRole('status')
      .getByText(answer)
      .waitFor({ state: 'attached', ...WAIT });
  }

  /** The number of votes cast, as this page shows it at the moment. */
  async votesCast(): Promise<number> {
    const account = this.page.getByRole('region', { name: 'The account of votes' });
    const line = account
      .locator('dl > div')
      .filter({ has: this.page.getByText('cast', { exact: true }) });
    return Number(await line.locator('dd').first().innerText());
  }
}
