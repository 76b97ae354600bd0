import { describe, expect, it } from 'vitest';
import {
  HOUR_MS,
  MINUTE_MS,
  OPENS_MS,
  puzzleConfig,
  PuzzleGame,
  puzzleSecrets,
  wordPuzzle,
} from '../../test/support/puzzles.ts';

const secrets = puzzleSecrets(
  wordPuzzle('one', { tries: 3, hints: [{ text: 'First.', price: 10 }] }),
  wordPuzzle('two', { tries: 3 }),
  wordPuzzle('three', { unlock: { kind: 'solvedCount', count: 2 } }),
);

/** A guest who turns out to be Ana. */
describe('a guest who signs in', () => {
  it('goes on with the game when Ana has none', () => {
    const game = new PuzzleGame(secrets);
    game.answer('guest', 1, 'one');
    const before = game.mine('guest');
    game.join('guest', 'Ana');
    expect(game.mine('Ana')).toEqual(before);
    expect(game.mine('guest').playerId).toBeNull();
    expect(game.answer('Ana', 1, 'one')).toBe('puzzles/SOLVED');
  });

  it('has a puzzle that both solved once, by the earlier solve', () => {
    const game = new PuzzleGame(secrets);
    game.answer('guest', 1, 'one');
    game.at(OPENS_MS + HOUR_MS).answer('Ana', 1, 'one');
    game.answer('Ben', 1, 'one');
    game.join('guest', 'Ana');
    expect(game.mine('Ana')).toMatchObject({ solvedCount: 1, points: 100 });
    expect(game.puzzle('Ana', 1).solved).toMatchObject({ atMs: OPENS_MS, first: true });
    expect(game.board().puzzles[0]).toMatchObject({
      solvedCount: 2,
      firstSolverId: game.mine('Ana').playerId,
    });
    const [ben, ana] = [game.mine('Ben').playerId, game.mine('Ana').playerId];
    expect(game.board().feed.map((line) => line.playerId)).toEqual([ben, ana]);
    expect(game.standings('Ana', 'Ben')).toEqual(['1 Ana 100', '2 Ben 100']);
  });

  it('gets no new tries: wrong answers add up, the same one once', () => {
    const game = new PuzzleGame(secrets);
    for (const wrong of ['a', 'b']) game.answer('guest', 1, wrong);
    game.answer('Ana', 1, 'b');
    game.join('guest', 'Ana');
    expect(game.puzzle('Ana', 1)).toMatchObject({ wrongCount: 2, triesLeft: 1 });
    game.answer('Ana', 1, 'c');
    expect(game.answer('Ana', 1, 'one')).toBe('attempts/NONE_LEFT');
  });

  it('keeps no solve for which the guest had used up the tries', () => {
    const game = new PuzzleGame(secrets);
    for (const wrong of ['a', 'b', 'c']) game.answer('guest', 1, wrong);
    game.at(OPENS_MS + 1).answer('Ana', 1, 'one');
    game.answer('Ben', 1, 'one');
    game.join('guest', 'Ana');
    expect(game.puzzle('Ana', 1)).toMatchObject({ status: 'spent', solved: null });
    expect(game.board().puzzles[0]).toMatchObject({
      solvedCount: 1,
      firstSolverId: game.mine('Ben').playerId,
    });
    expect(game.standings('Ana', 'Ben')).toEqual(['1 Ben 100']);
  });

  it('pays for hints that either took', () => {
    const game = new PuzzleGame(secrets);
    game.hint('guest', 1, 1);
    game.answer('Ana', 1, 'one');
    game.join('guest', 'Ana');
    expect(game.mine('Ana').points).toBe(90);
    expect(game.puzzle('Ana', 1).hints).toEqual(['First.']);
  });

  it('can open what both together have unlocked', () => {
    const game = new PuzzleGame(secrets);
    game.answer('guest', 1, 'one');
    game.answer('Ana', 2, 'two');
    game.join('guest', 'Ana');
    expect(game.puzzle('Ana', 3)).toMatchObject({ status: 'ready', content: null });
    expect(game.open('Ana', 3)).toBeNull();
    expect(game.puzzle('Ana', 3).status).toBe('open');
    expect(game.answer('Ana', 3, 'three')).toBeNull();
  });

  it('goes by the clock that began first, and keeps no solve that came too late by it', () => {
    const config = puzzleConfig({ timing: { kind: 'personal', minutes: 30 } });
    const game = new PuzzleGame(secrets, config);
    game.open('guest', 1);
    game.open('guest', 2);
    game.at(OPENS_MS + 20 * MINUTE_MS);
    game.open('Ana', 1);
    game.open('Ana', 2);
    game.at(OPENS_MS + 25 * MINUTE_MS).answer('Ana', 1, 'one');
    game.at(OPENS_MS + 35 * MINUTE_MS).answer('Ana', 2, 'two');
    game.join('guest', 'Ana');
    expect(game.puzzle('Ana', 1).status).toBe('solved');
    expect(game.puzzle('Ana', 2)).toMatchObject({
      status: 'late',
      deadlineAtMs: OPENS_MS + 30 * MINUTE_MS,
      solved: null,
    });
  });
});
