import type { z } from 'zod';
import type { Config } from './schema.ts';

/** What no single field can know: that the parts of a config fit together. Every message says what to change, at its field. */
export function checkConfig(config: Config, context: z.RefinementCtx): void {
  const fault = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path, message });
  checkSchedule(config, fault);
  checkRoute(config, fault);
  checkSelection(config, fault);
}

type Fault = (path: (string | number)[], message: string) => void;

function checkSchedule({ schedule }: Config, fault: Fault): void {
  if (schedule.entriesCloseAtMs <= schedule.entriesOpenAtMs) {
    fault(['schedule', 'entriesCloseAtMs'], 'Entries must close after they open.');
  }
  if (schedule.votingOpensAtMs < schedule.entriesOpenAtMs) {
    fault(['schedule', 'votingOpensAtMs'], 'Voting cannot open before entries do.');
  }
  if (schedule.votingClosesAtMs <= schedule.votingOpensAtMs) {
    fault(['schedule', 'votingClosesAtMs'], 'Voting must close after it opens.');
  }
  if (schedule.votingClosesAtMs < schedule.entriesCloseAtMs) {
    fault(
      ['schedule', 'votingClosesAtMs'],
      'Voting cannot close before entries do, or late entries would get no votes.',
    );
  }
  if (schedule.resultsAtMs < schedule.votingClosesAtMs) {
    fault(['schedule', 'resultsAtMs'], 'The results come after voting has closed.');
  }
}

function checkRoute({ route, mode, schedule }: Config, fault: Fault): void {
  const seen = new Set<string>();
  route.forEach((stop, index) => {
    const at = (field: string) => ['route', index, field];
    if (seen.has(stop.id)) fault(at('id'), 'Every stop needs an id of its own.');
    seen.add(stop.id);
    if (mode === 'relay') {
      if (stop.opensAtMs === undefined)
        fault(at('opensAtMs'), 'In a relay every stop needs the time it opens.');
      if (stop.closesAtMs === undefined)
        fault(at('closesAtMs'), 'In a relay every stop needs the time it closes.');
      const before = route[index - 1];
      if (
        stop.opensAtMs !== undefined &&
        before?.closesAtMs !== undefined &&
        stop.opensAtMs !== before.closesAtMs
      ) {
        fault(at('opensAtMs'), 'In a relay a stop opens at the moment the one before it closes.');
      }
    }
    const opensAtMs = stop.opensAtMs ?? schedule.entriesOpenAtMs;
    const closesAtMs = stop.closesAtMs ?? schedule.entriesCloseAtMs;
    if (opensAtMs < schedule.entriesOpenAtMs)
      fault(at('opensAtMs'), 'A stop cannot open before entries do.');
    if (closesAtMs > schedule.entriesCloseAtMs)
      fault(at('closesAtMs'), 'A stop cannot stay open after entries close.');
    const ownWindow = stop.opensAtMs !== undefined || stop.closesAtMs !== undefined;
    if (ownWindow && closesAtMs <= opensAtMs) {
      fault(at('closesAtMs'), 'A stop must close after it opens.');
    }
  });
}

function checkSelection(config: Config, fault: Fault): void {
  if (config.votes.budget === 0) {
    if (config.selection.by !== 'jury')
      fault(['votes', 'budget'], 'Winners are selected by votes, so fans need at least one.');
    if (config.tieRule === 'votes') fault(['tieRule'], 'Without voting, votes cannot decide ties.');
  }
  if (config.selection.by === 'votes' && config.tieRule === 'jury') {
    fault(
      ['tieRule'],
      'Winners are selected by votes alone, so there may be no jury to decide ties.',
    );
  }
  if (config.entriesPerStop > config.entriesPerFan) {
    fault(['entriesPerStop'], 'This is more than one fan may enter in the whole contest.');
  }
  if (config.honours.length > config.worksPerStop) {
    fault(['honours'], 'There are more honours than works selected per stop.');
  }
}
