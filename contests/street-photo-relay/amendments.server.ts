import { refuse, type Moment, type Refused } from '../contract.ts';
import { lookup } from '../mechanics/lookup.ts';
import { refusals } from './refusals.ts';
import type { Config } from './schema.ts';
import { findStop, judgingFromMs, stopWindow, type State } from './state.ts';

/**
 * Whether published rules may change like this now. Before a part of the contest opens everything about it may change; then
 * what people have acted on stays: times passed, stops with entries, conditions, the way to the result. Limits, prizes and the
 * time that is left may grow, the marks needed may shrink (so that a juror who drops out blocks nobody).
 */
export function amendmentRefused(
  state: State,
  before: Config,
  after: Config,
  { atMs }: Moment,
): Refused | null {
  return (
    routeRefused(state, before, after) ??
    bordersRefused(before, after, atMs) ??
    (atMs >= before.schedule.entriesOpenAtMs ? afterEntriesOpened(before, after) : null) ??
    earlierRefused(before, after, atMs) ??
    (selectionBegun(state, before, atMs) ? afterSelectionBegan(before, after) : null) ??
    (atMs >= before.schedule.votingOpensAtMs ? afterVotingOpened(before, after) : null)
  );
}

/** People were told until when they have time; and whoever knows the standings must not end the voting as it suits them. */
function earlierRefused(before: Config, after: Config, atMs: number): Refused | null {
  const { entriesOpenAtMs, votingOpensAtMs } = before.schedule;
  const opened = { entriesCloseAtMs: entriesOpenAtMs, votingClosesAtMs: votingOpensAtMs };
  for (const field of ['entriesCloseAtMs', 'votingClosesAtMs'] as const) {
    if (opened[field] <= atMs && after.schedule[field] < before.schedule[field])
      return refuse(refusals, 'relay/EARLIER', { field: `config.schedule.${field}` });
  }
  const index = after.route.findIndex((stop) => {
    const known = findStop(before, stop.id);
    if (!known) return false;
    const was = stopWindow(before, known);
    return was.opensAtMs <= atMs && stopWindow(after, stop).closesAtMs < was.closesAtMs;
  });
  return index < 0
    ? null
    : refuse(refusals, 'relay/EARLIER', { field: `config.route.${index}.closesAtMs` });
}

/** Whether winners could be known by now, if only to those who decide: a jury may mark before the vote, and without one. */
function selectionBegun({ jury }: State, config: Config, atMs: number): boolean {
  const fromMs = Math.min(config.schedule.votingOpensAtMs, judgingFromMs(config));
  return atMs >= fromMs || Object.keys(jury.byJuror).length > 0;
}

function afterSelectionBegan(before: Config, after: Config): Refused | null {
  for (const field of ['selection', 'tieRule'] as const) {
    if (!same(before[field], after[field]))
      return refuse(refusals, 'relay/SELECTION_FIXED', { field: `config.${field}` });
  }
  // Without votes judging begins when entries close: it would end if there were to be some after all.
  if (before.votes.budget > 0 !== after.votes.budget > 0)
    return refuse(refusals, 'relay/SELECTION_FIXED', { field: 'config.votes.budget' });
  return after.juryQuorum > before.juryQuorum
    ? refuse(refusals, 'relay/QUORUM_RAISED', { field: 'config.juryQuorum' })
    : null;
}

function routeRefused(state: State, before: Config, after: Config): Refused | null {
  const index = before.route.findIndex(
    (stop) =>
      !findStop(after, stop.id) && (lookup(state.entries.byGroup, stop.id)?.length ?? 0) > 0,
  );
  return index < 0
    ? null
    : refuse(refusals, 'relay/STOP_HAS_ENTRIES', { field: `config.route.${index}` });
}

function bordersRefused(before: Config, after: Config, atMs: number): Refused | null {
  const borders = bordersOf(after);
  for (const [field, beforeMs] of bordersOf(before)) {
    const afterMs = borders.get(field);
    if (afterMs === undefined || afterMs === beforeMs) continue;
    if (beforeMs <= atMs || afterMs <= atMs) {
      return refuse(refusals, 'relay/BORDER_PASSED', { field: `config.${fieldOf(after, field)}` });
    }
  }
  return null;
}

/** Every instant at which something begins or ends, by a name that survives a new order of the route. */
function bordersOf(config: Config): Map<string, number> {
  const borders = new Map<string, number>();
  for (const [name, valueMs] of Object.entries(config.schedule))
    borders.set(`schedule.${name}`, valueMs);
  for (const stop of config.route) {
    const window = stopWindow(config, stop);
    borders.set(`${stop.id}.opensAtMs`, window.opensAtMs);
    borders.set(`${stop.id}.closesAtMs`, window.closesAtMs);
  }
  return borders;
}

function fieldOf(config: Config, border: string): string {
  const [stopId, name] = border.split('.') as [string, string];
  return stopId === 'schedule'
    ? border
    : `route.${config.route.findIndex((stop) => stop.id === stopId)}.${name}`;
}

/** Fewer alternates would leave places empty that a disqualification makes free. */
const LIMITS = ['entriesPerFan', 'entriesPerStop', 'worksPerStop', 'alternatesPerStop'] as const;

function afterEntriesOpened(before: Config, after: Config): Refused | null {
  if (before.mode !== after.mode)
    return refuse(refusals, 'relay/MODE_FIXED', { field: 'config.mode' });
  if (!same(before.whoMayEnter, after.whoMayEnter)) {
    return refuse(refusals, 'relay/AUDIENCE_FIXED', { field: 'config.whoMayEnter' });
  }
  // Marks may have been given in the belief that nobody sees them.
  if (before.standingsVisible !== after.standingsVisible) {
    return refuse(refusals, 'relay/SELECTION_FIXED', { field: 'config.standingsVisible' });
  }
  for (const field of LIMITS) {
    if (after[field] < before[field])
      return refuse(refusals, 'relay/LIMIT_LOWERED', { field: `config.${field}` });
  }
  return same(before.honours, after.honours.slice(0, before.honours.length))
    ? null
    : refuse(refusals, 'relay/PRIZE_TAKEN_AWAY', { field: 'config.honours' });
}

function afterVotingOpened(before: Config, after: Config): Refused | null {
  if (!same(before.whoMayVote, after.whoMayVote)) {
    return refuse(refusals, 'relay/AUDIENCE_FIXED', { field: 'config.whoMayVote' });
  }
  if (after.votes.budget < before.votes.budget) {
    return refuse(refusals, 'relay/LIMIT_LOWERED', { field: 'config.votes.budget' });
  }
  if (before.votes.per !== after.votes.per)
    return refuse(refusals, 'relay/SELECTION_FIXED', { field: 'config.votes.per' });
  return null;
}

/** Structural equality of small config parts, whatever the order of their keys. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) =>
    same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}
