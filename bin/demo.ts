/**
 * Loads the demo into a server that has just been started on an empty data folder: one campaign that holds, for every
 * contest type, a contest in progress and one whose result is announced.
 *
 * It uses the server as people do (signing in, filling in the studio's form, sending photographs, moderating, voting),
 * so that everything in the demo went through the same rules as anything else. The server's clock begins where the
 * first game does and reaches the present with the last act.
 */
import { contestTypes } from '../contests/registry.server.ts';
import type { Receipt } from '../worker/wire/contest.ts';
import { demoCampaign } from './demo/campaign.ts';
import { DemoClock } from './demo/clock.ts';
import { gamesOf, picturesIn, type DemoGamePlan } from './demo/games.ts';
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
const UPLOADS_AT_ONCE = 6;

/**
 * Plays all demo games. Takes some seconds, and says on the console how far it is.
 * @throws when any of it is refused; the folder is then still marked as unfinished.
 */
export async function loadDemo(target: DemoTarget): Promise<void> {
  const startedAtMs = Date.now();
  console.log('First start: loading the demo campaign (this happens once).');
  const people = new DemoPeople(target);
  const clock = new DemoClock(await people.owner());
  const contests = contestTypes();
  const [first] = gamesOf(contests, startedAtMs, String);
  await clock.beginAt(first?.publishedAtMs ?? startedAtMs);

  const brandId = await brandOf(people);
  const shown = picturesIn(contests, startedAtMs);
  const mediaIds = await uploadPictures(people, brandId, [demoCampaign.coverPhoto, ...shown]);
  const pictures = (photo: number) => mediaIds.get(photo) ?? '';
  const campaignId = await createCampaign(people, brandId, pictures(demoCampaign.coverPhoto));
  const games: RunningGame[] = [];
  for (const plan of gamesOf(contests, startedAtMs, pictures)) {
    games.push(await createContest(people, campaignId, plan));
  }
  console.log(`  ${games.length} contests set up in the studio, with ${mediaIds.size} pictures`);
  await playInOrder(people, clock, games);
  await clock.reachPresent();
  // Whatever the schedule has brought since the last act is written, and alarms are set by the real time.
  const owner = await people.owner();
  for (const { contestId } of games) await owner.send('GET', `/api/contests/${contestId}`);
  console.log(`  done in ${Math.round((Date.now() - startedAtMs) / 1000)} s`);
}

async function brandOf(people: DemoPeople): Promise<string> {
  const owner = await people.owner();
  const { brands } = await owner.send<{ brands: { id: string }[] }>('GET', '/api/me');
  return brands[0]?.id ?? '';
}

/** Sends the brand's own pictures. Gives each one's media id by its number. */
async function uploadPictures(
  people: DemoPeople,
  brandId: string,
  photos: readonly number[],
): Promise<Map<number, string>> {
  const owner = await people.owner();
  const mediaIds = new Map<number, string>();
  await severalAtOnce([...new Set(photos)], async (photo) => {
    const picture = await demoPhotograph(photo);
    const path = `/api/media?brand=${brandId}`;
    const { mediaId } = await owner.send<{ mediaId: string }>('POST', path, picture);
    mediaIds.set(photo, mediaId);
  });
  return mediaIds;
}

/** Creates the campaign with its page. */
async function createCampaign(
  people: DemoPeople,
  brandId: string,
  coverMediaId: string,
): Promise<string> {
  const owner = await people.owner();
  const { title, tagline, storyMarkdown, accent, timeZone } = demoCampaign;
  const path = `/api/brands/${brandId}/campaigns`;
  const { id } = await owner.send<{ id: string }>('POST', path, { title, timeZone });
  await owner.send('PATCH', `/api/studio/campaigns/${id}`, {
    tagline,
    storyMarkdown,
    accent,
    coverMediaId,
  });
  return id;
}

/** Creates a contest as a draft with its settings. */
async function createContest(
  people: DemoPeople,
  campaignId: string,
  plan: DemoGamePlan,
): Promise<RunningGame> {
  const owner = await people.owner();
  const { contest, title, config, secrets } = plan;
  const path = `/api/studio/campaigns/${campaignId}/contests`;
  const { id: contestId } = await owner.send<{ id: string }>('POST', path, {
    type: contest.type,
    title,
  });
  await owner.send('PATCH', `/api/contests/${contestId}/draft`, { config, secrets });
  return { ...plan, contestId, mediaIds: new Map(), ids: {} };
}

/** Publishes and plays all games together, in order of time; at one instant, the games side by side. */
async function playInOrder(
  people: DemoPeople,
  clock: DemoClock,
  games: readonly RunningGame[],
): Promise<void> {
  const instants = new Map<number, Map<RunningGame, (() => Promise<void>)[]>>();
  const plan = (game: RunningGame, atMs: number, run: () => Promise<void>) => {
    const instant = instants.get(atMs) ?? new Map<RunningGame, (() => Promise<void>)[]>();
    instants.set(atMs, instant.set(game, [...(instant.get(game) ?? []), run]));
  };
  for (const game of games) {
    plan(game, game.publishedAtMs, () => publish(people, game));
    for (const step of game.steps) plan(game, step.atMs, () => act(people, game, step));
  }
  for (const [atMs, instant] of [...instants].sort(([a], [b]) => a - b)) {
    await clock.reach(atMs);
    await Promise.all(
      [...instant.values()].map(async (runs) => {
        for (const run of runs) await run();
      }),
    );
  }
  const played = games.reduce((sum, { steps }) => sum + steps.length, 0);
  console.log(`  ${played} entries, guesses, decisions and votes played`);
}

/** Publishes a contest and sends its photographs ahead, several at once: that is what takes time. */
async function publish(people: DemoPeople, game: RunningGame): Promise<void> {
  const owner = await people.owner();
  await owner.send('POST', `/api/contests/${game.contestId}/publish`);
  const waiting = game.steps.filter(({ photo }) => photo !== undefined);
  if (waiting.length === 0) return;
  await severalAtOnce(waiting, async (step) => {
    const number = step.photo ?? Number.NaN;
    const [person, picture] = await Promise.all([people.of(step), demoPhotograph(number)]);
    const path = `/api/media?contest=${game.contestId}`;
    const { mediaId } = await person.send<{ mediaId: string }>('POST', path, picture);
    game.mediaIds.set(number, mediaId);
  });
  console.log(`  ${waiting.length} photographs sent for “${game.title}”`);
}

async function severalAtOnce<One>(
  all: readonly One[],
  send: (one: One) => Promise<void>,
): Promise<void> {
  const waiting = [...all];
  const sendNext = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await send(one);
  };
  await Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, sendNext));
}

async function act(
  people: DemoPeople,
  game: RunningGame,
  step: RunningGame['steps'][number],
): Promise<void> {
  const { contestId, ids, mediaIds } = game;
  const mediaId = mediaIds.get(step.photo ?? Number.NaN) ?? '';
  const person = await people.of(step);
  const path = `/api/contests/${contestId}`;
  const seen = step.looks ? await person.send<{ board: unknown; mine: unknown }>('GET', path) : {};
  const action =
    typeof step.action === 'function' ? step.action({ ids, mediaId, seen }) : step.action;
  const { receipt } = await person.send<{ receipt: Receipt }>('POST', `${path}/actions`, {
    key: freshActKey(),
    action,
  });
  if (step.saves && receipt.createdId) ids[step.saves] = receipt.createdId;
}
