import { refuse, type Moment, type Readiness, type Shortlist, type Standing } from '../contract.ts';
import { votesFor } from '../mechanics/ballots.ts';
import { approvedIn, statusCount, type Entry } from '../mechanics/entries.ts';
import { compareScores, scoreOf, type JuryScore } from '../mechanics/jury.ts';
import type { Random } from '../mechanics/draw.ts';
import { fillPlaces } from '../mechanics/places.ts';
import { combine, competitionRanks, inOrder, levels, type Order } from '../mechanics/ranking.ts';
import { refusals } from './refusals.ts';
import type { Config } from './schema.ts';
import { judgingFromMs, type State } from './state.ts';

interface Candidate {
  entry: Entry;
  votes: number;
  score: JuryScore;
}

const byVotes: Order<Candidate> = (a, b) => b.votes - a.votes;
const byJury: Order<Candidate> = (a, b) => compareScores(a.score, b.score);
const byArrival: Order<Candidate> = (a, b) => a.entry.seq - b.entry.seq;

/** Standings of one stop, best first; those level with each other share a rank and stand in order of arrival. */
export function tallyStop(
  state: State,
  config: Config,
  stopId: string,
  excluded: ReadonlySet<string>,
): Standing[] {
  const candidates = approvedIn(state.entries, stopId)
    .filter((entry) => !excluded.has(entry.id))
    .map((entry) => ({
      entry,
      votes: votesFor(state.ballots, entry.id),
      score: scoreOf(state.jury, entry.id),
    }));
  const voteLevels = levels(candidates, byVotes);
  const juryLevels = levels(candidates, byJury);
  const { by, weights } = config.selection;
  const combined = combine([
    { ranking: voteLevels, weight: weights.votes },
    { ranking: juryLevels, weight: weights.jury },
  ]);
  const byCombined: Order<Candidate> = (a, b) => (combined.get(b) ?? 0) - (combined.get(a) ?? 0);
  const selection = { votes: byVotes, jury: byJury, both: byCombined }[by];
  const tieRule = { earliest: byArrival, votes: byVotes, jury: byJury, draw: () => 0 };
  const ranking = levels(candidates, inOrder(selection, tieRule[config.tieRule]));

  const ranks = competitionRanks(ranking);
  const voteRanks = competitionRanks(voteLevels);
  const juryRanks = competitionRanks(juryLevels);
  return ranking.flat().map((candidate) => ({
    id: candidate.entry.id,
    group: stopId,
    rank: ranks.get(candidate) as number,
    figures: {
      ...(config.votes.budget > 0 ? { votes: candidate.votes } : {}),
      ...(by === 'votes'
        ? {}
        : { juryPoints: candidate.score.points, juryMarks: candidate.score.marks }),
      ...(by === 'both'
        ? {
            voteRank: voteRanks.get(candidate) as number,
            juryRank: juryRanks.get(candidate) as number,
            combined: combined.get(candidate) as number,
          }
        : {}),
    },
  }));
}

/** Winners and alternates of every stop; those level with each other come in drawn order. */
export function pickFromStandings(
  standings: readonly Standing[],
  config: Config,
  random: Random,
): Shortlist[] {
  const stops = config.route.map((stop) => stop.id);
  const places = {
    honours: config.honours,
    otherwise: 'Selected work',
    placeCount: config.worksPerStop,
    alternateCount: config.alternatesPerStop,
  };
  return fillPlaces(standings, stops, places, random);
}

/** Whether winners can be selected now, and what should be known first. */
export function readinessOf(state: State, config: Config, moment: Moment): Readiness {
  const fromMs = Math.max(judgingFromMs(config), config.schedule.entriesCloseAtMs);
  if (moment.atMs < fromMs)
    return { ready: false, refused: refuse(refusals, 'relay/STILL_OPEN', { retryAtMs: fromMs }) };
  const approved = config.route.map((stop) =>
    approvedIn(state.entries, stop.id).filter((entry) => !moment.disqualified.has(entry.id)),
  );
  const missing =
    config.selection.by === 'votes'
      ? []
      : approved.flat().filter((entry) => scoreOf(state.jury, entry.id).marks < config.juryQuorum);
  if (missing.length > 0) {
    const refused = refuse(refusals, 'relay/JURY_INCOMPLETE');
    const message = `${missing.length} ${missing.length === 1 ? 'entry lacks' : 'entries lack'} marks (${config.juryQuorum} needed each). Ask the jury for them, or lower the marks needed by a change of the rules.`;
    return { ready: false, refused: { ...refused, message } };
  }
  return { ready: true, warnings: warningsOf(state, config, moment, approved) };
}

function warningsOf(
  state: State,
  config: Config,
  moment: Moment,
  approved: readonly Entry[][],
): string[] {
  const warnings: string[] = [];
  const pending = config.route.reduce(
    (sum, stop) => sum + statusCount(state.entries, stop.id, 'pending'),
    0,
  );
  if (pending > 0)
    warnings.push(
      `Entries still waiting for approval: ${pending}. They cannot win unless they are approved first.`,
    );
  config.route.forEach((stop, index) => {
    const eligible = approved[index]?.length ?? 0;
    if (eligible < config.worksPerStop) {
      warnings.push(
        `${stop.name}: only ${eligible} of ${config.worksPerStop} places can be filled.`,
      );
    }
  });
  if (config.selection.by !== 'votes') {
    const total = approved.flat().length;
    const incomplete = Object.values(state.jury.byJuror).filter(
      (marks) => approved.flat().filter((entry) => Object.hasOwn(marks, entry.id)).length < total,
    ).length;
    if (incomplete > 0) warnings.push(`Jurors who have not marked every entry: ${incomplete}.`);
  }
  if (moment.atMs < config.schedule.resultsAtMs)
    warnings.push('The planned time of the results has not come yet.');
  return warnings;
}
