import { describe, expect, it } from 'vitest';
import {
  CLOSES_MS,
  HOUR_MS,
  OPENS_MS,
  puzzleConfig,
  PuzzleGame,
  puzzleSecrets,
  wordPuzzle,
} from '../../test/support/puzzles.ts';
import type { Puzzle } from './puzzle-schema.ts';
import { Config, Secrets } from './schema.ts';
import type { Config as Settings } from './schema.ts';

const faults = (schema: typeof Config | typeof Secrets, value: unknown) =>
  (schema.safeParse(value).error?.issues ?? []).map((issue) => issue.path.join('.'));

describe('settings', () => {
  const schedule = puzzleConfig().schedule;
  it.each<[Partial<Settings>, string]>([
    [{ schedule: { ...schedule, closesAtMs: schedule.opensAtMs } }, 'schedule.closesAtMs'],
    [{ schedule: { ...schedule, resultsAtMs: CLOSES_MS - 1 } }, 'schedule.resultsAtMs'],
    [{ releases: [{ atMs: OPENS_MS }] }, 'releases.0.atMs'],
    [{ releases: [{ atMs: CLOSES_MS }] }, 'releases.0.atMs'],
    [{ releases: [{ atMs: OPENS_MS + 2 }, { atMs: OPENS_MS + 1 }] }, 'releases.1.atMs'],
    [{ places: 1, honours: ['a', 'b'] }, 'honours'],
  ])('%j are refused at %s', (change, path) => {
    expect(faults(Config, { ...puzzleConfig(), ...change })).toContain(path);
  });
});

describe('a set of puzzles', () => {
  const text = (accepted: string[], close: { answer: string; message: string }[] = []) =>
    ({ kind: 'text', accepted, ignoreAccents: true, ignorePunctuation: true, close }) as const;
  const solved = (...puzzles: number[]) => ({ unlock: { kind: 'solved', puzzles } }) as const;
  it.each<[string, Partial<Puzzle>[], string]>([
    ['an answer with nothing to compare', [{ answer: text(['!!']) }], '0.answer.accepted.0'],
    [
      'a close answer that is right',
      [{ answer: text(['One'], [{ answer: ' one', message: 'Nearly.' }]) }],
      '0.answer.close.0.answer',
    ],
    [
      'a choice without a right option',
      [
        {
          answer: {
            kind: 'choice',
            several: false,
            options: [
              { text: 'a', right: false },
              { text: 'b', right: false },
            ],
          },
        },
      ],
      '0.answer.options',
    ],
    [
      'two right ones where one is asked for',
      [
        {
          answer: {
            kind: 'choice',
            several: false,
            options: [
              { text: 'a', right: true },
              { text: 'b', right: true },
            ],
          },
        },
      ],
      '0.answer.options',
    ],
    ['an item twice', [{ answer: { kind: 'order', items: ['a', 'a'] } }], '0.answer.items.1'],
    ['a least above the most', [{ points: 5, leastPoints: 6 }], '0.leastPoints'],
    ['a puzzle that waits for itself', [{}, solved(2)], '1.unlock'],
    ['puzzles that wait for each other', [{}, solved(3), solved(2)], '1.unlock'],
    ['one that waits for a puzzle that is not there', [{}, solved(9)], '1.unlock'],
    [
      'one that waits for too many',
      [{}, { unlock: { kind: 'solvedCount', count: 2 } }],
      '1.unlock',
    ],
  ])('with %s is refused where it is wrong', (_, puzzles, path) => {
    const full = puzzles.map((change) => ({ ...wordPuzzle('one'), ...change }));
    expect(faults(Secrets, { puzzles: full })).toContain(`puzzles.${path}`);
  });

  it('needs little: a title, a text and an answer', () => {
    expect(
      puzzleSecrets({ title: 'One', text: 'Which?', answer: text(['it']) }).puzzles[0],
    ).toMatchObject({
      points: 100,
      tries: 0,
      hints: [],
      unlock: { kind: 'start' },
    });
  });
});

describe('published rules', () => {
  const change = (atMs: number, changed: Partial<Settings>) => {
    const game = new PuzzleGame(puzzleSecrets(wordPuzzle('one')));
    const action = {
      type: 'core.changeRules',
      config: { ...puzzleConfig(), ...changed },
      reason: 'A good one.',
    };
    const { outcome } = game.game.act({
      who: 'Eda',
      role: 'editor',
      verifiedAtMs: 0,
      atMs,
      action,
    });
    return outcome.ok ? null : outcome.code;
  };
  const closing = (closesAtMs: number) => ({
    schedule: { opensAtMs: OPENS_MS, closesAtMs, resultsAtMs: CLOSES_MS + 9 * HOUR_MS },
  });

  it.each<[string, number, Partial<Settings>, string | null]>([
    ['a later closing', OPENS_MS, closing(CLOSES_MS + HOUR_MS), null],
    ['an earlier closing', OPENS_MS, closing(CLOSES_MS - HOUR_MS), 'puzzles/EARLIER'],
    ['a closing that has passed', CLOSES_MS, closing(CLOSES_MS + HOUR_MS), 'puzzles/BORDER_PASSED'],
    ['another briefing', OPENS_MS, { briefing: 'Clearer.' }, null],
    ['other points', OPENS_MS - 1, { scoring: { kind: 'byTime' } }, 'puzzles/RULE_FIXED'],
    [
      'another clock',
      OPENS_MS - 1,
      { timing: { kind: 'personal', minutes: 5 } },
      'puzzles/RULE_FIXED',
    ],
    ['more places', OPENS_MS, { places: 5 }, null],
    [
      'fewer places',
      OPENS_MS,
      { places: 2, honours: ['First', 'Second'] },
      'puzzles/PRIZE_TAKEN_AWAY',
    ],
  ])('may have %s at %i: %j', (_, atMs, changed, code) => {
    expect(change(atMs, changed)).toBe(code);
  });

  it('with a later closing keep the solutions until then', () => {
    const game = new PuzzleGame(puzzleSecrets(wordPuzzle('one')));
    const action = {
      type: 'core.changeRules',
      config: { ...puzzleConfig(), ...closing(CLOSES_MS + HOUR_MS) },
      reason: 'One more hour.',
    };
    game.game.act({ who: 'Eda', role: 'editor', verifiedAtMs: 0, atMs: OPENS_MS, action });
    expect(game.at(CLOSES_MS).board().revealed).toBe(false);
    expect(game.at(CLOSES_MS + HOUR_MS).board().revealed).toBe(true);
  });
});
