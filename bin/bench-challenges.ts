/**
 * `npm run build && node bin/bench-challenges.ts`: how long the page's own solver takes in Chromium for challenges of the least, a
 * middle and the highest cost, at this machine's speed and on a telephone four times slower. The figures are in
 * docs/api-challenges.md.
 *
 *   --times 15   of each measurement
 */
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { defaultChallenges } from '../worker/abuse/challenge-settings.ts';
import { HIGHEST_COST } from '../worker/abuse/challenge-cost.ts';
import { issueChallenge } from '../worker/abuse/challenge.ts';
import { SESSION_ACTION, type ChallengeReply } from '../worker/wire/challenge.ts';
import { launchChromium, phone } from '../test/support/chromium.ts';
import { startBenchServer } from './bench/server.ts';
import { median } from './bench/median.ts';
import { slowDown } from './bench/slow-processes.ts';

const { values } = parseArgs({ options: { times: { type: 'string', default: '15' } } });
const times = Number(values.times);

/** What a challenge asks for, as multiples of the ordinary cost: the middle of the scale is that of heat 0.5. */
const COSTS = [1, Math.sqrt(HIGHEST_COST), HIGHEST_COST];
const SLOWER = 4;

const secret = Buffer.from('a secret of this measurement only').toString('base64');
const purpose = { contestId: null, action: SESSION_ACTION, personId: null };

async function challengeOf(cost: number): Promise<ChallengeReply> {
  const maxTries = Math.ceil(defaultChallenges.tries * cost);
  const env = { FANFARE_SECRET: secret };
  const challenge = await issueChallenge(env, purpose, maxTries, Date.now());
  return { needed: true, kind: 'work', maxTries, challenge };
}

interface ProveModule {
  prove(challenge: ChallengeReply): Promise<{ ok: boolean }>;
}

const assets = resolve(import.meta.dirname, '../dist/client/assets');

/** Solves one as the pages do, notice included. @returns milliseconds */
async function solveOne(page: Page, challenge: ChallengeReply): Promise<number> {
  const file = readdirSync(assets).find((name) => /^prove-.*\.js$/.test(name));
  const module = await page.evaluateHandle<ProveModule>(`import('/assets/${file}')`);
  const tookMs = await page.evaluate(
    async ({ module, challenge }) => {
      const beganMs = performance.now();
      const { ok } = await module.prove(challenge);
      return ok ? performance.now() - beganMs : Number.NaN;
    },
    { module, challenge },
  );
  if (Number.isNaN(tookMs)) throw new Error('the page could not solve it');
  return tookMs;
}

/** The processes in which pages and their workers run. */
async function renderers(browser: Browser): Promise<number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

const seconds = (ms: number) => (ms / 1000).toFixed(2).padStart(6);

const server = await startBenchServer();
const browser = await launchChromium();
try {
  const page = await (await browser.newContext(phone)).newPage();
  await page.goto(server.origin);
  await solveOne(page, await challengeOf(1));
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  const workers = Math.min(4, Math.max(1, cores - 1));
  console.log(`${cpus()[0]?.model}, ${cores} cores, ${workers} solving, ${times} challenges each`);
  console.log('cost   tries up to   speed      median   longest (s)   times as long');
  for (const cost of COSTS) {
    // The same ones at each speed: how lucky a solver is makes more of a difference than anything else.
    const challenges = await Promise.all(Array.from({ length: times }, () => challengeOf(cost)));
    let asItIsMs = 0;
    for (const slower of [1, SLOWER]) {
      const tookMs: number[] = [];
      const restore = slower === 1 ? () => {} : slowDown(await renderers(browser), slower);
      try {
        for (const challenge of challenges) tookMs.push(await solveOne(page, challenge));
      } finally {
        restore();
      }
      const allMs = tookMs.reduce((sum, ms) => sum + ms, 0);
      if (slower === 1) asItIsMs = allMs;
      console.log(
        `${cost.toFixed(1).padStart(4)}   ${String(Math.ceil(defaultChallenges.tries * cost)).padStart(11)}   ` +
          `${slower === 1 ? 'as it is' : `a ${slower}th  `}   ${seconds(median(tookMs))}   ${seconds(Math.max(...tookMs))}        ${(allMs / asItIsMs).toFixed(1)}`,
      );
    }
  }
} finally {
  await browser.close();
  await server.stop();
}
