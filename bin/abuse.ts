/**
 * Plays simulated contests with honest crowds and five attackers, and prints what the abuse signals find:
 * `npm run abuse`.
 *
 *   --seed N     play this contest only
 *   --seeds N    play the contests 1 … N (default 5) and print the spread
 *   --from N     with --seeds: begin at this seed instead of 1
 *   --variants   instead of the five, attackers who know how those are caught
 *   --framed     all attackers vote for the entry that the school votes for
 *   --fans N     honest fans besides the school, the newspaper's readers and the office (default 10000)
 *
 * Ends with 1 when a vote of a school is quarantined. Everything follows from the seed. docs/abuse-signals.md explains the signals and the figures.
 */
import { parseArgs } from 'node:util';
import { measure } from './abuse/measure.ts';
import { reportOf } from './abuse/report.ts';
import { attackers, variants } from './abuse/world.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '5' },
    from: { type: 'string', default: '1' },
    variants: { type: 'boolean', default: false },
    framed: { type: 'boolean', default: false },
    fans: { type: 'string', default: '10000' },
  },
});

/** A whole number from the command line. Ends the program with the usage when it is none. */
function whole(name: string, text: string, from: number): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= from) return value;
  console.error(`--${name} must be a whole number from ${from} on, not ${text}`);
  process.exit(2);
}

const from = whole('from', values.from, 0);
const fans = whole('fans', values.fans, 100);
const seeds =
  values.seed === undefined
    ? Array.from({ length: whole('seeds', values.seeds, 1) }, (_, index) => from + index)
    : [whole('seed', values.seed, 0)];
const measurements = seeds.map((seed) =>
  measure({
    ...{ seed, fans, framed: values.framed },
    attackers: values.variants ? variants : attackers,
  }),
);
for (const line of reportOf(measurements)) console.log(line);
if (measurements.some(({ tallies }) => tallies.school.quarantined > 0)) process.exitCode = 1;
