import { describe, expect, it } from 'vitest';
import { standingsOf } from '../lifecycle.ts';
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

const two = puzzleSecrets(
  wordPuzzle('one', { points: 500, leastPoints: 100 }),
  wordPuzzle('two', { points: 500, leastPoints: 100 }),
);

describe('points that decay with solves', () => {
  const bySolves = (earlierSolvers: 'keep' | 'share') =>
    puzzleConfig({ scoring: { kind: 'bySolves', decay: 4, earlierSolvers } });
  const played = (earlierSolvers: 'keep' | 'share') => {
    const game = new PuzzleGame(two, bySolves(earlierSolvers));
    ['Ana', 'Ben', 'Cem'].forEach((who, index) => {
      game.at(OPENS_MS + index * MINUTE_MS).answer(who, 1, 'one');
    });
    return game;
  };

  it('are kept by earlier solvers: 500, 475 and 400', () => {
    expect(played('keep').standings('Ana', 'Ben', 'Cem')).toEqual([
      '1 Ana 500',
      '2 Ben 475',
      '3 Cem 400',
    ]);
  });

  it('or are shared: everybody gets what the latest solver got', () => {
    const game = played('share');
    expect(game.standings('Ana', 'Ben', 'Cem')).toEqual(['1 Ana 400', '2 Ben 400', '3 Cem 400']);
    expect(game.puzzle('Ana', 1).solved?.points).toBe(400);
  });

  it('count solvers who are disqualified later, too', () => {
    const game = played('share');
    const standingId = game.mine('Ben').playerId ?? '';
    const act = { who: 'Mod', role: 'moderator', verifiedAtMs: 0, atMs: CLOSES_MS } as const;
    game.game.act({
      ...act,
      action: { type: 'core.disqualify', standingId, reason: 'Two games.' },
    });
    expect(game.standings('Ana', 'Ben', 'Cem')).toEqual(['1 Ana 400', '2 Cem 400']);
  });
});

it('points by time fall from the release of a puzzle to the closing', () => {
  const secrets = puzzleSecrets(
    wordPuzzle('one', { points: 500, leastPoints: 100 }),
    wordPuzzle('two', { points: 500, leastPoints: 100, unlock: { kind: 'release', release: 1 } }),
  );
  const config = puzzleConfig({
    scoring: { kind: 'byTime' },
    releases: [{ atMs: OPENS_MS + 50 * HOUR_MS }],
  });
  const game = new PuzzleGame(secrets, config).at(OPENS_MS + 75 * HOUR_MS);
  game.answer('Ana', 1, 'one');
  game.answer('Ana', 2, 'two');
  expect(game.puzzle('Ana', 1).solved?.points).toBe(200);
  expect(game.puzzle('Ana', 2).solved?.points).toBe(300);
});

describe('equal points', () => {
  it('go to the earlier last solve', () => {
    const game = new PuzzleGame(two);
    game.answer('Ana', 1, 'one');
    game.answer('Ben', 1, 'one');
    game.at(OPENS_MS + 1).answer('Ben', 2, 'two');
    game.at(OPENS_MS + 2).answer('Ana', 2, 'two');
    expect(game.standings('Ana', 'Ben')).toEqual(['1 Ben 1000', '2 Ana 1000']);
  });

  it('then to fewer wrong answers, wherever they were given', () => {
    const game = new PuzzleGame(two);
    game.answer('Ana', 2, 'wrong');
    game.answer('Ana', 1, 'one');
    game.answer('Ben', 1, 'one');
    expect(game.standings('Ana', 'Ben')).toEqual(['1 Ben 500', '2 Ana 500']);
  });

  it('and stay level for the draw when all that is equal', () => {
    const game = new PuzzleGame(two);
    game.answer('Ana', 1, 'one');
    game.answer('Ben', 2, 'two');
    expect(game.standings('Ana', 'Ben')).toEqual(['1 Ana 500', '1 Ben 500']);
  });
});

it('whoever has solved nothing does not stand anywhere', () => {
  const game = new PuzzleGame(two);
  game.answer('Ana', 1, 'wrong');
  expect(standingsOf(game.game.contest, game.game.state)).toEqual([]);
});

describe('the board', () => {
  it('names the first solver and the latest solves, newest first', () => {
    const game = new PuzzleGame(two);
    game.answer('Ana', 1, 'one');
    game.at(OPENS_MS + 5).answer('Ben', 1, 'one');
    const [ana, ben] = ['Ana', 'Ben'].map((who) => game.mine(who).playerId);
    expect(game.board()).toMatchObject({
      playerCount: 2,
      puzzles: [
        { firstSolverId: ana, solvedCount: 2 },
        { firstSolverId: null, solvedCount: 0 },
      ],
      feed: [
        { playerId: ben, puzzle: 1, atMs: OPENS_MS + 5, first: false },
        { playerId: ana, puzzle: 1, atMs: OPENS_MS, first: true },
      ],
    });
  });

  it('keeps solves to itself where standings are hidden, and never forgets whom to leave out', () => {
    const game = new PuzzleGame(two, puzzleConfig({ standingsVisible: false }));
    game.answer('Ana', 1, 'one');
    expect(game.board()).toMatchObject({
      feed: [],
      puzzles: [{ firstSolverId: null, solvedCount: 1 }, {}],
    });
  });

  it('shows the last twenty only', () => {
    const game = new PuzzleGame(two);
    for (let index = 0; index < 25; index++) game.answer(`fan ${index}`, 1, 'one');
    expect(game.board().feed).toHaveLength(20);
  });
});
