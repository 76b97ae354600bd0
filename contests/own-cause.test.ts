import { describe, expect, it } from 'vitest';
import type { Role } from './contract.ts';
import type { Game } from '../test/support/play.ts';
import { PuzzleGame, puzzleSecrets, wordPuzzle } from '../test/support/puzzles.ts';
import { DAY_MS, OPENS_MS, Relay } from '../test/support/relay.ts';

const both = { by: 'both', weights: { jury: 1, votes: 1 } } as const;
const LATER_MS = OPENS_MS + 13 * DAY_MS;

function actsOf(game: Game, who: string, role: Role) {
  return (type: string, more: object = {}): string | null => {
    const action = { type, ...more };
    const { outcome } = game.act({ who, role, verifiedAtMs: 0, atMs: LATER_MS, action });
    return outcome.ok ? null : outcome.code;
  };
}

describe('somebody of the team whose own work is in the contest', () => {
  /** Mo entered before they became a moderator. */
  function entered() {
    const relay = new Relay({ selection: both, juryQuorum: 0 });
    const [own, rival] = [relay.approved('Mo'), relay.approved('Ana')];
    const waiting = relay.submit('Mo', { stopId: 'lisbon' }).id;
    return { relay, own, rival, waiting, mo: actsOf(relay.game, 'Mo', 'moderator') };
  }

  it('decides neither on it nor on those it is up against', () => {
    const { own, rival, waiting, mo } = entered();
    const refusal = { reason: 'quality' };
    expect(mo('approve', { entryId: waiting })).toBe('core/OWN_CAUSE');
    expect(mo('refuse', { entryId: own, ...refusal })).toBe('core/OWN_CAUSE');
    expect(mo('refuse', { entryId: rival, ...refusal })).toBe('core/OWN_CAUSE');
    expect(mo('core.disqualify', { standingId: rival, reason: 'Borrowed.' })).toBe(
      'core/OWN_CAUSE',
    );
  });

  it('approves it not even where nothing of theirs is in the gallery yet', () => {
    const relay = new Relay();
    const { id } = relay.submit('Mo');
    expect(actsOf(relay.game, 'Mo', 'owner')('approve', { entryId: id })).toBe('core/OWN_CAUSE');
  });

  it('gives no marks as a juror', () => {
    const { relay, rival } = entered();
    expect(relay.mark('Mo', rival, 1)).toBe('core/OWN_CAUSE');
    expect(relay.mark('Judge', rival, 1)).toBeNull();
  });

  it('does not make way for it after the selection', () => {
    const { rival, mo } = entered();
    expect(mo('core.selectWinners')).toBeNull();
    expect(mo('core.disqualify', { standingId: rival, reason: 'Borrowed.' })).toBe(
      'core/OWN_CAUSE',
    );
    expect([mo('core.confirmWinners'), mo('core.announce')]).toEqual([null, null]);
  });

  it('is free to decide once it is out', () => {
    const { own, rival, mo } = entered();
    expect(mo('core.disqualify', { standingId: own, reason: 'I am on the team.' })).toBeNull();
    expect(mo('refuse', { entryId: rival, reason: 'quality' })).toBeNull();
  });

  it('may have voted', () => {
    const relay = new Relay();
    const entryId = relay.approved('Ana');
    relay.vote('Mo', entryId);
    expect(actsOf(relay.game, 'Mo', 'owner')('refuse', { entryId, reason: 'quality' })).toBeNull();
  });
});

describe('somebody of the team who has played', () => {
  it('takes nobody out of the game before they are out themselves', () => {
    const game = new PuzzleGame(puzzleSecrets(wordPuzzle('one')));
    game.answer('Mo', 1, 'one');
    game.answer('Ana', 1, 'one');
    const [own, rival] = ['Mo', 'Ana'].map((who) => game.mine(who).playerId);
    const out = (standingId: unknown) =>
      game.act('Mo', { type: 'core.disqualify', standingId, reason: 'Told.' } as never, 'owner');
    expect([out(rival), out(own), out(rival)]).toEqual(['core/OWN_CAUSE', null, null]);
  });
});
