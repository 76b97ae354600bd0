import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standingsOf } from '../lifecycle.ts';
import {
  DAY_MS,
  Guessing,
  OPENS_MS,
  ROUND_MS,
  roundAt,
  THREE_ROUNDS,
} from '../../test/support/guessing.ts';
import type { Config, Secrets } from './schema.ts';

const OTHERS = ['Ben', 'Cem', 'guest'];
const CLOSES_MS = OPENS_MS + 10 * DAY_MS;

/** The same pictures at other places, with other words, from round `from` on. */
function elsewhere(from: number, shift: number): Secrets {
  return {
    games: THREE_ROUNDS.games.map(({ rounds }) => ({
      rounds: rounds.map((round, index) =>
        index + 1 < from
          ? round
          : {
              ...round,
              ...textsOf(`somewhere quite different ${shift}`),
              place: { latitude: -shift, longitude: 170 - shift },
            },
      ),
    })),
  };
}

function textsOf(name: string) {
  const { hint, title, explanation } = roundAt(0, 0, name);
  return { hint, title, explanation };
}

interface Step {
  who: string;
  wait: number;
  kind: 'start' | 'guess' | 'takeHint' | 'look' | 'setName';
  round: number;
  latitude: number;
  longitude: number;
}

const steps = fc.array(
  fc.record<Step>({
    who: fc.constantFrom(...OTHERS),
    wait: fc.integer({ min: 0, max: ROUND_MS }),
    kind: fc.constantFrom('start', 'start', 'guess', 'guess', 'takeHint', 'look', 'setName'),
    round: fc.integer({ min: 1, max: 3 }),
    latitude: fc.integer({ min: -90, max: 90 }),
    longitude: fc.integer({ min: -180, max: 180 }),
  }),
  { minLength: 10, maxLength: 50, size: 'max' },
);

function actionOf({ kind, round, latitude, longitude }: Step) {
  if (kind === 'setName') return { type: kind, name: 'Somebody' };
  const ofRound = { type: kind, game: 1, round };
  return kind === 'guess' ? { ...ofRound, latitude, longitude } : ofRound;
}

/** Everything that Ana, or anybody, could read at this instant. */
function readable(game: Guessing, atMs: number, withRank: boolean): string {
  const { rank: _rank, ...mine } = game.mine('Ana', atMs);
  const contest = game.game.contest;
  const visible = contest.standingsVisible(game.config, game.moment(atMs));
  return JSON.stringify([
    game.board(atMs),
    withRank ? game.mine('Ana', atMs) : mine,
    game.mine('a stranger', atMs),
    visible && withRank ? standingsOf(contest, game.game.state) : null,
    game.game.state.core.entered,
    // What receipts and the live channel tell of others: how far the ledger has got.
    game.game.events.length,
  ]);
}

/**
 * Plays the same history over other places: Ana has answered the rounds before `own`, has perhaps started that one, and
 * pries meanwhile. Gives all that could be read, and every refusal.
 */
function transcript(
  secrets: Secrets,
  change: Partial<Config>,
  history: readonly Step[],
  own: number,
  withRank: boolean,
): string[] {
  const game = new Guessing({ timeBonus: 300, ...change }, secrets);
  let atMs = OPENS_MS;
  for (let round = 1; round < own; round++) game.play('Ana', round, 3 * round, 5, (atMs += 20_000));
  if (history.length % 2 === 0) game.start('Ana', own, (atMs += 20_000));
  const told = [readable(game, atMs, withRank)];
  for (const step of history) {
    atMs += step.wait;
    const { outcome } = game.game.act({
      who: step.who,
      role: 'fan',
      verifiedAtMs: step.who === 'guest' ? null : 0,
      atMs,
      action: actionOf(step),
    });
    // Others get other points, of course; whether they are refused must not depend on the place.
    told.push(outcome.ok ? 'accepted' : JSON.stringify(outcome), readable(game, atMs, withRank));
    const prying = [
      { type: 'takeHint', game: 1, round: own + 1 },
      { type: 'guess', game: 1, round: own + 1, latitude: 0, longitude: 0 },
      { type: 'look', game: 1, round: own + 1 },
      { type: 'start', game: 1, round: own + 2 },
    ];
    for (const action of prying) {
      const pried = game.game.act({ who: 'Ana', role: 'fan', verifiedAtMs: 0, atMs, action });
      told.push(JSON.stringify(pried.outcome));
    }
  }
  return told;
}

describe('before their own answer nothing tells a fan the place', () => {
  const modes: [name: string, change: Partial<Config>, withRank: boolean][] = [
    [
      'when places are revealed after each answer',
      { reveal: 'afterGuess', standingsVisible: false },
      true,
    ],
    [
      'when they are revealed at the end, with the leaderboard open',
      { reveal: 'atEnd', standingsVisible: true },
      true,
    ],
    // With an open leaderboard others' totals are there for all to see: points, never pins or places.
    [
      'with an open leaderboard, its points apart',
      { reveal: 'afterGuess', standingsVisible: true },
      false,
    ],
  ];

  it.each(modes)('%s', (_, change, withRank) => {
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: 1, max: 2 }),
        fc.integer({ min: 1, max: 80 }),
        (history, own, shift) => {
          const here = transcript(THREE_ROUNDS, change, history, own, withRank);
          const there = transcript(elsewhere(own, shift), change, history, own, withRank);
          expect(there).toEqual(here);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('no hint, title, explanation or coordinate of a round shows that they have not answered', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const shown = transcript(THREE_ROUNDS, {}, history, 2, true).join('\n');
        for (const text of ['two', 'three'].flatMap((name) => Object.values(textsOf(name))))
          expect(shown).not.toContain(text);
      }),
      { numRuns: 30 },
    );
  });
});

describe('when places are revealed at the end', () => {
  it('a guess is told nothing but that it arrived, whatever it was worth', () => {
    const views = [0, 170].map((longitude) => {
      const game = new Guessing({ reveal: 'atEnd', standingsVisible: true });
      game.play('Ana', 1, longitude);
      const { guess, ...round } = game.mine('Ana', OPENS_MS + 20_000).rounds[0]!;
      expect(guess?.longitude).toBe(longitude);
      return JSON.stringify([round, game.mine('Ana').total, game.mine('Ana').rank, game.board()]);
    });
    expect(views[0]).toBe(views[1]);
  });

  it('the desk is not told either how far off answers are', () => {
    const reviews = [0, 170].map((longitude) => {
      const game = new Guessing({ reveal: 'atEnd' });
      for (const round of [1, 2]) game.play('Mo under another name', round, longitude, 1);
      const before = JSON.stringify(game.review(OPENS_MS + 20_000));
      game.reach(CLOSES_MS);
      expect(game.review(CLOSES_MS).desk?.rounds[0]?.medianDistanceM).toEqual(expect.any(Number));
      return before;
    });
    expect(reviews[0]).toBe(reviews[1]);
  });

  it('nobody stands on the leaderboard before, everybody after', () => {
    const game = new Guessing({ reveal: 'atEnd', standingsVisible: true });
    game.play('Ana', 1, 5);
    game.play('Ben', 1, 1);
    expect(game.standings('Ana', 'Ben')).toEqual([]);
    game.reach(CLOSES_MS);
    expect(game.standings('Ana', 'Ben')).toEqual(['1 Ben', '2 Ana']);
    expect(game.mine('Ana', CLOSES_MS).rounds[0]).toMatchObject({
      score: { distanceM: 555_975 },
      answer: { title: 'title of one' },
    });
  });

  it('a round whose time ran out is not shown either', () => {
    const game = new Guessing({ reveal: 'atEnd' });
    game.start('Ana');
    const look = { type: 'look', game: 1, round: 1 };
    expect(game.act('Ana', look, { atMs: OPENS_MS + ROUND_MS })).toBe('guess/NOTHING_TO_SEE');
  });
});

it('the rules that everybody may read say nothing of the rounds', () => {
  const game = new Guessing();
  expect(JSON.stringify(game.game.events[0])).not.toContain('picture of');
  expect(game.board().games).toMatchObject([]);
  game.reach(OPENS_MS);
  expect(game.board().games).toMatchObject([{ game: 1, roundCount: 3 }]);
});
