import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CLOSES_MS,
  HOUR_MS,
  OPENS_MS,
  puzzleConfig,
  PuzzleGame,
  puzzleSecrets,
} from '../../test/support/puzzles.ts';
import { canonicalOrder } from '../mechanics/answers.ts';
import { labelId } from './labels.ts';
import type { Puzzle } from './puzzle-schema.ts';
import type { Action } from './schema.ts';

/** Two sets of answers to the same questions; nothing that the histories try is right by either. */
type Answers = Pick<Puzzle, 'answer'>[];
const texts = { kind: 'text', ignoreAccents: true, ignorePunctuation: true } as const;
const numbers = {
  kind: 'number',
  tolerance: 1,
  toleranceIs: 'absolute',
  unit: 'km',
} as const;
const labels = ['alpha', 'beta', 'gamma', 'delta'];
const options = (...right: string[]) =>
  labels.map((text) => ({ text, right: right.includes(text) }));
const ordered = (...items: string[]) => items;

const answersA: Answers = [
  { answer: { ...texts, accepted: ['Anchor'], close: [] } },
  { answer: { ...numbers, value: 900, close: [] } },
  { answer: { kind: 'choice', several: true, options: options('alpha', 'beta') } },
  { answer: { kind: 'order', items: ordered('alpha', 'beta', 'gamma', 'delta') } },
  { answer: { kind: 'place', place: { latitude: 60, longitude: 10 }, withinKm: 1, close: [] } },
];
const answersB: Answers = [
  {
    answer: {
      ...texts,
      accepted: ['A much longer and quite different answer', 'or this', 'or that'],
      close: [],
    },
  },
  { answer: { ...numbers, value: -123_456.789, close: [] } },
  { answer: { kind: 'choice', several: true, options: options('gamma', 'delta', 'beta') } },
  { answer: { kind: 'order', items: ordered('delta', 'alpha', 'beta', 'gamma') } },
  {
    answer: {
      kind: 'place',
      place: { latitude: -33.4, longitude: -70.6 },
      withinKm: 40,
      close: [],
    },
  },
];

const secretsOf = (answers: Answers) =>
  puzzleSecrets(
    ...answers.map((answer) => ({
      ...answer,
      title: 'A title',
      text: 'A question',
      tries: 6,
      hints: [{ text: 'A hint', price: 10 }],
    })),
  );

const orderOf = (puzzle: number) => (items: readonly string[]) =>
  canonicalOrder(items.map((text) => labelId(puzzle, text)));
/** Reversed and turned round, so that neither set's order is among them. */
const wrongOrders = [
  ['delta', 'gamma', 'beta', 'alpha'],
  ['beta', 'gamma', 'delta', 'alpha'],
  ['gamma', 'alpha', 'delta', 'beta'],
].map(orderOf(4));
const wrong = [
  ['Buoy', 'chain', 'Anker', '12', '?!'],
  ['0', '12,5', '880', 'nine', '-99999'],
  [labelId(3, 'alpha'), labelId(3, 'gamma'), labels.map((text) => labelId(3, text)).join(' '), 'x'],
  [...wrongOrders, 'x'],
  ['0, 0', '10.5, 20.25', '89, 179', 'here'],
];

const step = fc.record({
  who: fc.constantFrom('Ana', 'Ben'),
  waitMs: fc.integer({ min: 0, max: 3 * HOUR_MS }),
  action: fc.integer({ min: 1, max: 5 }).chain((puzzle): fc.Arbitrary<Action> => {
    const answer = fc.constantFrom(...(wrong[puzzle - 1] ?? []));
    return fc.oneof(
      {
        weight: 6,
        arbitrary: answer.map((text) => ({ type: 'answer', puzzle, answer: text }) as const),
      },
      fc.constant({ type: 'open', puzzle } as const),
      fc.constant({ type: 'takeHint', puzzle, hint: 1 } as const),
    );
  }),
});

describe('an answer that nobody has found', () => {
  it.each(['window', 'personal'] as const)(
    'leaves no trace in any view, refusal or event (%s)',
    (kind) => {
      const timing = kind === 'window' ? { kind } : { kind, minutes: 3000 };
      const coolDown = { kind: 'growing', power: 1, divisor: 1 } as const;
      const config = puzzleConfig({ timing, coolDown });
      let missed = 0;
      fc.assert(
        fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
          const games = [answersA, answersB].map(
            (answers) => new PuzzleGame(secretsOf(answers), config),
          );
          let atMs = OPENS_MS;
          for (const game of games) for (const puzzle of [1, 2, 3, 4, 5]) game.open('Ana', puzzle);
          const told = games.map(() => [] as string[]);
          for (const { who, waitMs, action } of steps) {
            atMs = Math.min(CLOSES_MS - 1, atMs + waitMs);
            games.forEach((game, index) => {
              const { outcome } = game.at(atMs).decide(who, action);
              told[index]?.push(JSON.stringify([outcome, game.mine(who), game.board()]));
            });
          }
          // Not only of the same size: the very same, digests too, since they are of what was tried.
          expect(told[0]).toEqual(told[1]);
          expect(games[0]?.game.events).toEqual(games[1]?.game.events);
          expect(games[0]?.game.state).toEqual(games[1]?.game.state);
          missed += games[0]?.game.events.filter(({ data }) => data.type === 'missed').length ?? 0;
        }),
        { numRuns: 60 },
      );
      // Else nothing was tried at all.
      expect(missed).toBeGreaterThan(100);
    },
  );

  it('stands nowhere in the state or on the ledger, nor does a wrong one', () => {
    const game = new PuzzleGame(secretsOf(answersA));
    game.answer('Ana', 1, 'Buoy');
    game.answer('Ben', 1, 'anchor');
    const kept = JSON.stringify([game.game.events, game.game.state]);
    expect(kept).not.toMatch(/anchor|buoy/i);
  });
});
