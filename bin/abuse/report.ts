import type { Measurement, Tally } from './measure.ts';
import { attackers, coverVotes, honestOrigins, variants } from './world.ts';

/** What a list of measurements comes to, as lines of text. */
export function reportOf(measurements: readonly Measurement[]): string[] {
  const lines = measurements.flatMap((measurement) => [...oneContest(measurement), '']);
  const all = measurements.length > 1 ? [...lines, ...spread(measurements), ''] : lines;
  return [...all, ...LEGEND, '', schoolLine(measurements)];
}

const LEGEND = [
  'recall       what part of an attacker’s votes is put into quarantine: not counted until a moderator decides',
  'only shown   votes that count, and are listed at the desk for somebody to look at',
  'cover votes  votes of attackers for others, cast to look like people',
  'honest       nobody’s votes there should be quarantined; school, assembly, kiosks, school entries, lab and library are pupils and readers',
  '             who share addresses, computers or kinds of browsers, and must never be',
];

/** The last line: what must hold in every contest. */
function schoolLine(measurements: readonly Measurement[]): string {
  const hit = measurements.filter(({ schoolQuarantined }) => schoolQuarantined > 0);
  return hit.length === 0
    ? 'No vote of a school is quarantined.'
    : `VOTES OF A SCHOOL ARE QUARANTINED: seed ${hit.map(({ play }) => play.seed).join(', ')}`;
}

const percent = ({ votes }: Tally, part: number) => (votes === 0 ? 0 : (100 * part) / votes);
const cells = (name: string, ...values: (string | number)[]) =>
  [name.padEnd(21), ...values.map((value) => String(value).padStart(12))].join('');
const shown = (value: number) => `${value.toFixed(value > 0 && value < 1 ? 3 : 1)} %`;

function oneContest({ play, tallies, honest, ...run }: Measurement): string[] {
  const row = (name: string, tally: Tally) =>
    cells(
      name,
      tally.votes,
      tally.quarantined,
      shown(percent(tally, tally.quarantined)),
      shown(percent(tally, tally.suspect)),
    );
  return [
    `Seed ${play.seed}: ${play.fans} honest fans${play.framed ? ', attackers aim at the entry of the school' : ''}, ${run.clusters} clusters quarantined, ${run.suspectClusters} shown for a look, ${Math.round(run.judgedInMs)} ms of processor time`,
    cells('attacker', 'votes', 'quarantined', 'recall', 'only shown'),
    ...([...attackers, ...variants, coverVotes] as const)
      .filter((name) => tallies[name].votes > 0)
      .map((name) => row(name, tallies[name])),
    cells('honest', 'votes', 'quarantined', 'rate', 'only shown'),
    row('all', honest),
    ...honestOrigins.map((name) => row(`  ${name}`, tallies[name])),
  ];
}

/** Of ascending values: the middle one, or the mean of the two in the middle. */
export const median = (ascending: readonly number[]) =>
  (ascending[Math.floor((ascending.length - 1) / 2)]! +
    ascending[Math.floor(ascending.length / 2)]!) /
  2;

/** The worst and the middle of several seeds: one lucky contest proves nothing. */
function spread(measurements: readonly Measurement[]): string[] {
  const row = (
    name: string,
    tallyOf: (measurement: Measurement) => Tally,
    worst: 'low' | 'high',
  ) => {
    const sorted = (part: (tally: Tally) => number) =>
      measurements
        .map(tallyOf)
        .map((tally) => percent(tally, part(tally)))
        .sort((a, b) => a - b);
    const quarantined = sorted((tally) => tally.quarantined);
    const noticed = sorted((tally) => tally.quarantined + tally.suspect);
    const of = (values: number[]) => [
      shown(worst === 'low' ? values[0]! : values.at(-1)!),
      shown(median(values)),
    ];
    return cells(name, ...of(quarantined), ...of(noticed));
  };
  return [
    `Over ${measurements.length} seeds (${measurements.map(({ play }) => play.seed).join(', ')}):`,
    cells('attacker: recall', 'lowest', 'median', 'or shown', 'median'),
    ...[...attackers, ...variants]
      .filter((name) => measurements.some(({ tallies }) => tallies[name].votes > 0))
      .map((name) => row(name, ({ tallies }) => tallies[name], 'low')),
    cells('honest: wrongly', 'highest', 'median', 'or shown', 'median'),
    row('all', ({ honest }) => honest, 'high'),
    ...honestOrigins.map((name) => row(`  ${name}`, ({ tallies }) => tallies[name], 'high')),
  ];
}
