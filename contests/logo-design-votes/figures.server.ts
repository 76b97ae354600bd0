import { compareScores, scoreOf } from '../mechanics/jury.ts';
import { lookup } from '../mechanics/lookup.ts';
import { combine, competitionRanks, levels } from '../mechanics/ranking.ts';
import type { Config } from './config-fields.ts';
import { countBy, decidingMethod, meanInHundredths } from './ranking.server.ts';
import type { OpenedRound, State } from './state.ts';

/** The whole numbers behind a design's place in a round, named so that a table can be headed with them. */
export function figuresOf(
  state: State,
  config: Config,
  opened: OpenedRound,
  ids: readonly string[],
  last: boolean,
): (id: string) => Record<string, number> {
  const votes = votingFigures(opened, ids);
  if (!last || config.selection.by === 'votes') return votes;
  const jury = (id: string) => {
    const { points, marks } = scoreOf(state.jury, id);
    return { juryPoints: points, juryMarks: marks };
  };
  if (config.selection.by === 'jury') return (id) => ({ ...votes(id), ...jury(id) });
  const voteLevels = countBy(decidingMethod(opened), opened, ids).levels;
  const juryLevels = levels(ids, (a, b) =>
    compareScores(scoreOf(state.jury, a), scoreOf(state.jury, b)),
  );
  const { weights } = config.selection;
  const combined = combine([
    { ranking: voteLevels, weight: weights.votes },
    { ranking: juryLevels, weight: weights.jury },
  ]);
  const voteRanks = competitionRanks(voteLevels);
  const juryRanks = competitionRanks(juryLevels);
  return (id) => ({
    ...votes(id),
    ...jury(id),
    voteRank: voteRanks.get(id) as number,
    juryRank: juryRanks.get(id) as number,
    combined: combined.get(id) as number,
  });
}

function votingFigures(
  opened: OpenedRound,
  ids: readonly string[],
): (id: string) => Record<string, number> {
  const { preferences, ballot } = opened;
  const { figures } = countBy(decidingMethod(opened), opened, ids);
  const figure = (id: string) => figures.get(id) as number;
  const points = (id: string) => lookup(preferences.points, id) ?? 0;
  const scores = (id: string) => lookup(preferences.scored, id) ?? 0;
  switch (ballot.method) {
    case 'approval':
      return (id) => ({ approvals: figure(id) });
    case 'score':
      return (id) => ({
        points: points(id),
        scores: scores(id),
        meanInHundredths: meanInHundredths({ points: points(id), scores: scores(id) }),
      });
    case 'ranked': {
      const borda = countBy('borda', opened, ids).figures;
      return (id) => ({
        othersBeaten: figure(id),
        bordaPointsDoubled: borda.get(id) as number,
        firstPlaces: lookup(preferences.firsts, id) ?? 0,
      });
    }
    case 'pairs':
      return (id) => ({
        // In billionths it ranks; in thousandths it can be read.
        chanceInThousandths: Math.round(figure(id) / 1e6),
        duelsWon: lookup(preferences.approvals, id) ?? 0,
        duels: scores(id),
      });
  }
}
