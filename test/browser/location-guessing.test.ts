import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Board, Config, Mine } from '../../contests/location-guessing/schema.ts';
import type { ContestDetail } from '../../worker/wire/contest.ts';
import { desktop, phone } from '../support/chromium.ts';
import { distinctPhotograph, withGps } from '../support/photos.ts';
import { HOUR_MS } from '../support/relay.ts';
import { Desk } from '../support/story-desk.ts';
import { GuessingForm, Guesser } from '../support/story-guessing.ts';
import { button, hydrated, seen, signInByDemo, Studio, WAIT } from '../support/story.ts';
import { StoryStage, TIME_ZONE } from '../support/story-stage.ts';

const ROUND_S = 90;

const lisbon = {
  hint: 'The trams here have numbers below thirty.',
  name: 'Cais do Sodré, Lisbon',
  about: 'The ferries leave on one side of the hall, the trains on the other.',
};
const vienna = {
  hint: 'A wheel turns above the trees.',
  name: 'Praterstern, Vienna',
  about: 'Seven streets meet, and two lines cross under them.',
};
/** What nobody may read before their own answer. */
const SECRETS = [lisbon, vienna].flatMap((place) => Object.values(place));

let stage: StoryStage;
beforeAll(async () => {
  stage = await StoryStage.open('location-guessing');
});
afterAll(() => stage?.close());

/** What `who` can read of the contest over HTTP: its data, its page, its standings. */
async function readableBy(page: Page, url: string, contestId: string): Promise<string> {
  const paths = [
    url,
    `${url}/rules`,
    `${stage.origin}/api/contests/${contestId}`,
    `${stage.origin}/api/contests/${contestId}/standings`,
    `${stage.origin}/api/contests/${contestId}/entries`,
    `${stage.origin}/api/contests/${contestId}/ledger`,
  ];
  const texts = paths.map(async (path) => (await page.context().request.get(path)).text());
  return (await Promise.all(texts)).join('\n');
}

const toldIn = (text: string) => SECRETS.filter((secret) => text.includes(secret));

it('runs a guessing game from its rounds on the map to winners that anybody can replay', async () => {
  const { origin } = stage;

  // The brand sets up two rounds: one photograph knows where it was taken, the other's place is clicked on the map.
  const studio = new Studio(await stage.newPage('brand', desktop), TIME_ZONE);
  await signInByDemo(studio.page, origin, 'brand');
  await studio.makeCampaign('Slow stations', 'Guess where the slow trains stop.');
  const form = new GuessingForm(studio);
  const contestId = await form.create('Where does it stop?');
  await form.setTimes(Date.now(), 24);
  await studio.page.getByLabel('Time for a round').fill(String(ROUND_S));
  await studio.page.getByLabel('Full points within').fill('2000');
  const first = await form.round(0);
  const position = { latitude: 38.7058, longitude: -9.1443 };
  await form.choosePicture(
    first,
    'DSC_1.jpg',
    await withGps(await distinctPhotograph(0), position),
  );
  await seen(first.getByText('Place taken from the photograph.'));
  const taken = await form.position(first);
  expect(taken[0]).toBeCloseTo(position.latitude, 3);
  expect(taken[1]).toBeCloseTo(position.longitude, 3);
  await form.fillTexts(first, lisbon);
  await stage.look(studio.page, '01-studio-round-with-gps');
  const second = await form.round(1);
  await form.choosePicture(second, 'DSC_2.jpg', await distinctPhotograph(1));
  await seen(second.getByRole('button', { name: 'Zoom in' }));
  await second.getByRole('application').click();
  await expect.poll(async () => (await form.position(second))[0], WAIT).not.toBe(0);
  await second.getByLabel('Latitude', { exact: true }).fill('48.2185');
  await second.getByLabel('Longitude', { exact: true }).fill('16.3921');
  await form.fillTexts(second, vienna);
  await studio.saved();
  await stage.look(studio.page, '02-studio-round-by-click');
  const url = origin + (await studio.publish());

  // Ana, a guest with a telephone, plays by keys and by name.
  const ana = new Guesser(
    await stage.newPage('Ana', { ...phone, permissions: ['clipboard-read', 'clipboard-write'] }),
  );
  await ana.open(url);
  await stage.look(ana.page, '10-before');
  expect(toldIn(await readableBy(ana.page, url, contestId))).toEqual([]);
  await ana.start(1);
  await stage.look(ana.page, '11-round', false);
  expect(toldIn(await ana.page.content())).toEqual([]);
  await ana.pinByKeys('ArrowLeft', 'ArrowUp', 'Shift+ArrowUp');
  const deadlineOf = async () => {
    const reply = await ana.page.context().request.get(`${origin}/api/contests/${contestId}`);
    const { mine } = (await reply.json()) as ContestDetail<Config, Board, Mine>;
    return mine.rounds[0]?.deadlineAtMs;
  };
  const deadlineAtMs = await deadlineOf();
  await ana.page.reload();
  await hydrated(ana.page);
  await ana.ready();
  expect(await deadlineOf()).toBe(deadlineAtMs);
  await seen(button(ana.stage, 'Guess'));
  await button(ana.stage, 'Hint').click();
  await button(ana.stage, 'Take the hint').click();
  await seen(ana.stage.getByText(lisbon.hint));
  await stage.look(ana.page, '12-pin-and-hint', false);
  await ana.guess();
  await seen(ana.stage.getByText(lisbon.name));
  await stage.look(ana.page, '13-result', false);
  await ana.go('Next round');
  await ana.pinBySearch('Vienna');
  await ana.guess();
  await seen(ana.stage.getByText(vienna.name));
  await stage.look(ana.page, '15-result-near', false);
  await ana.go('See your score');
  await ana.putName('Ana');
  await stage.look(ana.page, '16-score');
  await button(ana.page, 'Share your score').click();
  await seen(ana.page.getByText('Copied'));
  const shared = await ana.page.evaluate(() => navigator.clipboard.readText());
  expect(shared).toMatch(
    /^Slow stations · Where does it stop\?\n[\d,]+ \/ 10,000 · [█▆▃▁]{2}\nhttp/,
  );
  expect(toldIn(shared)).toEqual([]);

  // Ben, at a desk, can read nothing of what she was told; then his time runs out.
  const ben = new Guesser(await stage.newPage('Ben', desktop));
  await ben.open(url);
  await ben.start(1);
  await stage.look(ben.page, '20-round-desktop', false);
  expect(toldIn(await readableBy(ben.page, url, contestId))).toEqual([]);
  await stage.moveClock(studio.page, ROUND_S * 1000);
  // The server's time comes with the live board, which moves when somebody acts.
  const caro = new Guesser(await stage.newPage('Caro', phone));
  await caro.open(url);
  await caro.start(1);
  await caro.pinBySearch('Porto');
  // Pressed twice in a row, an answer is given once.
  await button(caro.stage, 'Guess').dblclick();
  await seen(caro.stage.locator('.points'));
  await button(caro.stage, 'Back to the page').click();
  await caro.putName('Caro');
  await seen(ben.stage.getByText('Time is up'));
  await seen(ben.stage.getByText(lisbon.name));
  await stage.look(ben.page, '21-time-is-up', false);
  await ben.go('Next round');
  await ben.stage.getByRole('application').click();
  await ben.guess();
  await ben.go('See your score');
  await ben.putName('Rude words');
  await stage.look(ben.page, '23-score-desktop');
  expect((await ben.names()).toSorted()).toEqual(['Ana', 'Caro', 'Rude words']);

  // The desk sees how the rounds go, and takes a name down.
  const desk = new Desk(await stage.newPage('moderator', desktop), contestId);
  await signInByDemo(desk.page, origin, 'moderator');
  await desk.openResults(origin);
  await seen(desk.page.getByRole('region', { name: 'The rounds' }).getByText(lisbon.name));
  await stage.look(desk.page, '30-desk');
  await button(desk.page, 'Take down: Rude words').click();
  await button(desk.page, 'Take down: Rude words').waitFor({ state: 'hidden', ...WAIT });
  await expect.poll(() => ana.names(), WAIT).not.toContain('Rude words');

  // The game is over: winners, and all places for everybody.
  await stage.moveClock(desk.page, 26 * HOUR_MS);
  await desk.openResults(origin);
  await desk.selectWinners();
  await desk.confirmAndAnnounce();
  await ana.open(url);
  await seen(ana.page.getByRole('heading', { name: 'The answers' }));
  await seen(ana.page.getByRole('heading', { name: vienna.name }));
  await stage.look(ana.page, '40-answers');
  await ana.page.getByRole('link', { name: 'See the winners' }).click();
  await ana.page.waitForURL(`${url}/results`);
  await hydrated(ana.page);
  const winners = await ana.page.locator('.winners h3').allInnerTexts();
  expect(winners).toHaveLength(3);
  expect(winners).toEqual(expect.arrayContaining(['Ana', 'Caro']));
  await stage.look(ana.page, '41-results');

  // Anybody downloads the ledger, and finds the same winners by replaying it.
  const announced = await stage.announcedWinners(ana.page, contestId);
  expect(announced).toHaveLength(3);
  expect(await stage.winnersByReplay(ana.page)).toEqual(announced);

  expect(stage.complaints.flat()).toEqual([]);
  expect(stage.findings).toEqual([]);
}, 300_000);
