import { describe, expect, it } from 'vitest';
import type { AnyContest } from './contract.ts';
import { limitedTimePuzzles } from './limited-time-puzzles/rules.server.ts';
import { actorIdOf } from '../test/support/play.ts';
import { PuzzleGame, puzzleSecrets, wordPuzzle } from '../test/support/puzzles.ts';
import { joinDue } from './joining.ts';

const contest = limitedTimePuzzles as AnyContest;
const secrets = puzzleSecrets(wordPuzzle('one'), wordPuzzle('two'));
const [guest, ana] = [actorIdOf('guest'), actorIdOf('Ana')];
const due = ({ game: { state } }: PuzzleGame) => joinDue({ contest, state }, guest, ana);
const joined = { type: 'core.fanJoined', formerId: guest, fanId: ana };

/** A guest who has solved a puzzle. */
function played(): PuzzleGame {
  const game = new PuzzleGame(secrets);
  game.answer('guest', 1, 'one');
  return game;
}

function disqualify(game: PuzzleGame): void {
  const standingId = game.mine('guest').playerId ?? '';
  game.game.state.core.disqualified[standingId] = 'Told others the answers.';
}

describe('a guest who turns out to be somebody with an account', () => {
  it('is joined to it once, and not when there is nothing to hand over', () => {
    expect(due(new PuzzleGame(secrets))).toBeNull();
    const game = played();
    expect(due(game)).toEqual(joined);
    game.answer('Ana', 2, 'two');
    expect(due(game)).toEqual(joined);
    game.join('guest', 'Ana');
    expect(due(game)).toBeNull();
  });

  it('stays disqualified when the account goes on with that game', () => {
    const game = played();
    disqualify(game);
    expect(due(game)).toEqual(joined);
    game.join('guest', 'Ana');
    expect(game.answer('Ana', 2, 'two')).toBe('puzzles/DISQUALIFIED');
  });

  it('brings nothing of a disqualified game into one that the account has of its own', () => {
    const game = played();
    game.answer('Ana', 2, 'two');
    disqualify(game);
    expect(due(game)).toBeNull();
  });
});
