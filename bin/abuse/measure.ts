import { judge } from '../../worker/abuse/signals/clusters.ts';
import type { SignalSettings } from '../../worker/abuse/signals/settings.ts';
import { type Play, simulateContest } from './contest.ts';
import {
  type Origin,
  attackers,
  coverVotes,
  honestOrigins,
  schoolOrigins,
  variants,
} from './world.ts';

/** How many votes of one origin were cast, quarantined, and shown at the desk without being quarantined. */
export interface Tally {
  votes: number;
  quarantined: number;
  suspect: number;
}

/** One simulated contest, judged. */
export interface Measurement {
  play: Play;
  tallies: Record<Origin, Tally>;
  honest: Tally;
  /** Votes of a school that are quarantined, in class, in the assembly and at its kiosks. Should be none. */
  schoolQuarantined: number;
  clusters: number;
  suspectClusters: number;
  /** Processor time of the signals, without the simulation; a busy machine does not lengthen it much. */
  judgedInMs: number;
}

export function measure(play: Play, settings?: SignalSettings): Measurement {
  const { evidence, origins } = simulateContest(play);
  const started = process.cpuUsage();
  const { quarantine, suspect } = judge(evidence, settings);
  const { user, system } = process.cpuUsage(started);
  const judgedInMs = (user + system) / 1000;
  const tallies = Object.fromEntries(
    [...honestOrigins, ...attackers, ...variants, coverVotes].map((origin) => [
      origin,
      { votes: 0, quarantined: 0, suspect: 0 },
    ]),
  ) as Record<Origin, Tally>;
  const tallyOf = (seq: number) => tallies[origins.get(seq)!];
  for (const { seq } of evidence.votes) tallyOf(seq).votes++;
  for (const { votes } of quarantine) for (const { seq } of votes) tallyOf(seq).quarantined++;
  for (const { votes } of suspect) for (const { seq } of votes) tallyOf(seq).suspect++;
  const sum = (count: (tally: Tally) => number) =>
    honestOrigins.reduce((total, origin) => total + count(tallies[origin]), 0);
  return {
    ...{ play, tallies, judgedInMs },
    honest: {
      votes: sum(({ votes }) => votes),
      quarantined: sum(({ quarantined }) => quarantined),
      suspect: sum(({ suspect }) => suspect),
    },
    schoolQuarantined: schoolOrigins.reduce((sum, name) => sum + tallies[name].quarantined, 0),
    clusters: quarantine.length,
    suspectClusters: suspect.length,
  };
}
