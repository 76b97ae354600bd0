import { lookup, obtain } from '../mechanics/lookup.ts';
import { noPlayers, playerOf, type Players } from '../mechanics/players.ts';
import { SCALE_KM } from './scoring.ts';
import type { Config } from './schema.ts';
import type { Answer } from './view-schema.ts';

/** A fan's look at one round. There is only one: whatever happens to it stays. */
export interface Look {
  game: number;
  round: number;
  startedAtMs: number;
  deadlineAtMs: number;
  hintTaken: boolean;
  guess: {
    latitude: number;
    longitude: number;
    distanceM: number;
    points: number;
    bonus: number;
    usedMs: number;
  } | null;
  /** The fan may know the place now, without waiting for the end. */
  told: boolean;
}

/** What has come out of the secrets about a round so far; whom it is shown to is another matter. */
export interface ShownRound {
  pictureIds: string[];
  hasHint: boolean;
  hint: string | null;
  answer: Answer | null;
}

/** The figures a player is ranked by: of answered rounds whose result may be known. */
export interface Total {
  points: number;
  distanceM: number;
  answeredRounds: number;
  timeMs: number;
}

/** Plain JSON, without any search needed to decide an act. */
export interface State {
  players: Players;
  /** Rounds of each game in order; null until the games are prepared. */
  games: number[] | null;
  /** By `roundKey`. */
  shown: Record<string, ShownRound>;
  /** Numbers of the games whose places are public. */
  revealed: number[];
  /** Player → `roundKey` → look. */
  looks: Record<string, Record<string, Look>>;
  /** Player → figures; only of players with an answer that counts. */
  totals: Record<string, Total>;
  /** Answers that stand, told or not. */
  answerCount: number;
  /** How often a name was put up or taken down. */
  nameChanges: number;
}

export function startState(): State {
  return {
    players: noPlayers(),
    games: null,
    shown: {},
    revealed: [],
    looks: {},
    totals: {},
    answerCount: 0,
    nameChanges: 0,
  };
}

export function roundKey(game: number, round: number): string {
  return `${game}.${round}`;
}

export function shownRound(state: State, game: number, round: number): ShownRound {
  return obtain(state.shown, roundKey(game, round), () => ({
    pictureIds: [],
    hasHint: false,
    hint: null,
    answer: null,
  }));
}

/** Reads without leaving a trace, as decisions and views must. */
export function findShown(state: State, game: number, round: number): ShownRound | undefined {
  return lookup(state.shown, roundKey(game, round));
}

export function looksOf(state: State, playerId: string): Readonly<Record<string, Look>> {
  return lookup(state.looks, playerId) ?? {};
}

/** A fan's look at a round, if they have started it. */
export function lookOf(state: State, fanId: string, game: number, round: number): Look | undefined {
  const player = playerOf(state.players, fanId);
  return player && lookup(looksOf(state, player.id), roundKey(game, round));
}

/** Whether the fan may know what this look came to. */
export function isTold(state: State, look: Look): boolean {
  return look.told || state.revealed.includes(look.game);
}

/** Sums up a player's answers anew; a player without one that counts stands nowhere. */
export function countTotal(state: State, playerId: string): void {
  const total: Total = { points: 0, distanceM: 0, answeredRounds: 0, timeMs: 0 };
  for (const look of Object.values(looksOf(state, playerId))) {
    if (!look.guess || !isTold(state, look)) continue;
    total.points += look.guess.points + look.guess.bonus;
    total.distanceM += look.guess.distanceM;
    total.answeredRounds += 1;
    total.timeMs += look.guess.usedMs;
  }
  if (total.answeredRounds > 0) state.totals[playerId] = total;
  else delete state.totals[playerId];
}

/** D of the points formula, in km. */
export function scaleKm({ scale }: Config): number {
  return scale.of === 'own' ? (scale.km ?? SCALE_KM.world) : SCALE_KM[scale.of];
}
