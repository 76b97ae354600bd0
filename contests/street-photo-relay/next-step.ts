import type { ViewerFacts } from '../../worker/wire/contest.ts';
import type { Board, Config, Mine } from './schema.ts';

/** The one thing that a fan can best do now. */
export type NextStep =
  | { kind: 'staff' | 'results' | 'judging' | 'rules' }
  | { kind: 'submit' | 'signInToSubmit' | 'vote' | 'signInToVote'; stopId: string }
  | { kind: 'goTo'; stopId: string }
  | { kind: 'wait'; opensAtMs: number; stopId: string };

interface Situation {
  config: Config;
  board: Board;
  mine: Mine;
  viewer: ViewerFacts;
  announced: boolean;
  /** The stop on screen; null for the whole route. */
  stopId: string | null;
  nowMs: number;
}

/** The stop that matters most now: the one asked for, else the baton's, the first open, the next to open, the last. */
export function presentStop(
  board: Board,
  asked: string | null,
): Board['stops'][number] | undefined {
  const { stops, batonStopId } = board;
  const by = (id: string | null) => stops.find((stop) => stop.id === id);
  return (
    by(asked) ??
    by(batonStopId) ??
    stops.find((stop) => stop.status === 'open') ??
    stops.find((stop) => stop.status === 'upcoming') ??
    stops.at(-1)
  );
}

/** Votes that a fan has left for photographs of a stop. */
export function votesLeft(mine: Mine, stopId: string): number {
  return mine.votesLeft ?? mine.stops.find((stop) => stop.stopId === stopId)?.votesLeft ?? 0;
}

/** Whether a fan has room at a stop. Whether the stop is open the board says, at once; one's own view follows later. */
function hasRoom(mine: Mine, stopId: string): boolean {
  const refusal = mine.stops.find((stop) => stop.stopId === stopId)?.cannotEnter ?? null;
  return refusal === null || refusal.startsWith('relay/');
}

/** Chooses the next step for the action bar; the server decides again on every act. */
export function nextStep(situation: Situation): NextStep {
  const { config, board, mine, viewer, announced, nowMs } = situation;
  if (announced) return { kind: 'results' };
  if (viewer.staffRole) return { kind: 'staff' };
  const stop = presentStop(board, situation.stopId);
  if (!stop) return { kind: 'rules' };
  const stopId = stop.id;

  if (stop.status === 'open' && hasRoom(mine, stopId)) {
    const mayEnter = viewer.signedIn || config.whoMayEnter.who === 'guest';
    return { kind: mayEnter ? 'submit' : 'signInToSubmit', stopId };
  }
  const photographs = situation.stopId === null ? board.approvedCount : stop.approvedCount;
  if (mine.canVote && photographs > 0) {
    if (!viewer.signedIn && config.whoMayVote.who !== 'guest')
      return { kind: 'signInToVote', stopId };
    if (votesLeft(mine, stopId) > 0) return { kind: 'vote', stopId };
  }
  const elsewhere = board.stops.find(
    (other) => other.status === 'open' && other.id !== stopId && hasRoom(mine, other.id),
  );
  if (elsewhere) return { kind: 'goTo', stopId: elsewhere.id };
  if (stop.status === 'upcoming') return { kind: 'wait', opensAtMs: stop.opensAtMs, stopId };
  return { kind: nowMs >= config.schedule.entriesCloseAtMs && !mine.canVote ? 'judging' : 'rules' };
}
