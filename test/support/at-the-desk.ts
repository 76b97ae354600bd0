import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { complaintsOf } from './quiet.ts';

interface Desk {
  browser: Browser;
  origin: string;
  contestId: string;
}

/** Uses a page. `open` opens it once more beside the first; one that does not hear learns nothing of what others do. */
type Use = (page: Page, open: (options?: { hears?: boolean }) => Promise<Page>) => Promise<void>;

/** Lets a moderator use the page of a contest's votes; fails when the browser complains of anything else than expected. */
export const deskOf =
  (desk: () => Desk) =>
  async (
    options: BrowserContextOptions,
    use: Use,
    expectedComplaints: readonly RegExp[] = [],
  ): Promise<void> => {
    const { browser, origin, contestId } = desk();
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    const complaints = complaintsOf(context, 'the desk');
    const open = async ({ hears = true } = {}) => {
      const page = await context.newPage();
      if (!hears) await page.routeWebSocket(/\/live\?/, () => undefined);
      await page.goto(`${origin}/desk/${contestId}/votes`);
      await page.waitForSelector('html[data-hydrated]');
      return page;
    };
    try {
      const signIn = { headers: { origin }, data: { as: 'moderator' } };
      await context.request.post(`${origin}/dev/sign-in`, signIn);
      await use(await open(), open);
      expect(complaints).toEqual(expectedComplaints.map((one) => expect.stringMatching(one)));
    } finally {
      await context.close();
    }
  };

/** One of the lists on that page. */
export const section = (page: Page, name: string) =>
  page.getByRole('region', { name: new RegExp(`^${name}`) });
