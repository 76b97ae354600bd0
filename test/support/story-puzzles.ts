import type { Locator, Page } from 'playwright-core';
import { toWallTime } from '../../web/form/instants.ts';
import { HOUR_MS } from './relay.ts';
import { button, hydrated, seen, WAIT, type Studio } from './story.ts';

/** A brand's way through the form of a puzzle game. */
export class PuzzleForm {
  readonly studio: Studio;
  readonly page: Page;

  constructor(studio: Studio) {
    this.studio = studio;
    this.page = studio.page;
  }

  /** Creates the contest. Gives its id. */
  create(title: string): Promise<string> {
    return this.studio.addContest(/^Limited-time puzzles/, title);
  }

  /** Opens it an hour ago, for so many hours from now. */
  async setTimes(nowMs: number, hours: number): Promise<void> {
    const wall = (atMs: number) => toWallTime(atMs, this.studio.timeZone);
    const times = [
      ['Puzzles open', nowMs - HOUR_MS],
      ['Puzzles close', nowMs + hours * HOUR_MS],
      ['Results', nowMs + (hours + 1) * HOUR_MS],
    ] as const;
    for (const [label, atMs] of times)
      await this.page.getByLabel(label, { exact: true }).fill(wall(atMs));
  }

  /** Adds a puzzle with its title and text. */
  async addPuzzle(index: number, title: string, text: string): Promise<Locator> {
    const card = this.page.locator(`#field-puzzles-card-${index}`);
    if ((await card.count()) === 0) await button(this.page, 'Add puzzle').click();
    await this.unfold(card);
    await card.getByLabel('Title', { exact: true }).fill(title);
    await card.getByLabel('Puzzle', { exact: true }).fill(text);
    return card;
  }

  async unfold(card: Locator): Promise<void> {
    const details = card.locator('details').first();
    if (!(await details.evaluate((one: HTMLDetailsElement) => one.open)))
      await card.locator('summary').first().click();
  }

  /** Fills the card at `index` of a list inside a puzzle's card, adding it when it is not there. */
  async listItem(card: Locator, list: string, index: number, add: string): Promise<Locator> {
    const item = card.locator(`[id$="-${list}-card-${index}"]`);
    if ((await item.count()) === 0) await button(card, add).click();
    await this.unfold(item);
    return item;
  }

  async choose(card: Locator, option: string): Promise<void> {
    await card.getByRole('radio', { name: option, exact: true }).check();
  }

  async addPicture(card: Locator, buffer: Buffer): Promise<void> {
    const file = { name: 'DSC_1.jpg', mimeType: 'image/jpeg', buffer };
    await card.locator('input[type=file]').first().setInputFiles(file);
    await card
      .locator('img')
      .first()
      .waitFor({ state: 'visible', ...WAIT });
  }
}

/** A fan's way through the puzzles. */
export class Solver {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await hydrated(this.page);
  }

  puzzle(number: number): Locator {
    return this.page.locator(`#puzzle-${number}`);
  }

  async unfold(number: number): Promise<Locator> {
    const puzzle = this.puzzle(number);
    if (!(await puzzle.evaluate((one: HTMLDetailsElement) => one.open)))
      await puzzle.locator('summary').click();
    return puzzle;
  }

  async send(number: number): Promise<void> {
    await button(this.puzzle(number), 'Send answer').click();
  }

  async solved(number: number): Promise<void> {
    await seen(this.puzzle(number).getByText('That is it!'));
  }

  async putName(name: string): Promise<void> {
    await button(this.page, 'Show a name').click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel('Your name').fill(name);
    await button(dialog, 'Show this name').click();
    await dialog.waitFor({ state: 'hidden', ...WAIT });
  }

  /** Names on the leaderboard, best first. */
  async names(): Promise<string[]> {
    const board = this.page.getByRole('region', { name: 'Leaderboard' });
    return (await board.locator('.name').allInnerTexts()).map((name) =>
      name.replace(/you$/, '').trim(),
    );
  }

  /** Moves items up until they stand in this order. */
  async order(number: number, items: readonly string[]): Promise<void> {
    const puzzle = this.puzzle(number);
    const rows = puzzle.locator('form li .text');
    for (const [place, item] of items.entries()) {
      for (;;) {
        const texts = await rows.allInnerTexts();
        if (texts.indexOf(item) <= place) break;
        await button(puzzle, `Move ${item} up`).click();
      }
    }
  }

  /** Puts the pin on a town by its name. */
  async pin(number: number, town: string): Promise<void> {
    const puzzle = this.puzzle(number);
    await puzzle.getByRole('combobox').fill(town);
    await puzzle.getByRole('option').first().click();
  }
}
