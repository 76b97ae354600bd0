import { refuse, type Moment, type Refused } from '../contract.ts';
import { refusals } from './refusals.ts';
import type { Config } from './schema.ts';
import type { State } from './state.ts';

/** What people choose to play by, and what the puzzles' own times hang on. */
const FIXED = [
  'releases',
  'timing',
  'scoring',
  'coolDown',
  'whoMayPlay',
  'standingsVisible',
] as const;

/**
 * Whether published rules may change like this now. Texts may; times that have not passed may, and once the puzzles are open
 * only to close later; places and honours may be added.
 */
export function amendmentRefused(
  _state: State,
  before: Config,
  after: Config,
  { atMs }: Moment,
): Refused | null {
  for (const field of FIXED) {
    if (JSON.stringify(before[field]) !== JSON.stringify(after[field]))
      return refuse(refusals, 'puzzles/RULE_FIXED', { field: `config.${field}` });
  }
  for (const field of ['opensAtMs', 'closesAtMs', 'resultsAtMs'] as const) {
    const [wasMs, isMs] = [before.schedule[field], after.schedule[field]];
    if (wasMs !== isMs && (wasMs <= atMs || isMs <= atMs))
      return refuse(refusals, 'puzzles/BORDER_PASSED', { field: `config.schedule.${field}` });
  }
  const opened = before.schedule.opensAtMs <= atMs;
  if (opened && after.schedule.closesAtMs < before.schedule.closesAtMs)
    return refuse(refusals, 'puzzles/EARLIER', { field: 'config.schedule.closesAtMs' });
  for (const field of ['places', 'alternates'] as const) {
    if (after[field] < before[field])
      return refuse(refusals, 'puzzles/PRIZE_TAKEN_AWAY', { field: `config.${field}` });
  }
  const kept = before.honours.every((honour, index) => after.honours[index] === honour);
  return kept ? null : refuse(refusals, 'puzzles/PRIZE_TAKEN_AWAY', { field: 'config.honours' });
}
