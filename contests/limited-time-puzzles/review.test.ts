import { describe, expect, it } from 'vitest';
import { momentAt } from '../lifecycle.ts';
import type { Role } from '../contract.ts';
import {
  HOUR_MS,
  OPENS_MS,
  puzzleConfig,
  PuzzleGame,
  puzzleSecrets,
  wordPuzzle,
} from '../../test/support/puzzles.ts';
import { reviewOf } from './review.server.ts';

const secrets = puzzleSecrets(
  wordPuzzle('one'),
  wordPuzzle('two'),
  wordPuzzle('three'),
  wordPuzzle('four', { unlock: { kind: 'solvedCount', count: 3 } }),
);

function deskOf(game: PuzzleGame, atMs: number, role: Role = 'moderator') {
  const moment = momentAt(game.game.contest, game.game.state, atMs);
  return reviewOf(game.state, puzzleConfig(), moment, { actorId: 'x', role }).desk;
}

describe('the desk', () => {
  it('sees how every puzzle does, and only how often the same wrong answer came', () => {
    const game = new PuzzleGame(secrets).at(OPENS_MS + HOUR_MS);
    for (const who of ['Ana', 'Ben', 'Cem']) game.answer(who, 1, 'uno');
    game.answer('Ana', 1, 'eins');
    game.answer('Dee', 1, 'one');
    const desk = deskOf(game, OPENS_MS + HOUR_MS);
    expect(desk).toMatchObject({ players: 4, ready: false, hints: [] });
    expect(desk?.puzzles[0]).toMatchObject({
      opened: 4,
      solved: 1,
      wrong: 4,
      firstSolvedAtMs: OPENS_MS + HOUR_MS,
      sameWrong: [3],
    });
    expect(JSON.stringify(desk)).not.toMatch(/uno|eins/);
  });

  it('is pointed to who solves faster than anybody reads', () => {
    const game = new PuzzleGame(secrets).at(OPENS_MS + HOUR_MS);
    for (const [index, word] of ['one', 'two', 'three'].entries())
      game.answer('Ana', index + 1, word);
    game.at(OPENS_MS + HOUR_MS + 4999).answer('Ana', 4, 'four');
    const playerId = game.mine('Ana').playerId;
    expect(deskOf(game, OPENS_MS + HOUR_MS)?.hints).toEqual([
      { reason: 'fast', playerId, puzzle: 4, seconds: 4 },
    ]);
  });

  it('is pointed to two who solve one puzzle after the other together', () => {
    const game = new PuzzleGame(secrets);
    const words = ['one', 'two', 'three'];
    words.forEach((word, index) => {
      const atMs = OPENS_MS + (index + 1) * HOUR_MS;
      game.at(atMs).answer('Ana', index + 1, word);
      game.at(atMs + 30_000).answer('Ben', index + 1, word);
      game.at(atMs + 600_000).answer('Cem', index + 1, word);
    });
    const pair = ['Ana', 'Ben'].map((who) => game.mine(who).playerId ?? '').sort();
    expect(deskOf(game, OPENS_MS + 9 * HOUR_MS)?.hints).toEqual([
      { reason: 'together', playerId: pair[0], otherId: pair[1], puzzles: [1, 2, 3] },
    ]);
  });

  it('is for those who run the contest only', () => {
    const game = new PuzzleGame(secrets);
    expect(deskOf(game, OPENS_MS, 'judge')).toBeNull();
    expect(deskOf(game, OPENS_MS, 'fan')).toBeNull();
  });
});
