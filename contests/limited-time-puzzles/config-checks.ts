import type { z } from 'zod';
import type { Config } from './schema.ts';

/** What no single field can know: that the parts of a config fit together. */
export function checkConfig(config: Config, context: z.RefinementCtx): void {
  const fault = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path, message });
  const { schedule, releases } = config;
  if (schedule.closesAtMs <= schedule.opensAtMs)
    fault(['schedule', 'closesAtMs'], 'Puzzles must close after they open.');
  if (schedule.resultsAtMs < schedule.closesAtMs)
    fault(['schedule', 'resultsAtMs'], 'The results come after the puzzles have closed.');
  releases.forEach(({ atMs }, index) => {
    if (atMs <= (releases[index - 1]?.atMs ?? schedule.opensAtMs))
      fault(
        ['releases', index, 'atMs'],
        'A later release comes after the opening and after the one before it.',
      );
    if (atMs >= schedule.closesAtMs)
      fault(['releases', index, 'atMs'], 'A release must come before the puzzles close.');
  });
  if (config.honours.length > config.places)
    fault(['honours'], 'There are more honours than places.');
}
