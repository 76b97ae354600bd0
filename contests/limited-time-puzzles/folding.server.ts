import type { Recorded } from '../contract.ts';
import { addWrong } from '../mechanics/attempts.ts';
import { lookup, obtain } from '../mechanics/lookup.ts';
import { addPlayer, namePlayer, playerOf, takeNameDown } from '../mechanics/players.ts';
import type { Event } from './events.server.ts';
import { ownProgress, solveCount, type State } from './state.ts';

export const FEED_LENGTH = 20;

/** Folds one event into the state. */
export function applyEvent(state: State, event: Recorded<Event>): State {
  const { data, actorId, atMs, seq } = event;
  const playerId = playerOf(state.players, actorId)?.id;
  switch (data.type) {
    case 'puzzlesPrepared':
      state.puzzles = data.puzzles;
      break;
    case 'puzzleShown':
      state.contents[data.puzzle] = data.content;
      break;
    case 'solutionShown':
      state.solutions[data.puzzle] = data.solution;
      break;
    case 'playerJoined':
      addPlayer(state.players, data.playerId, actorId, atMs);
      break;
    case 'opened':
      if (playerId) ownProgress(state, playerId, data.puzzle).openedAtMs ??= atMs;
      break;
    case 'missed':
      if (playerId) {
        const progress = ownProgress(state, playerId, data.puzzle);
        addWrong(progress.attempts, data.digest, atMs);
        progress.close = data.close;
      }
      break;
    case 'solved':
      if (playerId) addSolve(state, playerId, data.puzzle, { atMs, seq });
      break;
    case 'hintShown':
      obtain(state.hints, String(data.puzzle), () => []).push(data.text);
      break;
    case 'hintTaken':
      if (playerId) ownProgress(state, playerId, data.puzzle).hintsTaken = data.hint;
      break;
    case 'named':
      namePlayer(state.players, data.playerId, data.nameHash);
      break;
    case 'nameTakenDown':
      takeNameDown(state.players, data.entryId);
      break;
  }
  return state;
}

function addSolve(
  state: State,
  playerId: string,
  puzzle: number,
  { atMs, seq }: { atMs: number; seq: number },
): void {
  const progress = ownProgress(state, playerId, puzzle);
  if (progress.solved) return;
  const before = solveCount(state, puzzle);
  progress.solved = { atMs, seq, before };
  state.solveCounts[puzzle] = before + 1;
  if (lookup(state.firstSolvers, String(puzzle)) === undefined)
    state.firstSolvers[puzzle] = playerId;
  state.feed = [{ playerId, puzzle, atMs }, ...state.feed].slice(0, FEED_LENGTH);
}

/** Entries whose row an event changes: a player's own. */
export function touchedBy(state: State, { data, actorId }: Recorded<Event>): readonly string[] {
  switch (data.type) {
    case 'playerJoined':
    case 'named':
      return [data.playerId];
    case 'nameTakenDown':
      return [data.entryId];
    case 'opened':
    case 'missed':
    case 'solved':
    case 'hintTaken': {
      const player = playerOf(state.players, actorId);
      return player ? [player.id] : [];
    }
    default:
      return [];
  }
}
