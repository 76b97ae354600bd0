import { accept, refuse, type Decision, type Refused, type Turn } from '../contract.ts';
import { notTryable } from '../mechanics/attempts.ts';
import { notEligible } from '../mechanics/eligibility.ts';
import { lookup } from '../mechanics/lookup.ts';
import { findPlayer, playerOf } from '../mechanics/players.ts';
import { erasable } from '../mechanics/texts.ts';
import type { Sealed } from '../sealed.ts';
import { answerDigest, judge, readAnswer } from './checking.server.ts';
import { showing } from './contents.server.ts';
import type { Event } from './events.server.ts';
import type { Secrets } from './puzzle-schema.ts';
import { refusals } from './refusals.ts';
import type { Action, Config } from './schema.ts';
import {
  factsOf,
  noProgress,
  progressOf,
  solvedBy,
  type PuzzleProgress,
  type State,
} from './state.ts';
import { deadlineAtMs, isUnlocked, opensAtMs } from './unlocking.ts';
import type { Facts } from './view-schema.ts';

type ActionOf<Type extends Action['type']> = Extract<Action, { type: Type }>;

export function decideAction(
  state: State,
  action: Action,
  turn: Turn,
  config: Config,
  secrets: Sealed<Secrets>,
): Decision<Event> {
  switch (action.type) {
    case 'open':
      return decideOpen(state, action, turn, config, secrets);
    case 'answer':
      return decideAnswer(state, action, turn, config, secrets);
    case 'takeHint':
      return decideHint(state, action, turn, config, secrets);
    case 'setName':
      return decideName(state, action, turn);
    case 'takeNameDown': {
      const player = findPlayer(state.players, action.entryId);
      if (!player) return refuse(refusals, 'players/NO_SUCH_PLAYER', { field: 'entryId' });
      return player.nameHash === null
        ? refuse(refusals, 'players/NO_NAME', { field: 'entryId' })
        : accept([{ type: 'nameTakenDown', entryId: player.id }]);
    }
  }
}

/** A fan before a puzzle that they may see. */
interface Seat {
  ok: true;
  facts: Facts;
  playerId: string;
  /** Begins the fan's game when this is their first act. */
  joining: Event[];
  solved: ReadonlySet<number>;
  progress: PuzzleProgress;
}

function seatAt(state: State, number: number, turn: Turn, config: Config): Seat | Refused {
  const { atMs } = turn;
  const { schedule } = config;
  if (atMs < schedule.opensAtMs)
    return refuse(refusals, 'puzzles/NOT_OPEN_YET', { retryAtMs: schedule.opensAtMs });
  if (atMs >= schedule.closesAtMs) return refuse(refusals, 'puzzles/CLOSED');
  const notAllowed = notEligible(config.whoMayPlay, turn.verifiedAtMs);
  if (notAllowed) return notAllowed;
  const player = playerOf(state.players, turn.actorId);
  if (player && turn.disqualified.has(player.id)) return refuse(refusals, 'puzzles/DISQUALIFIED');
  const facts = factsOf(state, number);
  if (!facts) return refuse(refusals, 'puzzles/NO_SUCH_PUZZLE', { field: 'puzzle' });
  const solved = player ? solvedBy(state, player.id) : new Set<number>();
  if (!isUnlocked(config, facts.unlock, solved, atMs)) {
    const retryAtMs = opensAtMs(config, facts.unlock);
    return refuse(refusals, 'puzzles/LOCKED', {
      field: 'puzzle',
      ...(retryAtMs === null ? {} : { retryAtMs }),
    });
  }
  const playerId = player?.id ?? turn.freshId;
  const joining: Event[] = player ? [] : [{ type: 'playerJoined', playerId }];
  const progress = player ? progressOf(state, player.id, number) : noProgress();
  return { ok: true, facts, playerId, joining, solved, progress };
}

/** Null when the puzzle lies open before the fan, unsolved and in time. */
function notInPlay(state: State, config: Config, seat: Seat, atMs: number): Refused | null {
  const { facts, progress } = seat;
  if (progress.solved) return refuse(refusals, 'puzzles/SOLVED', { field: 'puzzle' });
  const unopened = state.personalMs !== null && progress.openedAtMs === null;
  if (unopened || !lookup(state.contents, String(facts.number)))
    return refuse(refusals, 'puzzles/OPEN_FIRST', { field: 'puzzle' });
  const deadline = deadlineAtMs(state, config, progress);
  return deadline !== null && atMs >= deadline
    ? refuse(refusals, 'puzzles/TIME_IS_UP', { field: 'puzzle' })
    : null;
}

/** Starts a personal clock. In a common window it only brings a puzzle that nobody has got to before. */
function decideOpen(
  state: State,
  action: ActionOf<'open'>,
  turn: Turn,
  config: Config,
  secrets: Sealed<Secrets>,
): Decision<Event> {
  const seat = seatAt(state, action.puzzle, turn, config);
  if (!seat.ok) return seat;
  const { facts, joining, progress } = seat;
  const shown = showing(state, secrets, [facts.number]);
  const already = state.personalMs === null ? shown.length === 0 : progress.openedAtMs !== null;
  if (already) return refuse(refusals, 'puzzles/OPEN_ALREADY', { field: 'puzzle' });
  const clock: Event[] =
    state.personalMs === null ? [] : [{ type: 'opened', puzzle: facts.number }];
  return accept([...joining, ...shown, ...clock]);
}

function decideAnswer(
  state: State,
  action: ActionOf<'answer'>,
  turn: Turn,
  config: Config,
  secrets: Sealed<Secrets>,
): Decision<Event> {
  const seat = seatAt(state, action.puzzle, turn, config);
  if (!seat.ok) return seat;
  const { facts, joining, progress } = seat;
  const notNow = notInPlay(state, config, seat, turn.atMs);
  if (notNow) return notNow;
  const { number } = facts;
  const puzzle = secrets.open().puzzles[number - 1];
  if (!puzzle) return refuse(refusals, 'puzzles/NO_SUCH_PUZZLE', { field: 'puzzle' });

  const read = readAnswer(number, puzzle.answer, action.answer);
  if (!read.ok) return read;
  const digest = answerDigest(secrets, number, read.canonical);
  const rules = { limit: facts.tries, coolDown: config.coolDown };
  const tooSoon = notTryable(progress.attempts, rules, digest, turn.atMs);
  if (tooSoon) return tooSoon;

  const { right, close } = judge(secrets, number, puzzle.answer, read.canonical);
  if (!right) return accept([...joining, { type: 'missed', puzzle: number, digest, close }]);
  const solved = new Set([...seat.solved, number]);
  const unlocked = state.puzzles.filter(
    (other) =>
      state.personalMs === null &&
      !isUnlocked(config, other.unlock, seat.solved, turn.atMs) &&
      isUnlocked(config, other.unlock, solved, turn.atMs),
  );
  const shown = showing(
    state,
    secrets,
    unlocked.map((other) => other.number),
  );
  return accept([...joining, { type: 'solved', puzzle: number }, ...shown]);
}

function decideHint(
  state: State,
  action: ActionOf<'takeHint'>,
  turn: Turn,
  config: Config,
  secrets: Sealed<Secrets>,
): Decision<Event> {
  const seat = seatAt(state, action.puzzle, turn, config);
  if (!seat.ok) return seat;
  const { facts, joining, progress } = seat;
  const notNow = notInPlay(state, config, seat, turn.atMs);
  if (notNow) return notNow;
  const { number } = facts;
  const text = secrets.open().puzzles[number - 1]?.hints[action.hint - 1]?.text;
  if (text === undefined) return refuse(refusals, 'puzzles/NO_SUCH_HINT', { field: 'hint' });
  if (action.hint <= progress.hintsTaken)
    return refuse(refusals, 'puzzles/HINT_TAKEN', { field: 'hint' });
  if (action.hint > progress.hintsTaken + 1)
    return refuse(refusals, 'puzzles/HINTS_IN_ORDER', { field: 'hint' });
  const known = (lookup(state.hints, String(number)) ?? []).length >= action.hint;
  const shown: Event[] = known
    ? []
    : [{ type: 'hintShown', puzzle: number, hint: action.hint, text }];
  return accept([...joining, ...shown, { type: 'hintTaken', puzzle: number, hint: action.hint }]);
}

function decideName(state: State, action: ActionOf<'setName'>, turn: Turn): Decision<Event> {
  const player = playerOf(state.players, turn.actorId);
  if (!player) return refuse(refusals, 'players/NOT_PLAYING');
  if (turn.disqualified.has(player.id)) return refuse(refusals, 'puzzles/DISQUALIFIED');
  const name = erasable(turn, 'name', action.name);
  return accept([{ type: 'named', playerId: player.id, nameHash: name.hash }], [name]);
}
