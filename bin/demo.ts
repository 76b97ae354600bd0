/**
 * Loads the demo into a server that has just been started on an empty data folder: for every contest type a campaign
 * with a contest in progress and one whose result is announced.
 *
 * It uses the server as people do (signing in, filling in the studio's form, sending photographs, moderating, voting),
 * so that everything in the demo went through the same rules as anything else. The server's clock begins where the
 * first game does and reaches the present with the last act.
 */
import type { AnyContest } from '../contests/contract.ts';
import { contestTypes } from '../contests/registry.server.ts';
import type { Receipt } from '../worker/wire/contest.ts';
import { DemoClock } from './demo/clock.ts';
import { gamesOf, type DemoGamePlan } from './demo/games.ts';
import { DemoPeople } from './demo/person.ts';
import { demoPhotograph } from './demo/photographs.ts';
import type { DemoTarget } from './local/demo-data.ts';
import { freshActKey } from '../worker/wire/act-key.ts';

/** A plan whose contest has been created; `ids` collects what its acts create. */
interface RunningGame extends DemoGamePlan {
  contestId: string;
  mediaIds: Map<number, string>;
  ids: Record<string, string>;
}

/** How many photographs are on their way at once. */
const UPLOADS_AT_ONCE = 4;

/**
 * Plays all demo games. Takes some seconds, and says on the console how far it is.
 * @throws when any of it is refused; the folder is then still marked as unfinished.
 */
export async function loadDemo(target: DemoTarget): Promise<void> {
  const startedAtMs = Date.now();
  console.log('First start: loading the demo campaign (this happens once).');
  const people = new DemoPeople(target);
  const clock = new DemoClock(await people.owner());
  const plans = contestTypes().map((contest) => ({
    contest,
    games: gamesOf(contest, startedAtMs),
  }));
  const beginnings = plans.flatMap(({ games }) => games.map((game) => game.publishedAtMs));
  await clock.beginAt(Math.min(...beginnings));

  const games: RunningGame[] = [];
  for (const plan of plans) games.push(...(await prepareCampaign(people, plan)));
  console.log(`  ${games.length} contests set up in the studio`);
  await playInOrder(people, clock, games);
  await clock.reachPresent();
  // Whatever the schedule has brought since the last act is written, and alarms are set by the real time.
  const owner = await people.owner();
  for (const { contestId } of games) await owner.send('GET', `/api/contests/${contestId}`);
  console.log(`  done in ${Math.round((Date.now() - startedAtMs) / 1000)} s`);
}

/** Creates the campaign with its page, and its contests as drafts. */
async function prepareCampaign(
  people: DemoPeople,
  { contest, games }: { contest: AnyContest; games: readonly DemoGamePlan[] },
): Promise<RunningGame[]> {
  const owner = await people.owner();
  const { brands } = await owner.send<{ brands: { id: string }[] }>('GET', '/api/me');
  const brandId = brands[0]?.id ?? '';
  const { title, tagline, storyMarkdown, accent, timeZone, coverPhoto } = contest.demo.campaign;
  const { id: campaignId } = await owner.send<{ id: string }>(
    'POST',
    `/api/brands/${brandId}/campaigns`,
    { title, timeZone },
  );
  const cover = await demoPhotograph(coverPhoto);
  const { mediaId: coverMediaId } = await owner.send<{ mediaId: string }>(
    'POST',
    `/api/media?brand=${brandId}`,
    cover,
  );
  await owner.send('PATCH', `/api/studio/campaigns/${campaignId}`, {
    tagline,
    storyMarkdown,
    accent,
    coverMediaId,
  });
  const running: RunningGame[] = [];
  for (const game of games) {
    const { id: contestId } = await owner.send<{ id: string }>(
      'POST',
      `/api/studio/campaigns/${campaignId}/contests`,
      { type: contest.type, title: game.title },
    );
    const { config, secrets } = game;
    await owner.send('PATCH', `/api/contests/${contestId}/draft`, { config, secrets });
    running.push({ ...game, contestId, mediaIds: new Map(), ids: {} });
  }
  return running;
}

/** Publishes and plays all games together, in order of time. */
async function playInOrder(
  people: DemoPeople,
  clock: DemoClock,
  games: readonly RunningGame[],
): Promise<void> {
  const moments = games.flatMap((game) => [
    { atMs: game.publishedAtMs, run: () => publish(people, game) },
    ...game.steps.map((step) => ({ atMs: step.atMs, run: () => act(people, game, step) })),
  ]);
  for (const { atMs, run } of moments.sort((a, b) => a.atMs - b.atMs)) {
    await clock.reach(atMs);
    await run();
  }
  console.log(`  ${moments.length - games.length} entries, decisions and votes played`);
}

/** Publishes a contest and sends its photographs ahead, several at once: that is what takes time. */
async function publish(people: DemoPeople, game: RunningGame): Promise<void> {
  const owner = await people.owner();
  await owner.send('POST', `/api/contests/${game.contestId}/publish`);
  const waiting = game.steps.filter(({ photo }) => photo !== undefined);
  const count = waiting.length;
  const sendNext = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const number = step.photo ?? 0;
      const [person, picture] = await Promise.all([people.of(step), demoPhotograph(number)]);
      const path = `/api/media?contest=${game.contestId}`;
      const { mediaId } = await person.send<{ mediaId: string }>('POST', path, picture);
      game.mediaIds.set(number, mediaId);
    }
  };
  await Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, sendNext));
  console.log(`  ${count} photographs sent for “${game.title}”`);
}

async function act(
  people: DemoPeople,
  game: RunningGame,
  step: RunningGame['steps'][number],
): Promise<void> {
  const { contestId, ids, mediaIds } = game;
  const mediaId = mediaIds.get(step.photo ?? Number.NaN) ?? '';
  const action = typeof step.action === 'function' ? step.action({ ids, mediaId }) : step.action;
  const person = await people.of(step);
  const { receipt } = await person.send<{ receipt: Receipt }>(
    'POST',
    `/api/contests/${contestId}/actions`,
    { key: freshActKey(), action },
  );
  if (step.saves && receipt.createdId) ids[step.saves] = receipt.createdId;
}
