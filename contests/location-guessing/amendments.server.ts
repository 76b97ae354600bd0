import { refuse, type Moment, type Refused } from '../contract.ts';
import { refusals } from './refusals.ts';
import { playWindow } from './schedule.ts';
import type { Config } from './schema.ts';
import type { State } from './state.ts';

/**
 * Whether published rules may change like this now. Texts may always. Until the game opens nearly everything may; from then
 * on what people have played by stays, and the game can only grow: a later end, more places, more honours. When places are
 * revealed never changes, for answers given in the belief that nobody sees them must stay unseen.
 */
export function amendmentRefused(
  _state: State,
  before: Config,
  after: Config,
  { atMs }: Moment,
): Refused | null {
  if (before.reveal !== after.reveal)
    return refuse(refusals, 'guess/REVEAL_FIXED', { field: 'config.reveal' });
  return (
    bordersRefused(before, after, atMs) ??
    (atMs >= before.schedule.opensAtMs ? afterOpening(before, after) : null)
  );
}

function bordersRefused(before: Config, after: Config, atMs: number): Refused | null {
  const [old, young] = [bordersOf(before), bordersOf(after)];
  for (const name of ['opensAtMs', 'closesAtMs', 'resultsAtMs'] as const) {
    if (old[name] === young[name] || (old[name] > atMs && young[name] > atMs)) continue;
    const daily = name === 'closesAtMs' && after.schedule.format === 'daily';
    const field = `config.schedule.${daily ? 'days' : name}`;
    return refuse(refusals, 'guess/BORDER_PASSED', { field });
  }
  return null;
}

function bordersOf(config: Config) {
  return { ...playWindow(config), resultsAtMs: config.schedule.resultsAtMs };
}

const FIXED = [
  'whoMayPlay',
  'secondsPerRound',
  'scale',
  'fullPointsRadiusM',
  'hints',
  'timeBonus',
  'standingsVisible',
  'ties',
] as const;

function afterOpening(before: Config, after: Config): Refused | null {
  if (before.schedule.format !== after.schedule.format)
    return refuse(refusals, 'guess/RULES_FIXED', { field: 'config.schedule.format' });
  for (const field of FIXED) {
    if (!same(before[field], after[field]))
      return refuse(refusals, 'guess/RULES_FIXED', { field: `config.${field}` });
  }
  if (playWindow(after).closesAtMs < playWindow(before).closesAtMs) {
    const field = after.schedule.format === 'daily' ? 'days' : 'closesAtMs';
    return refuse(refusals, 'guess/SHORTENED', { field: `config.schedule.${field}` });
  }
  for (const field of ['placeCount', 'alternateCount'] as const) {
    if (after[field] < before[field])
      return refuse(refusals, 'guess/PRIZE_TAKEN_AWAY', { field: `config.${field}` });
  }
  return same(before.honours, after.honours.slice(0, before.honours.length))
    ? null
    : refuse(refusals, 'guess/PRIZE_TAKEN_AWAY', { field: 'config.honours' });
}

/** Structural equality of small config parts, whatever the order of their keys. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) =>
    same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}
