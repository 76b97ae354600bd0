import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { toWallTime } from '../../web/form/instants.ts';
import { HOUR_MS } from './relay.ts';
import { button, hydrated, seen, WAIT, type Studio } from './story.ts';

export interface RoundWords {
  hint: string;
  name: string;
  about: string;
}

/** A brand's way through the form of a guessing game. */
export class GuessingForm {
  readonly studio: Studio;
  readonly page: Page;

  constructor(studio: Studio) {
    this.studio = studio;
    this.page = studio.page;
  }

  /** Creates the contest. Gives its id. */
  create(title: string): Promise<string> {
    return this.studio.addContest(/^Location guessing/, title);
  }

  /** Opens it an hour ago, for so many hours from now. */
  async setTimes(nowMs: number, hours: number): Promise<void> {
    const wall = (atMs: number) => toWallTime(atMs, this.studio.timeZone);
    const times = [
      ['Opens', nowMs - HOUR_MS],
      ['Closes', nowMs + hours * HOUR_MS],
      ['Results', nowMs + (hours + 1) * HOUR_MS],
    ] as const;
    for (const [label, atMs] of times)
      await this.page.getByLabel(label, { exact: true }).fill(wall(atMs));
  }

  /** The card of a round of the first game; added when it is not there yet. */
  async round(index: number): Promise<Locator> {
    const { page } = this;
    const game = page.locator('#field-games-card-0');
    if ((await game.count()) === 0) await button(page, 'Add game').click();
    const card = page.locator(`#field-games-0-rounds-card-${index}`);
    if ((await card.count()) === 0) await button(page, 'Add round').click();
    const details = card.locator('details').first();
    if (!(await details.evaluate((one: HTMLDetailsElement) => one.open)))
      await card.locator('summary').first().click();
    return card;
  }

  async choosePicture(card: Locator, name: string, buffer: Buffer): Promise<void> {
    const file = card.locator('input[type=file]').first();
    await file.setInputFiles({ name, mimeType: 'image/jpeg', buffer });
    await seen(card.getByAltText('Photograph, as it is now'));
  }

  async fillTexts(card: Locator, { hint, name, about }: RoundWords): Promise<void> {
    await card.getByLabel('Hint').fill(hint);
    await card.getByLabel('Name of the place').fill(name);
    await card.getByLabel('About the place').fill(about);
  }

  async position(card: Locator): Promise<[latitude: number, longitude: number]> {
    const read = async (label: string) =>
      Number(await card.getByLabel(label, { exact: true }).inputValue());
    return [await read('Latitude'), await read('Longitude')];
  }
}

/** A fan's way through the rounds. */
export class Guesser {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get stage(): Locator {
    return this.page.locator('dialog.stage');
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await hydrated(this.page);
  }

  async start(round: number): Promise<void> {
    await button(this.page, `Start round ${round}`).click();
    await this.ready();
  }

  /** The map is there, and the pictures have arrived. */
  async ready(): Promise<void> {
    // The result of the round before has no clock.
    await seen(this.stage.getByRole('timer'));
    await seen(this.stage.getByRole('button', { name: 'Zoom in' }));
    await expect
      .poll(
        () =>
          this.stage
            .locator('.slide img')
            .first()
            .evaluate((one: HTMLImageElement) => one.complete && one.naturalWidth > 0),
        WAIT,
      )
      .toBe(true);
  }

  /** Puts the pin by keys alone, a little off the middle of the map. */
  async pinByKeys(...keys: string[]): Promise<void> {
    await this.stage.getByRole('application').focus();
    for (const key of ['Enter', ...keys]) await this.page.keyboard.press(key);
    await seen(button(this.stage, 'Guess'));
  }

  async pinBySearch(town: string): Promise<void> {
    await button(this.stage, 'Search').click();
    await this.stage.getByRole('combobox').fill(town);
    await seen(this.stage.getByRole('option'));
    await this.page.keyboard.press('Enter');
    await seen(button(this.stage, 'Guess'));
  }

  async guess(): Promise<void> {
    await button(this.stage, 'Guess').click();
    await seen(this.stage.locator('.points'));
  }

  /** Goes on from a result. */
  async go(on: 'Next round' | 'See your score'): Promise<void> {
    await button(this.stage, on).click();
    if (on === 'Next round') await this.ready();
    else await this.stage.waitFor({ state: 'hidden', ...WAIT });
  }

  async putName(name: string): Promise<void> {
    await button(this.page, 'Put your name on the board').click();
    const dialog = this.page.getByRole('dialog', { name: 'Your name on the board' });
    await dialog.getByLabel('Name').fill(name);
    await button(dialog, 'Show this name').click();
    await dialog.waitFor({ state: 'hidden', ...WAIT });
    await seen(this.leaderboard.getByText(name));
  }

  get leaderboard(): Locator {
    return this.page.getByRole('region', { name: 'Leaderboard' });
  }

  /** The lines of the leaderboard, best first. */
  async names(): Promise<string[]> {
    return (await this.leaderboard.locator('.name').allInnerTexts()).map((text) =>
      text.replace(/\s*You$/, '').trim(),
    );
  }
}
