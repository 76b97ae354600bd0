import type { Recorded } from '../contract.ts';
import { lookup, obtain } from '../mechanics/lookup.ts';
import {
  addPlayer,
  joinPlayers,
  namePlayer,
  playerOf,
  takeNameDown,
} from '../mechanics/players.ts';
import type { Event } from './events.server.ts';
import type { Config } from './schema.ts';
import {
  countTotal,
  lookOf,
  looksOf,
  roundKey,
  shownRound,
  type Look,
  type State,
} from './state.ts';

/** Folds one accepted event into the state, in place. */
export function applyEvent(
  state: State,
  { data, actorId, atMs }: Recorded<Event>,
  config: Config,
): State {
  switch (data.type) {
    case 'gamesPrepared':
      state.games = data.games.map(({ roundCount }) => roundCount);
      break;
    case 'roundStarted': {
      const { game, round, playerId, deadlineAtMs } = data;
      addPlayer(state.players, playerId, actorId, atMs);
      obtain<Record<string, Look>>(state.looks, playerId, () => ({}))[roundKey(game, round)] = {
        game,
        round,
        startedAtMs: atMs,
        deadlineAtMs,
        hintTaken: false,
        guess: null,
        told: false,
      };
      break;
    }
    case 'roundShown': {
      const shown = shownRound(state, data.game, data.round);
      shown.pictureIds = data.pictureIds;
      shown.hasHint = data.hasHint;
      break;
    }
    case 'hintShown':
      shownRound(state, data.game, data.round).hint = data.hint;
      break;
    case 'placeShown': {
      const { type: _type, game, round, ...answer } = data;
      shownRound(state, game, round).answer = answer;
      break;
    }
    case 'placesRevealed':
      revealPlaces(state, data);
      break;
    case 'hintTaken':
    case 'guessed':
    case 'looked':
      foldLook(state, data, actorId, config);
      break;
    case 'named': {
      const player = playerOf(state.players, actorId);
      if (player) namePlayer(state.players, player.id, data.nameHash);
      state.nameChanges += 1;
      break;
    }
    case 'nameTakenDown':
      takeNameDown(state.players, data.entryId);
      state.nameChanges += 1;
      break;
  }
  return state;
}

function foldLook(
  state: State,
  data: Extract<Event, { type: 'hintTaken' | 'guessed' | 'looked' }>,
  fanId: string,
  config: Config,
): void {
  const look = lookOf(state, fanId, data.game, data.round);
  const player = playerOf(state.players, fanId);
  if (!look || !player) return;
  switch (data.type) {
    case 'hintTaken':
      look.hintTaken = true;
      break;
    case 'looked':
      look.told = true;
      break;
    case 'guessed': {
      const { type: _type, game: _game, round: _round, ...guess } = data;
      look.guess = guess;
      look.told = config.reveal === 'afterGuess';
      state.answerCount += 1;
      countTotal(state, player.id);
      break;
    }
  }
}

function revealPlaces(state: State, data: Extract<Event, { type: 'placesRevealed' }>): void {
  data.rounds.forEach(({ pictureIds, ...answer }, index) => {
    const shown = shownRound(state, data.game, index + 1);
    shown.pictureIds = pictureIds;
    shown.answer = answer;
  });
  if (!state.revealed.includes(data.game)) state.revealed.push(data.game);
  for (const playerId of Object.keys(state.looks)) countTotal(state, playerId);
}

/** Whether this person has started a round. */
export function isKnown(state: State, fanId: string): boolean {
  return playerOf(state.players, fanId) !== undefined;
}

/**
 * A guest turned out to be a verified fan. The guest's rounds go over to the fan. Where both have looked at the same
 * round, the first look counts, and is over: a second one must not help.
 */
export function joinFan(
  state: State,
  formerId: string,
  fanId: string,
): { state: State; touched: readonly string[] } {
  const { merged, touched } = joinPlayers(state.players, formerId, fanId);
  if (!merged) return { state, touched };
  const { from, into } = merged;
  const own = obtain<Record<string, Look>>(state.looks, into.id, () => ({}));
  for (const [key, look] of Object.entries(looksOf(state, from.id))) {
    const same = lookup(own, key);
    if (!same) own[key] = look;
    else own[key] = firstLook(state, same, look);
  }
  delete state.looks[from.id];
  delete state.totals[from.id];
  if (into.nameHash === null && !into.nameTakenDown) into.nameHash = from.nameHash;
  into.nameTakenDown ||= from.nameTakenDown;
  if (into.nameTakenDown) into.nameHash = null;
  countTotal(state, into.id);
  return { state, touched };
}

/** Of two looks at the same round the earlier one stays. Without an answer it is over as soon as the second one began. */
function firstLook(state: State, a: Look, b: Look): Look {
  const [first, second] = b.startedAtMs < a.startedAtMs ? [b, a] : [a, b];
  if (second.guess) state.answerCount -= 1;
  if (first.guess === null) {
    first.deadlineAtMs = Math.min(first.deadlineAtMs, second.startedAtMs);
    first.told ||= second.told;
  }
  return first;
}
