import type { Locator, Page } from 'playwright-core';
import { demoPhotograph } from '../../bin/demo/photographs.ts';
import { toWallTime } from '../../web/form/instants.ts';
import { HOUR_MS } from './relay.ts';
import { button, hydrated, seen, WAIT, type Studio } from './story.ts';

/** An emblem as a file on somebody's device. */
export async function emblem(photo: number) {
  return {
    name: `emblem-${photo}.jpg`,
    mimeType: 'image/jpeg',
    buffer: await demoPhotograph(photo),
  };
}

/** A brand filling in the settings of a vote on designs. */
export class DesignForm {
  readonly studio: Studio;
  readonly page: Page;

  constructor(studio: Studio) {
    this.studio = studio;
    this.page = studio.page;
  }

  /** Creates the contest. Gives its id. */
  create(title: string): Promise<string> {
    return this.studio.addContest(/^Design vote/, title);
  }

  /** Many pictures at once, then a name for each. */
  async offer(designs: readonly { name: string; photo: number }[]): Promise<void> {
    const { page } = this;
    await this.studio.choose('Where the designs come from', 'We offer the designs');
    const list = page.locator('#field-designs');
    const files = await Promise.all(designs.map(({ photo }) => emblem(photo)));
    await list.locator('input[type="file"]').first().setInputFiles(files);
    await seen(page.locator(`#field-designs-card-${designs.length - 1}`));
    for (const [index, { name }] of designs.entries()) {
      await page.locator(`#field-designs-card-${index}`).click();
      const panel = page.locator('#field-designs-chosen');
      await panel.getByLabel('Name', { exact: true }).fill(name);
    }
  }

  async card(list: string, index: number): Promise<Locator> {
    const card = this.page.locator(`#field-${list}-card-${index}`);
    const summary = card.locator('summary').first();
    if ((await card.locator('details').first().getAttribute('open')) === null)
      await summary.click();
    return card;
  }

  async round(index: number, opensAtMs: number, hours: number): Promise<Locator> {
    const card = await this.card('rounds', index);
    const wall = (atMs: number) => toWallTime(atMs, this.studio.timeZone);
    await card.getByLabel('Opens', { exact: true }).fill(wall(opensAtMs));
    await card.getByLabel('Closes', { exact: true }).fill(wall(opensAtMs + hours * HOUR_MS));
    return card;
  }

  async results(atMs: number): Promise<void> {
    const results = this.page.getByLabel('Results', { exact: true });
    await results.fill(toWallTime(atMs, this.studio.timeZone));
  }
}

/** A fan's way through a vote on designs. */
export class Voter {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await hydrated(this.page);
  }

  /** Fills in the form for a design of one's own. */
  async fillIn(photo: number, idea: string, credit: string): Promise<Locator> {
    await button(this.page, 'Send your design').click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel('Choose a picture').setInputFiles(await emblem(photo));
    await dialog.getByLabel('The idea behind it').fill(idea);
    await dialog.getByLabel('Your name as it shall appear').fill(credit);
    await dialog.getByLabel('It is my own work').check();
    return dialog;
  }

  async submit(dialog: Locator): Promise<void> {
    await button(dialog, 'Send').click();
    await seen(dialog.getByText('It is in'));
    await button(dialog, 'Done').click();
    await seen(this.page.getByText('Waiting to be looked at'));
  }

  async pick(...names: string[]): Promise<void> {
    for (const name of names) await button(this.page, new RegExp(`Pick ${name}`)).click();
  }

  async rank(...names: string[]): Promise<void> {
    for (const [index, name] of names.entries())
      await button(this.page, `Add ${name} as place ${index + 1}`).click();
  }

  /** The list as it stands, best first. */
  ranking(): Promise<string[]> {
    return this.page
      .getByRole('list', { name: 'Your order, best first' })
      .locator('.title')
      .allInnerTexts();
  }

  async send(): Promise<void> {
    await button(this.page, /Send my ballot|Send the change/).click();
    await seen(this.page.getByText('Thank you, your ballot counts.'));
  }

  /** Drags one place onto another, with the mouse. */
  async drag(from: number, to: number): Promise<void> {
    const handle = this.page.locator('[data-control="handle"]');
    // In the middle: near an edge the page scrolls along.
    await handle
      .nth(Math.max(from, to))
      .evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const [start, end] = [await handle.nth(from).boundingBox(), await handle.nth(to).boundingBox()];
    if (!start || !end) throw new Error('nothing to drag');
    const { mouse } = this.page;
    const x = start.x + start.width / 2;
    const at = (step: number) => start.y + start.height / 2 + ((end.y - start.y) * step) / 10;
    await mouse.move(x, at(0));
    await mouse.down();
    for (let step = 1; step <= 10; step++) {
      await mouse.move(x, at(step));
      // The list follows the pointer a few times a second.
      await this.page.waitForTimeout(40);
    }
    await this.page.waitForTimeout(250);
    await mouse.up();
  }

  /** Answers pairs by one's own ranking until all are decided. */
  async duel(ranking: readonly string[], look: () => Promise<void>): Promise<void> {
    const { page } = this;
    await button(page, 'Start').click();
    const done = page.getByText('All decided');
    const duel = page.locator('.duel');
    await seen(duel);
    await look();
    while (!(await done.isVisible())) {
      const titles = await duel.locator('.title').allInnerTexts();
      const [left = '', right = ''] = titles;
      const place = (name: string) => ranking.indexOf(name);
      const before = await page.locator('.progress p').innerText();
      await button(page, `Choose ${place(left) < place(right) ? left : right}`).click();
      await page.waitForFunction(
        (text) => document.querySelector('.progress p')?.textContent?.trim() !== text,
        before,
        WAIT,
      );
    }
  }
}
