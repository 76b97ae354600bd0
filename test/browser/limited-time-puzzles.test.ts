import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { desktop, phone } from '../support/chromium.ts';
import { distinctPhotograph } from '../support/photos.ts';
import { HOUR_MS } from '../support/relay.ts';
import { Desk } from '../support/story-desk.ts';
import { PuzzleForm, Solver } from '../support/story-puzzles.ts';
import { button, hydrated, seen, signInByDemo, Studio, WAIT } from '../support/story.ts';
import { StoryStage, TIME_ZONE } from '../support/story-stage.ts';

const TRIES = 5;
const PARALLEL = 100;

const tunnels = ['Mont Cenis', 'Gotthard', 'Simplon'];
const hint = 'It holds the ship, and starts with the first letter.';
const explanation = 'Without it the ferry would be somewhere else by morning.';
const accepted = 'Sheet anchor';
const nearly = 'Which end of it?';
/** What nobody may read before its time. */
const SECRETS = [hint, explanation, accepted, nearly];

let stage: StoryStage;
beforeAll(async () => {
  stage = await StoryStage.open('limited-time-puzzles');
});
afterAll(() => stage?.close());

/** What can be read of the contest over HTTP that should not be: its data, its page, its rules, its ledger. */
async function toldTo(page: Page, url: string, contestId: string): Promise<string[]> {
  const api = `${stage.origin}/api/contests/${contestId}`;
  const paths = [url, `${url}/rules`, api, `${api}/standings`, `${api}/entries`, `${api}/ledger`];
  const replies = paths.map(async (path) => (await page.context().request.get(path)).text());
  const text = (await Promise.all(replies)).join('\n');
  return SECRETS.filter((secret) => text.includes(secret));
}

/** Answers sent by the page itself, all at once. Gives the status of each reply. */
async function answersAtOnce(page: Page, contestId: string, answers: string[]): Promise<number[]> {
  return page.evaluate(
    ([path, texts]) =>
      Promise.all(
        texts.map(async (answer) => {
          const action = { type: 'answer', puzzle: 1, answer };
          const body = JSON.stringify({ key: crypto.randomUUID(), action });
          const headers = { 'Content-Type': 'application/json' };
          return (await fetch(path, { method: 'POST', headers, body })).status;
        }),
      ),
    [`/api/contests/${contestId}/actions`, answers] as const,
  );
}

it('runs a puzzle game from its form to winners that anybody can replay', async () => {
  const { origin } = stage;

  // The brand writes three puzzles: a text, an order that opens later, a place.
  const studio = new Studio(await stage.newPage('brand', desktop), TIME_ZONE);
  await signInByDemo(studio.page, origin, 'brand');
  await studio.makeCampaign('Slow puzzles', 'For people who like to arrive late.');
  const form = new PuzzleForm(studio);
  const contestId = await form.create('Three for the road');
  await form.setTimes(Date.now(), 24);
  await studio.choose('Cool-down after a wrong answer', 'None');
  const first = await form.addPuzzle(0, 'At the bottom', 'What holds the ferry **in the night**?');
  await form.addPicture(first, await distinctPhotograph(3));
  await (
    await form.listItem(first, 'accepted', 0, 'Add answer')
  )
    .getByLabel('Answer', { exact: true })
    .fill(accepted);
  const other = await form.listItem(first, 'accepted', 1, 'Add answer');
  await other.getByLabel('Answer', { exact: true }).fill('anchor');
  const close = await form.listItem(first, 'close', 0, 'Add close answer');
  await close.getByLabel('Wrong answer', { exact: true }).fill('chain');
  await close.getByLabel('What to say', { exact: true }).fill(nearly);
  const hintCard = await form.listItem(first, 'hints', 0, 'Add hint');
  await hintCard.getByLabel('Hint', { exact: true }).fill(hint);
  await hintCard.getByLabel('Price', { exact: true }).fill('30');
  await first.getByLabel('Wrong answers allowed', { exact: true }).fill(String(TRIES));
  await first.getByLabel('Explanation', { exact: true }).fill(explanation);
  await stage.look(studio.page, '01-studio-text');
  const second = await form.addPuzzle(1, 'Through the Alps', 'Oldest first.');
  await form.choose(second, 'An order');
  for (const [index, tunnel] of tunnels.entries()) {
    const item = await form.listItem(second, 'items', index, 'Add item');
    await item.getByLabel('Item', { exact: true }).fill(tunnel);
  }
  await form.choose(second, 'When so many are solved');
  await second.getByLabel('Puzzles solved', { exact: true }).fill('1');
  const third = await form.addPuzzle(2, 'The free port', 'Where does the line end?');
  await form.choose(third, 'A place on the map');
  await third.getByLabel('Latitude', { exact: true }).fill('45.6495');
  await third.getByLabel('Longitude', { exact: true }).fill('13.7768');
  await third.getByLabel('Right within', { exact: true }).fill('8');
  await studio.saved();
  await stage.look(studio.page, '02-studio-place');
  const url = origin + (await studio.publish());

  // Ana, a guest with a telephone, solves them all, with a hint and a detour.
  const ana = new Solver(await stage.newPage('Ana', phone));
  await ana.open(url);
  await stage.look(ana.page, '10-puzzles');
  expect(await toldTo(ana.page, url, contestId)).toEqual([]);
  const bottom = await ana.unfold(1);
  await seen(bottom.getByText('in the night'));
  await stage.look(ana.page, '11-text');
  await bottom.getByLabel('Your answer').fill('Chain!');
  await ana.send(1);
  await seen(bottom.getByText(nearly));
  await seen(bottom.getByText('4 tries left.'));
  await stage.look(ana.page, '12-close');
  await button(bottom, 'Take a hint for 30 points').click();
  await button(bottom, 'Take the hint').click();
  await seen(bottom.getByText(hint));
  await ana.page.reload();
  await hydrated(ana.page);
  await seen(bottom.getByText(hint));
  await bottom.getByLabel('Your answer').fill('Ánchor');
  await ana.send(1);
  await ana.solved(1);
  await seen(bottom.getByText('70 points for you'));
  await seen(bottom.getByText('First to solve it'));
  await stage.look(ana.page, '13-solved');
  await ana.page.getByRole('link', { name: 'Next puzzle' }).click();
  await seen(ana.puzzle(2).getByText('Oldest first.'));
  await stage.look(ana.page, '14-order');
  await ana.order(2, tunnels);
  await ana.send(2);
  await ana.solved(2);
  const port = await ana.unfold(3);
  await ana.pin(3, 'Trieste');
  await seen(port.getByRole('button', { name: 'Zoom in' }));
  await stage.look(ana.page, '15-place');
  await ana.send(3);
  await ana.solved(3);
  await ana.putName('Ana');
  await expect.poll(() => ana.names(), WAIT).toEqual(['Ana']);
  await stage.look(ana.page, '16-all-solved');

  // Ben, at a desk, sees that she did and nothing of how.
  const ben = new Solver(await stage.newPage('Ben', desktop));
  await ben.open(url);
  await seen(ben.page.getByText('Ana solved'));
  expect(await toldTo(ben.page, url, contestId)).toEqual([]);
  await ben.unfold(3);
  await ben.pin(3, 'Trieste');
  await ben.send(3);
  await ben.solved(3);
  await stage.look(ben.page, '20-desktop');
  await ben.putName('Rude words');

  // Cem guesses; a hundred guesses at once are worth the tries that are left, and no more.
  const cem = new Solver(await stage.newPage('Cem', { ...phone, quiet: false }));
  await cem.open(`${url}#puzzle-1`);
  await cem.puzzle(1).getByLabel('Your answer').fill('rope');
  await cem.send(1);
  await seen(cem.puzzle(1).getByText('4 tries left.'));
  const guesses = Array.from({ length: PARALLEL }, (_, index) => `guess ${index}`);
  const statuses = await answersAtOnce(cem.page, contestId, guesses);
  expect(statuses.filter((status) => status === 201)).toHaveLength(TRIES - 1);
  expect(statuses.filter((status) => status >= 400 && status < 500)).toHaveLength(
    PARALLEL - TRIES + 1,
  );
  await cem.open(`${url}#puzzle-1`);
  await seen(cem.puzzle(1).locator('.state').getByText('No tries left'));
  await stage.look(cem.page, '21-no-tries-left');

  // The desk sees how the puzzles do, and takes a name down.
  const desk = new Desk(await stage.newPage('moderator', desktop), contestId);
  await signInByDemo(desk.page, origin, 'moderator');
  await desk.openResults(origin);
  await seen(desk.page.getByRole('rowheader', { name: '1. At the bottom' }));
  await stage.look(desk.page, '30-desk');
  await button(desk.page, 'Take down the name Rude words').click();
  await button(desk.page, 'Take down the name Rude words').waitFor({ state: 'hidden', ...WAIT });

  // It is over: winners for the brand, answers for everybody.
  await stage.moveClock(desk.page, 26 * HOUR_MS);
  await desk.openResults(origin);
  await desk.selectWinners();
  await desk.confirmAndAnnounce();
  await stage.look(desk.page, '31-desk-announced');
  await ben.open(`${url}#puzzle-1`);
  await seen(ben.puzzle(1).getByText(explanation));
  await seen(ben.puzzle(1).getByText(accepted));
  // All that came to the open page; a look at it anew shows names as they are now.
  await ben.page.reload();
  await hydrated(ben.page);
  expect(await ben.names()).not.toContain('Rude words');
  await stage.look(ben.page, '40-solutions');
  await ben.page.getByRole('link', { name: 'See the results' }).click();
  await ben.page.waitForURL(`${url}/results`);
  await hydrated(ben.page);
  expect((await ben.page.locator('.winners h3').allInnerTexts())[0]).toBe('Ana');
  await stage.look(ben.page, '41-results');

  // Anybody downloads the ledger, and finds the same winners by replaying it.
  const announced = await stage.announcedWinners(ben.page, contestId);
  expect(announced).toHaveLength(2);
  expect(await stage.winnersByReplay(ben.page)).toEqual(announced);

  // A guest may be asked for a proof first, which a browser notes as an error.
  const asked = /status of 403.*\/api\/(session\/guest|contests\/[^/]+\/actions)/;
  expect(stage.complaints.flat().filter((complaint) => !asked.test(complaint))).toEqual([]);
  expect(stage.findings).toEqual([]);
}, 300_000);
