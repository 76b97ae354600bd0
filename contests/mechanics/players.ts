import type { EntryFacts, EpochMs } from '../contract.ts';
import { lookup } from './lookup.ts';
import { plainText } from './texts.ts';

export const playersRefusals = {
  'players/NO_SUCH_PLAYER': 'There is no such player any more. Reload the page.',
  'players/NOT_PLAYING': 'Play first; then your name can stand beside your result.',
  'players/NO_NAME': 'This player shows no name that could be taken down.',
} as const;

/** A name on a leaderboard. */
export const PlayerName = plainText(24);

/**
 * A fan's game in a contest that ranks fans rather than works. It stands in the standings under an id of its own, so that
 * names, awards, disqualification and export work as they do for entries.
 */
export interface Player {
  id: string;
  fanId: string;
  /** Hash of the erasable name; null for players without one. */
  nameHash: string | null;
  /** A moderator took a name down. */
  nameTakenDown: boolean;
  /** False once it turned out to be another player's second game. */
  counts: boolean;
  joinedAtMs: EpochMs;
}

/** Plain JSON. */
export interface Players {
  byId: Record<string, Player>;
  /** Fan → the game they play. */
  byFan: Record<string, string>;
  /** Games that count, one for each such fan: boards tell it at each look, and tens of thousands may play. */
  count: number;
}

export function noPlayers(): Players {
  return { byId: {}, byFan: {}, count: 0 };
}

export function findPlayer(players: Players, id: string): Player | undefined {
  return lookup(players.byId, id);
}

export function playerOf(players: Players, fanId: string): Player | undefined {
  return findPlayer(players, lookup(players.byFan, fanId) ?? '');
}

/** Begins a fan's game. Nothing happens when the fan has one. */
export function addPlayer(players: Players, id: string, fanId: string, atMs: EpochMs): void {
  if (playerOf(players, fanId)) return;
  players.byId[id] = {
    id,
    fanId,
    nameHash: null,
    nameTakenDown: false,
    counts: true,
    joinedAtMs: atMs,
  };
  players.byFan[fanId] = id;
  players.count += 1;
}

/** Shows a name; the one before is forgotten. */
export function namePlayer(players: Players, id: string, nameHash: string): void {
  const player = findPlayer(players, id);
  if (!player) return;
  player.nameHash = nameHash;
  player.nameTakenDown = false;
}

/** A moderator takes a name down; the game goes on without one. */
export function takeNameDown(players: Players, id: string): void {
  const player = findPlayer(players, id);
  if (!player) return;
  player.nameHash = null;
  player.nameTakenDown = true;
}

/**
 * A guest turned out to be a verified fan. Without a game of their own they take the guest's over, and `merged` is null.
 * Otherwise the guest's no longer counts, and `merged` names both, so that the type can keep what may be kept.
 */
export function joinPlayers(
  players: Players,
  formerId: string,
  fanId: string,
): { merged: { from: Player; into: Player } | null; touched: readonly string[] } {
  const former = playerOf(players, formerId);
  if (!former || formerId === fanId) return { merged: null, touched: [] };
  const own = playerOf(players, fanId);
  delete players.byFan[formerId];
  if (!own) {
    former.fanId = fanId;
    players.byFan[fanId] = former.id;
    return { merged: null, touched: [former.id] };
  }
  former.counts = false;
  players.count -= 1;
  return { merged: { from: former, into: own }, touched: [former.id, own.id] };
}

/** A player as the core lists it: an entry without a picture, credited by the player's name. */
export function playerEntry(players: Players, id: string, group = ''): EntryFacts | null {
  const player = findPlayer(players, id);
  return player
    ? {
        id,
        group,
        authorId: player.fanId,
        mediaId: null,
        captionHash: null,
        creditHash: player.nameHash,
        status: player.counts ? 'approved' : 'withdrawn',
        refusalReason: null,
        votes: 0,
        submittedAtMs: player.joinedAtMs,
      }
    : null;
}
