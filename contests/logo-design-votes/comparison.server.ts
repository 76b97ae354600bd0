import { competitionRanks } from '../mechanics/ranking.ts';
import type { Method, MethodsCompared, Reading } from './comparison-schema.ts';
import type { Ballot } from './config-fields.ts';
import { countBy, decidingMethod } from './ranking.server.ts';
import { inPlay, type OpenedRound, type State } from './state.ts';

/** Designs in the comparison; the public board is sent to everybody, so it names no more. */
const MOST_COMPARED_IN_PUBLIC = 16;

/** How the ballots of each kind are read for each method. Missing: these ballots cannot be read that way. */
const READINGS: Record<Ballot['method'], Partial<Record<Method, Reading>>> = {
  approval: {
    approval: 'asCast',
    score: 'pickIsFivePoints',
    schulze: 'picksOverRest',
    borda: 'picksOverRest',
    bradleyTerry: 'picksOverRest',
  },
  score: {
    approval: 'fourAndMore',
    score: 'asCast',
    schulze: 'byPoints',
    borda: 'byPoints',
    bradleyTerry: 'pointsAsDuels',
    firsts: 'topScores',
  },
  ranked: {
    approval: 'upperHalfOfList',
    score: 'fivePointsDown',
    schulze: 'asCast',
    borda: 'asCast',
    bradleyTerry: 'listsAsDuels',
    firsts: 'firstPlaces',
  },
  pairs: {
    approval: 'duelsWon',
    score: 'duelPoints',
    schulze: 'duelsAsPairs',
    borda: 'duelsAsPairs',
    bradleyTerry: 'asCast',
  },
};

/** The last comparison of a round: everybody looks at it, and it changes with a ballot or a design only. */
const latest = new WeakMap<OpenedRound, { of: string; compared: MethodsCompared }>();

/** How each method would rank the designs still in a round, on the very same ballots. */
export function compareMethods(
  state: State,
  roundId: string,
  round: OpenedRound,
  excluded: ReadonlySet<string>,
): MethodsCompared {
  const ids = inPlay(state, round.entryIds, excluded).map((entry) => entry.id);
  const of = [roundId, round.revision, ...ids].join(' ');
  const known = latest.get(round);
  if (known?.of === of) return known.compared;
  const compared = compare(roundId, round, ids);
  latest.set(round, { of, compared });
  return compared;
}

function compare(roundId: string, round: OpenedRound, ids: readonly string[]): MethodsCompared {
  const deciding = decidingMethod(round);
  const readings = Object.entries(READINGS[round.ballot.method]) as [Method, Reading][];
  const counts = readings.map(([method, reading]) => {
    const { levels, figures } = countBy(method, round, ids);
    return { method, reading, levels, figures, ranks: competitionRanks(levels) };
  });
  const decided = counts.find(({ method }) => method === deciding)!;
  const same = (one: readonly string[][], other: readonly string[][]) =>
    JSON.stringify(one.map((level) => level.toSorted())) ===
    JSON.stringify(other.map((level) => level.toSorted()));
  const everyFirst = decided.levels[0]?.filter((id) =>
    counts.every(({ ranks }) => ranks.get(id) === 1),
  );
  return {
    roundId,
    deciding,
    methods: counts.map(({ method, reading, levels }) => ({
      method,
      reading,
      firstCount: levels[0]?.length ?? 0,
    })),
    designs: decided.levels
      .flat()
      .slice(0, MOST_COMPARED_IN_PUBLIC)
      .map((entryId) => ({
        entryId,
        ranks: counts.map(({ ranks }) => ranks.get(entryId) as number),
        figures: counts.map(({ figures }) => figures.get(entryId) as number),
      })),
    sameFirst: (everyFirst?.length ?? 0) > 0,
    sameRanking: counts.every(({ levels }) => same(levels, decided.levels)),
  };
}
