import { describe, expect, it } from 'vitest';
import {
  addPlayer,
  findPlayer,
  joinPlayers,
  namePlayer,
  noPlayers,
  playerEntry,
  PlayerName,
  playerOf,
  takeNameDown,
} from './players.ts';

describe('players', () => {
  it('have one game each, however often they begin', () => {
    const players = noPlayers();
    addPlayer(players, 'p1', 'ana', 5);
    addPlayer(players, 'p2', 'ana', 6);
    expect(playerOf(players, 'ana')?.id).toBe('p1');
    expect(findPlayer(players, 'p2')).toBeUndefined();
  });

  it('show a name until a moderator takes it down, and may choose another', () => {
    const players = noPlayers();
    addPlayer(players, 'p1', 'ana', 5);
    namePlayer(players, 'p1', 'hash of a name');
    expect(playerEntry(players, 'p1')).toMatchObject({
      creditHash: 'hash of a name',
      status: 'approved',
    });
    takeNameDown(players, 'p1');
    expect(playerEntry(players, 'p1')?.creditHash).toBeNull();
    expect(findPlayer(players, 'p1')?.nameTakenDown).toBe(true);
    namePlayer(players, 'p1', 'another');
    expect(findPlayer(players, 'p1')).toMatchObject({ nameHash: 'another', nameTakenDown: false });
  });

  it('take over what they played as a guest', () => {
    const players = noPlayers();
    addPlayer(players, 'p1', 'guest', 5);
    expect(joinPlayers(players, 'guest', 'ana')).toEqual({ merged: null, touched: ['p1'] });
    expect(playerOf(players, 'ana')?.id).toBe('p1');
    expect(playerOf(players, 'guest')).toBeUndefined();
  });

  it('stand once, though they played as a guest too', () => {
    const players = noPlayers();
    addPlayer(players, 'p1', 'guest', 5);
    addPlayer(players, 'p2', 'ana', 6);
    const { merged, touched } = joinPlayers(players, 'guest', 'ana');
    expect(merged).toMatchObject({ from: { id: 'p1' }, into: { id: 'p2' } });
    expect(touched).toEqual(['p1', 'p2']);
    expect(playerEntry(players, 'p1')?.status).toBe('withdrawn');
    expect(playerEntry(players, 'p2')?.status).toBe('approved');
  });

  it('are not lost when a guest joins themselves or never played', () => {
    const players = noPlayers();
    addPlayer(players, 'p1', 'ana', 5);
    expect(joinPlayers(players, 'ana', 'ana').touched).toEqual([]);
    expect(joinPlayers(players, 'nobody', 'ana').touched).toEqual([]);
    expect(playerOf(players, 'ana')?.id).toBe('p1');
  });

  it('may be called what people are called, and nothing invisible', () => {
    expect(PlayerName.parse('  Ana   M. ')).toBe('Ana M.');
    expect(PlayerName.safeParse('\u200b\u200b').success).toBe(false);
    expect(PlayerName.safeParse('a'.repeat(25)).success).toBe(false);
  });

  it('are counted as they come and join, each fan once', () => {
    const players = noPlayers();
    const games = () => Object.values(players.byId).filter(({ counts }) => counts).length;
    const expected = [1, 1, 2, 3, 3, 2];
    const steps = [
      () => addPlayer(players, 'p1', 'guest', 1),
      () => addPlayer(players, 'p2', 'guest', 2),
      () => addPlayer(players, 'p3', 'ana', 3),
      () => addPlayer(players, 'p4', 'other guest', 4),
      () => joinPlayers(players, 'other guest', 'ben'),
      () => joinPlayers(players, 'guest', 'ana'),
    ];
    const counted = steps.map((step) => {
      step();
      expect(players.count).toBe(games());
      return players.count;
    });
    expect(counted).toEqual(expected);
  });
});
