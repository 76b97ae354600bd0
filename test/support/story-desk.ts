import type { Page } from 'playwright-core';
import { button, hydrated, seen, WAIT, type StopWords } from './story.ts';

/** Presses a button of the page, then the one in the dialog that asks. */
async function confirmed(page: Page, name: string): Promise<void> {
  await button(page.locator('main'), name).click();
  await button(page.getByRole('dialog'), name).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden', ...WAIT });
}

/** A moderator's way through the desk. */
export class Desk {
  readonly page: Page;
  readonly contestId: string;

  constructor(page: Page, contestId: string) {
    this.page = page;
    this.contestId = contestId;
  }

  async openQueue(origin: string): Promise<void> {
    await this.page.goto(`${origin}/desk`);
    await hydrated(this.page);
    await this.page.getByRole('link', { name: 'Queue', exact: true }).click();
    await this.page.waitForURL(`**/desk/${this.contestId}`);
    await hydrated(this.page);
  }

  async approve(caption: string): Promise<void> {
    await seen(this.page.locator('main').getByText(caption));
    await this.page.keyboard.press('a');
  }

  async refuse(caption: string, reason: string): Promise<void> {
    await seen(this.page.locator('main').getByText(caption));
    await button(this.page, 'Refuse').click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('radio', { name: reason }).check();
    await button(dialog, 'Refuse').click();
    await dialog.waitFor({ state: 'hidden', ...WAIT });
  }

  async openResults(origin: string): Promise<void> {
    await this.page.goto(`${origin}/desk/${this.contestId}/results`);
    await hydrated(this.page);
  }

  async selectWinners(): Promise<void> {
    await seen(this.page.getByText('Ready to select the winners'));
    await confirmed(this.page, 'Select winners');
    await seen(this.page.getByText('Look at the winners'));
  }

  /** The winners of a stop at present, best first, by caption. */
  async winners(stop: StopWords): Promise<string[]> {
    const section = this.page
      .locator('section')
      .filter({ has: this.page.getByRole('heading', { level: 3, name: stop.name, exact: true }) })
      .last();
    return section.locator('.winners .name').allInnerTexts();
  }

  async disqualify(caption: string, reason: string): Promise<void> {
    const winner = this.page.locator('.winners li').filter({ hasText: caption });
    await button(winner, 'Disqualify').click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel('Public reason').fill(reason);
    await button(dialog, 'Disqualify').click();
    await dialog.waitFor({ state: 'hidden', ...WAIT });
  }

  async confirmAndAnnounce(): Promise<void> {
    await confirmed(this.page, 'Confirm winners');
    await seen(this.page.getByText('Ready to announce'));
    await confirmed(this.page, 'Announce');
    await seen(this.page.getByText('The result is public'));
  }
}
