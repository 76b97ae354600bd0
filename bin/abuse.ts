/**
 * Plays simulated contests with honest crowds and seven attackers, and prints what the abuse signals find: `npm run abuse`.
 * Ends with 1 when a vote of a school is quarantined, in class, in the assembly, at its kiosks or in its lab. Everything follows from the seed.
 * docs/abuse-signals.md explains the signals and the figures.
 */
import { measure } from './abuse/measure.ts';
import { reportOf } from './abuse/report.ts';
import { attackers, variants } from './abuse/world.ts';
import { commandOptions, wholeNumber } from './local/command-options.ts';

const usage = `Plays simulated contests with honest crowds and seven attackers, and prints what the abuse signals find.

npm run abuse -- [options]
  --seed N     play this contest only
  --seeds N    play the contests 1 … N (default 5) and print the spread
  --from N     with --seeds: begin at this seed instead of 1
  --variants   instead of the seven, attackers who know how those are caught, each manner of a burst, and authors' own votes
  --framed     all attackers vote for the entry that the school votes for
  --fans N     honest fans besides the school, the newspaper's readers and the other gatherings (default 10000)

Ends with 1 when a vote of a school is quarantined. Everything follows from the seed; docs/abuse-signals.md explains the figures.`;

const values = commandOptions(
  {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '5' },
    from: { type: 'string', default: '1' },
    variants: { type: 'boolean', default: false },
    framed: { type: 'boolean', default: false },
    fans: { type: 'string', default: '10000' },
  },
  usage,
);

const from = wholeNumber('from', values.from, 0);
const fans = wholeNumber('fans', values.fans, 100);
const seeds =
  values.seed === undefined
    ? Array.from({ length: wholeNumber('seeds', values.seeds, 1) }, (_, index) => from + index)
    : [wholeNumber('seed', values.seed, 0)];
const measurements = seeds.map((seed) =>
  measure({
    ...{ seed, fans, framed: values.framed },
    attackers: values.variants ? variants : attackers,
  }),
);
for (const line of reportOf(measurements)) console.log(line);
if (measurements.some(({ schoolQuarantined }) => schoolQuarantined > 0)) process.exitCode = 1;
