import { refuse, type Moment, type Refused } from '../contract.ts';
import { refusals } from './refusals.ts';
import type { Config } from './config-fields.ts';
import { votingOpensAtMs, type State } from './state.ts';

type Code = keyof typeof refusals;

/**
 * Whether published rules may change like this now. The designs of a brand stay as they are; everything else may change before
 * its part of the contest opens. Then what people have acted on stays: times passed, rounds, conditions, the way to the
 * result. Limits, prizes and the time that is left may grow, the marks needed may shrink, so that a juror who drops out blocks nobody.
 */
export function amendmentRefused(
  _state: State,
  before: Config,
  after: Config,
  { atMs }: Moment,
): Refused | null {
  const begun =
    before.source === 'fans' ? atMs >= before.entries.opensAtMs : atMs >= votingOpensAtMs(before);
  return (
    designsRefused(before, after) ??
    bordersRefused(before, after, atMs) ??
    (begun ? afterBeginning(before, after) : null) ??
    (atMs >= votingOpensAtMs(before) ? afterVotingOpened(before, after) : null)
  );
}

function designsRefused(before: Config, after: Config): Refused | null {
  if (before.source !== after.source) return no('designs/DESIGNS_FIXED', 'source');
  if (before.source === 'fans') return null;
  const fixed = ({ designs }: Config) => designs.map(({ name, pictureId }) => [name, pictureId]);
  return same(fixed(before), fixed(after)) ? null : no('designs/DESIGNS_FIXED', 'designs');
}

function bordersRefused(before: Config, after: Config, atMs: number): Refused | null {
  const borders = bordersOf(after);
  for (const [field, beforeMs] of bordersOf(before)) {
    const afterMs = borders.get(field);
    if (afterMs === undefined || afterMs === beforeMs) continue;
    if (beforeMs <= atMs || afterMs <= atMs) return no('designs/BORDER_PASSED', field);
    // People were told until when they have time; and whoever knows the standings must not end a round as it suits them.
    const opensAtMs = borders.get(field.replace('closesAtMs', 'opensAtMs')) as number;
    if (field.endsWith('closesAtMs') && opensAtMs <= atMs && afterMs < beforeMs)
      return no('designs/EARLIER', field);
  }
  return null;
}

/** Every instant at which something begins or ends, by its field. */
function bordersOf({ source, entries, rounds, resultsAtMs }: Config): Map<string, number> {
  const borders = new Map<string, number>([['resultsAtMs', resultsAtMs]]);
  if (source === 'fans') {
    borders.set('entries.opensAtMs', entries.opensAtMs);
    borders.set('entries.closesAtMs', entries.closesAtMs);
  }
  rounds.forEach(({ opensAtMs, closesAtMs }, index) => {
    borders.set(`rounds.${index}.opensAtMs`, opensAtMs);
    borders.set(`rounds.${index}.closesAtMs`, closesAtMs);
  });
  return borders;
}

/** Somebody may have sent a design, or a vote, in reliance on these. */
function afterBeginning(before: Config, after: Config): Refused | null {
  if (before.source === 'fans') {
    if (!same(before.entries.whoMayEnter, after.entries.whoMayEnter))
      return no('designs/AUDIENCE_FIXED', 'entries.whoMayEnter');
    for (const field of ['perFan', 'designLimit'] as const) {
      if (after.entries[field] < before.entries[field])
        return no('designs/LIMIT_LOWERED', `entries.${field}`);
    }
    if (before.blind !== after.blind) return no('designs/SELECTION_FIXED', 'blind');
  }
  // Marks and ballots may have been given in the belief that nobody sees them.
  if (before.standingsVisible !== after.standingsVisible)
    return no('designs/SELECTION_FIXED', 'standingsVisible');
  // Fewer alternates would leave places empty that a disqualification makes free.
  for (const field of ['placeCount', 'alternateCount'] as const)
    if (after[field] < before[field]) return no('designs/LIMIT_LOWERED', field);
  return same(before.honours, after.honours.slice(0, before.honours.length))
    ? null
    : no('designs/PRIZE_TAKEN_AWAY', 'honours');
}

function afterVotingOpened(before: Config, after: Config): Refused | null {
  const fixed = ({ rounds }: Config) =>
    rounds.map(({ id, ballot, advance }) => ({ id, ballot, advance: advance ?? null }));
  if (!same(fixed(before), fixed(after))) return no('designs/ROUNDS_FIXED', 'rounds');
  if (!same(before.whoMayVote, after.whoMayVote)) return no('designs/AUDIENCE_FIXED', 'whoMayVote');
  for (const field of ['selection', 'tieRule'] as const) {
    if (!same(before[field], after[field])) return no('designs/SELECTION_FIXED', field);
  }
  return after.juryQuorum > before.juryQuorum ? no('designs/QUORUM_RAISED', 'juryQuorum') : null;
}

function no(code: Code, field: string): Refused {
  return refuse(refusals, code, { field: `config.${field}` });
}

/** Structural equality of small config parts, whatever the order of their keys. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) =>
    same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}
