import { describe, expect, it } from 'vitest';
import { PuzzleGame, puzzleSecrets, wordPuzzle } from '../../test/support/puzzles.ts';

const hints = [
  { text: 'It is in the water.', price: 30 },
  { text: 'It does not float.', price: 200 },
];

describe('hints', () => {
  const secrets = puzzleSecrets(wordPuzzle('anchor', { points: 100, hints }));

  it('are taken in order, once, and their price comes off', () => {
    const game = new PuzzleGame(secrets);
    expect(game.hint('Ana', 1, 2)).toBe('puzzles/HINTS_IN_ORDER');
    expect(game.hint('Ana', 1, 1)).toBeNull();
    expect(game.hint('Ana', 1, 1)).toBe('puzzles/HINT_TAKEN');
    expect(game.hint('Ana', 1, 3)).toBe('puzzles/NO_SUCH_HINT');
    expect(game.puzzle('Ana', 1).hints).toEqual(['It is in the water.']);
    expect(game.puzzle('Ben', 1).hints).toEqual([]);
    game.answer('Ana', 1, 'anchor');
    expect(game.puzzle('Ana', 1).solved?.points).toBe(70);
    expect(game.hint('Ana', 1, 2)).toBe('puzzles/SOLVED');
  });

  it('never take more than the puzzle gives', () => {
    const game = new PuzzleGame(secrets);
    game.hint('Ana', 1, 1);
    game.hint('Ana', 1, 2);
    game.answer('Ana', 1, 'anchor');
    expect(game.puzzle('Ana', 1).solved?.points).toBe(0);
  });
});
