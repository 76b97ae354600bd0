import { beforeAll, describe, expect, it } from 'vitest';
import { findContest } from '../../contests/registry.server.ts';
import { DAY_MS, guessingConfig, THREE_ROUNDS } from '../support/guessing.ts';
import { puzzleConfig, puzzleSecrets, wordPuzzle } from '../support/puzzles.ts';
import { signedIn } from './browser-like.ts';
import { HOUR_MS, newContest } from './engine-world.ts';

/** A game that ends in a while, and what must not be read in it before. */
interface Secretive {
  type: string;
  config: (endsInMs: number) => object;
  secrets: object;
  words: readonly string[];
}

const games: Secretive[] = [
  {
    type: 'location-guessing',
    config: (endsInMs) => {
      const closesAtMs = Date.now() + endsInMs;
      const resultsAtMs = closesAtMs + DAY_MS;
      const opensAtMs = closesAtMs - 2 * DAY_MS;
      return guessingConfig({ schedule: { format: 'open', opensAtMs, closesAtMs, resultsAtMs } });
    },
    secrets: THREE_ROUNDS,
    words: ['title of two', 'explanation of three', 'picture of one', '"longitude":10'],
  },
  {
    type: 'limited-time-puzzles',
    config: (endsInMs) => {
      const closesAtMs = Date.now() + endsInMs;
      const resultsAtMs = closesAtMs + DAY_MS;
      return puzzleConfig({
        schedule: { opensAtMs: closesAtMs - 2 * DAY_MS, closesAtMs, resultsAtMs },
      });
    },
    secrets: puzzleSecrets(wordPuzzle('anchor', { explanation: 'It holds a ship.' })),
    words: ['anchor', 'It holds a ship.'],
  },
];

function newGame(
  { type, config, secrets }: Secretive,
  { published, endsInMs }: { published: boolean; endsInMs: number },
) {
  return newContest(config(endsInMs), { published, type, secrets });
}

/** What somebody reads of the secrets in the previews of all stages. */
async function readBy(as: 'brand' | 'moderator' | 'judge', game: Secretive, id: string) {
  const caller = await signedIn(as);
  const stages = findContest(game.type)?.stages(game.config(0)) ?? [];
  const texts: string[] = [];
  for (const stage of stages) {
    const path = `/studio/contests/${id}/preview?stage=${encodeURIComponent(stage.id)}`;
    const reply = await caller.send('GET', path);
    texts.push(`${reply.status} ${await reply.text()}`);
  }
  expect(texts.map((text) => text.slice(0, 3))).toEqual(texts.map(() => '200'));
  return game.words.filter((word) => texts.some((text) => text.includes(word)));
}

beforeAll(async () => {
  await signedIn('brand');
});

describe.each(games.map((game) => [game.type, game] as const))('the preview of a %s', (_, game) => {
  it('tells nobody before its time what a published one keeps secret, whatever the stage', async () => {
    const id = await newGame(game, { published: true, endsInMs: HOUR_MS });
    for (const as of ['brand', 'moderator', 'judge'] as const)
      expect([as, await readBy(as, game, id)]).toEqual([as, []]);
  });

  it('shows what the schedule has brought', async () => {
    const id = await newGame(game, { published: true, endsInMs: -HOUR_MS });
    expect(await readBy('judge', game, id)).toEqual(game.words);
  });

  it('shows the secrets of a draft to those who may edit it, and to nobody else', async () => {
    const id = await newGame(game, { published: false, endsInMs: HOUR_MS });
    expect(await readBy('brand', game, id)).toEqual(game.words);
    for (const as of ['moderator', 'judge'] as const)
      expect([as, await readBy(as, game, id)]).toEqual([as, []]);
  });
});
