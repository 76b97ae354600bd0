import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Award } from '../../contests/contract.ts';
import type { ContestDetail } from '../../worker/wire/contest.ts';
import { launchChromium } from './chromium.ts';
import { complaintsOf, seriousFindings, settled } from './quiet.ts';
import { startServer, type TestServer } from './server.ts';
import { WAIT } from './story.ts';

const repository = resolve(import.meta.dirname, '../..');

/** The time zone of everybody in a story, and of the brand's campaign. */
export const TIME_ZONE = 'Europe/Lisbon';

type Winner = Pick<Award, 'group' | 'place' | 'standingId'>;
const winner = ({ group, place, standingId }: Award): Winner => ({ group, place, standingId });

/** Somebody's browser in a story. */
interface BrowserChoice extends BrowserContextOptions {
  /** False when what this browser does is refused on purpose: browsers note refusals as errors. */
  quiet?: boolean;
}

/** Where a contest's whole story is played: a real server without the demo, a browser, and what either complains about. */
export class StoryStage {
  /** Whatever any of the browsers complained about, over the whole story. */
  readonly complaints: string[][] = [];
  /** What axe found serious on any of the screens. */
  readonly findings: string[] = [];
  readonly origin: string;
  readonly #folder: string;
  readonly #server: TestServer;
  readonly #browser: Browser;
  readonly #shots: string;

  private constructor(server: TestServer, browser: Browser, folder: string, shots: string) {
    this.#server = server;
    this.#browser = browser;
    this.#shots = shots;
    this.#folder = folder;
    this.origin = server.origin;
  }

  /** Pictures of its screens are kept in test-results, under the story's name. */
  static async open(name: string): Promise<StoryStage> {
    const shots = join(repository, 'test-results', name);
    await rm(shots, { recursive: true, force: true });
    await mkdir(shots, { recursive: true });
    const [server, browser, folder] = await Promise.all([
      startServer({ env: { FANFARE_DEMO_CAMPAIGN: '0' } }),
      launchChromium(),
      mkdtemp(join(tmpdir(), 'fanfare-story-')),
    ]);
    return new StoryStage(server, browser, folder, shots);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Somebody with a browser of their own. */
  async newPage(who: string, { quiet = true, ...device }: BrowserChoice): Promise<Page> {
    const context = await this.#browser.newContext({
      ...device,
      timezoneId: TIME_ZONE,
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    if (quiet) this.complaints.push(complaintsOf(context, who));
    context.setDefaultTimeout(WAIT.timeout);
    return context.newPage();
  }

  /** Keeps a picture of a screen in both colour schemes, and what axe finds on it. */
  async look(page: Page, name: string, fullPage = true): Promise<void> {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await settled(page);
      await page.screenshot({ path: join(this.#shots, `${name}-${colorScheme}.png`), fullPage });
    }
    for (const finding of await seriousFindings(page)) this.findings.push(`${name}: ${finding}`);
  }

  /** A request as whoever has this page; a refusal is a fault of the test. */
  async ask<Reply>(page: Page, method: string, path: string, data?: unknown): Promise<Reply> {
    const reply = await page.context().request.fetch(this.origin + path, {
      method,
      headers: { origin: this.origin },
      ...(data === undefined ? {} : { data }),
    });
    expect(`${path} ${reply.status()}`).toMatch(/ 20\d$/);
    const text = await reply.text();
    return (text === '' ? undefined : JSON.parse(text)) as Reply;
  }

  async moveClock(page: Page, byMs: number): Promise<void> {
    await this.ask(page, 'POST', '/dev/clock', { byMs });
  }

  /** Downloads the ledger from a results page. Gives the winners that a verifier in a process of its own finds in it. */
  async winnersByReplay(page: Page): Promise<Winner[]> {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download the ledger' }).click(),
    ]);
    const ledger = join(this.#folder, download.suggestedFilename());
    await download.saveAs(ledger);
    const command = ['bin/verify.ts', ledger, '--json'];
    const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: repository });
    const { winners } = JSON.parse(stdout) as { winners: Award[] };
    return winners.map(winner);
  }

  /** The winners as the server announces them. */
  async announcedWinners(page: Page, contestId: string): Promise<Winner[]> {
    const { result } = await this.ask<ContestDetail>(page, 'GET', `/api/contests/${contestId}`);
    return (result?.awards ?? []).map(winner);
  }
}
