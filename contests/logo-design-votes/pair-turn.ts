import { createRandom, shuffle } from '../mechanics/draw.ts';
import { lookup } from '../mechanics/lookup.ts';
import { nextPair, pairKey, sequenceKey, type Pair } from '../mechanics/pairs.ts';
import { inPlay, ownDesigns, type OpenedRound, type State } from './state.ts';

export interface PairTurn {
  /** Pairs that this fan has decided. */
  answered: number;
  /** Pairs that this fan gets altogether. */
  total: number;
  next: Pair | null;
}

/** Where a fan is in their sequence of pairs. Designs that left and the fan's own never come up. */
export function pairTurn(
  state: State,
  roundId: string,
  round: OpenedRound,
  fanId: string,
  excluded: ReadonlySet<string>,
): PairTurn {
  const perFan = round.ballot.method === 'pairs' ? round.ballot.perFan : 0;
  const answers = lookup(round.cast, fanId)?.answers ?? [];
  const shown = new Set(votable(state, round, fanId, excluded));
  const answered = new Set(answers.map(pairKey));
  const decidable = (shown.size * (shown.size - 1)) / 2;
  const decided = answers.filter(({ left, right }) => shown.has(left) && shown.has(right)).length;
  const left = Math.max(0, Math.min(perFan - answers.length, decidable - decided));
  const key = sequenceKey(fanId, roundId, round.seed);
  return {
    answered: answers.length,
    total: answers.length + left,
    next: left > 0 ? nextPair(round.entryIds, key, answered, (id) => shown.has(id)) : null,
  };
}

/** The designs that a fan can vote for. */
export function votable(
  state: State,
  round: OpenedRound,
  fanId: string,
  excluded: ReadonlySet<string>,
): string[] {
  const own = new Set(ownDesigns(state, fanId));
  return inPlay(state, round.entryIds, excluded)
    .map((entry) => entry.id)
    .filter((id) => !own.has(id));
}

/** The same in the fan's own order, which stays as it is when designs leave. */
export function votableInOrder(
  state: State,
  roundId: string,
  round: OpenedRound,
  fanId: string,
  excluded: ReadonlySet<string>,
): string[] {
  const shown = new Set(votable(state, round, fanId, excluded));
  const random = createRandom(sequenceKey(fanId, `${roundId} order`, round.seed));
  return shuffle(round.entryIds, random).filter((id) => shown.has(id));
}
