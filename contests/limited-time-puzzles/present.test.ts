import { describe, expect, it } from 'vitest';
import {
  CLOSES_MS,
  HOUR_MS,
  MINUTE_MS,
  OPENS_MS,
  puzzleConfig,
  PuzzleGame,
  puzzleSecrets,
  wordPuzzle,
} from '../../test/support/puzzles.ts';
import { nextToPlay, present } from './present.ts';

const secrets = puzzleSecrets(
  wordPuzzle('one', { points: 500, leastPoints: 100, hints: [{ text: 'Odd.', price: 50 }] }),
  wordPuzzle('two', { unlock: { kind: 'solved', puzzles: [1] } }),
  wordPuzzle('three'),
);

describe('a puzzle on screen', () => {
  it.each([
    [{ kind: 'fixed' } as const, 450],
    [{ kind: 'bySolves', decay: 4, earlierSolvers: 'keep' } as const, 425],
    [{ kind: 'byTime' } as const, 250],
  ])('is worth under %j what a solve would give', (scoring, worth) => {
    const config = puzzleConfig({ scoring });
    const game = new PuzzleGame(secrets, config).at(OPENS_MS + 50 * HOUR_MS);
    game.answer('Ben', 1, 'one');
    game.hint('Ana', 1, 1);
    const shown = present(game.board(), game.mine('Ana').puzzles, config, OPENS_MS + 50 * HOUR_MS);
    expect(shown[0]?.worth).toBe(worth);
    game.answer('Ana', 1, 'one');
    expect(game.puzzle('Ana', 1).solved?.points).toBe(worth);
  });

  it('is late and closed by the clock, before the server says so again', () => {
    const config = puzzleConfig({ timing: { kind: 'personal', minutes: 30 } });
    const game = new PuzzleGame(secrets, config);
    game.open('Ana', 1);
    const at = (atMs: number) =>
      present(game.board(), game.mine('Ana').puzzles, config, atMs).map(({ status }) => status);
    expect(at(OPENS_MS + 30 * MINUTE_MS - 1)).toEqual(['open', 'locked', 'ready']);
    expect(at(OPENS_MS + 30 * MINUTE_MS)).toEqual(['late', 'locked', 'ready']);
    expect(at(CLOSES_MS)).toEqual(['closed', 'locked', 'closed']);
  });

  it('leads on to the next one that can be played', () => {
    const config = puzzleConfig();
    const game = new PuzzleGame(secrets, config);
    const next = (after: number) =>
      nextToPlay(present(game.board(), game.mine('Ana').puzzles, config, OPENS_MS), after)?.facts
        .number;
    expect(next(1)).toBe(3);
    game.answer('Ana', 1, 'one');
    expect(next(1)).toBe(2);
    game.answer('Ana', 2, 'two');
    game.answer('Ana', 3, 'three');
    expect(next(3)).toBeUndefined();
  });
});
