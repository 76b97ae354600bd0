import type { Moment, Viewer } from '../contract.ts';
import { isRunning } from './decisions.server.ts';
import { warningsOf } from './results.server.ts';
import type { Config, Review } from './schema.ts';
import { findShown, isTold, looksOf, type Look, type State } from './state.ts';

type Desk = NonNullable<Review['desk']>;
type Reason = Desk['conspicuous'][number]['reasons'][number];

/** Answers this exact in so little time are worth a second look. */
const EXACT_M = 1000;
const FAST_MS = 3000;
/** One of these may be luck. */
const REPEATED = 2;

/** How the rounds go, for the desk. Jurors have nothing to judge here. */
export function reviewOf(state: State, config: Config, moment: Moment, viewer: Viewer): Review {
  return ['moderator', 'editor', 'owner'].includes(viewer.role)
    ? { desk: deskOf(state, config, moment) }
    : { desk: null };
}

function deskOf(state: State, config: Config, moment: Moment): Desk {
  const players = Object.values(state.players.byId).filter(({ counts }) => counts);
  const looks = players.map(({ id }) => ({ id, looks: Object.values(looksOf(state, id)) }));
  const all = looks.flatMap((player) => player.looks);
  return {
    playerCount: players.length,
    namedCount: players.filter(({ nameHash }) => nameHash !== null).length,
    rounds: (state.games ?? []).flatMap((roundCount, index) =>
      Array.from({ length: roundCount }, (_, at) =>
        roundOf(
          state,
          all.filter((look) => look.game === index + 1 && look.round === at + 1),
          { game: index + 1, round: at + 1 },
          moment.atMs,
        ),
      ),
    ),
    conspicuous: conspicuousOf(state, looks),
    warnings: warningsOf(state, config, moment),
  };
}

function roundOf(
  state: State,
  looks: readonly Look[],
  { game, round }: { game: number; round: number },
  atMs: number,
): Desk['rounds'][number] {
  const guesses = looks.flatMap(({ guess }) => (guess ? [guess] : []));
  // How far off answers are tells where the place is, also to those of a team who do not know it and could play under another name.
  const told = looks.flatMap((look) => (look.guess && isTold(state, look) ? [look.guess] : []));
  const distances = told.map(({ distanceM }) => distanceM).sort((a, b) => a - b);
  const points = told.reduce((sum, guess) => sum + guess.points + guess.bonus, 0);
  return {
    game,
    round,
    title: findShown(state, game, round)?.answer?.title ?? '',
    started: looks.length,
    answered: guesses.length,
    timedOut: looks.filter((look) => !look.guess && !isRunning(look, atMs)).length,
    hintsTaken: looks.filter(({ hintTaken }) => hintTaken).length,
    medianDistanceM: distances[Math.floor((distances.length - 1) / 2)] ?? null,
    meanPoints: told.length > 0 ? Math.round(points / told.length) : null,
  };
}

/** Players whose answers look like knowledge rather than guessing, or like somebody else's. */
function conspicuousOf(
  state: State,
  players: readonly { id: string; looks: readonly Look[] }[],
): Desk['conspicuous'] {
  const same = sameGuesses(players);
  return players.flatMap(({ id, looks }) => {
    const reasons: Reason[] = [];
    const exact = looks.filter(
      (look) =>
        look.guess &&
        isTold(state, look) &&
        look.guess.distanceM <= EXACT_M &&
        look.guess.usedMs < FAST_MS,
    ).length;
    if (exact >= REPEATED)
      reasons.push({ kind: 'fastAndExact', count: exact, otherPlayerId: null });
    for (const [otherPlayerId, count] of same.get(id) ?? []) {
      if (count >= REPEATED) reasons.push({ kind: 'sameGuesses', count, otherPlayerId });
    }
    return reasons.length > 0 ? [{ playerId: id, reasons }] : [];
  });
}

/**
 * For each player, how often another one put a pin on the very same metre after them or before. Where many share a pin each
 * is compared with the first one only: it is the group that stands out, not every pair in it.
 */
function sameGuesses(
  players: readonly { id: string; looks: readonly Look[] }[],
): Map<string, Map<string, number>> {
  const firstAt = new Map<string, string>();
  const shared = new Map<string, Map<string, number>>();
  const note = (id: string, other: string) => {
    const counts = shared.get(id) ?? new Map<string, number>();
    counts.set(other, (counts.get(other) ?? 0) + 1);
    shared.set(id, counts);
  };
  for (const { id, looks } of players) {
    for (const { game, round, guess } of looks) {
      if (!guess) continue;
      const pin = [game, round, guess.latitude, guess.longitude].join(' ');
      const first = firstAt.get(pin);
      if (first === undefined) firstAt.set(pin, id);
      else {
        note(id, first);
        note(first, id);
      }
    }
  }
  return shared;
}
