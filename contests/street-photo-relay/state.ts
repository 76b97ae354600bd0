import type { EpochMs, Stage } from '../contract.ts';
import { noBallots, votingDay, type Ballots } from '../mechanics/ballots.ts';
import { noEntries, type Entries } from '../mechanics/entries.ts';
import { noJury, type Jury } from '../mechanics/jury.ts';
import type { Config, Stop } from './schema.ts';

/** Plain JSON, without any search needed to decide an act. */
export interface State {
  entries: Entries;
  ballots: Ballots;
  jury: Jury;
}

export function startState(): State {
  return { entries: noEntries(), ballots: noBallots(), jury: noJury() };
}

export interface Window {
  opensAtMs: EpochMs;
  closesAtMs: EpochMs;
}

export function findStop(config: Config, stopId: string): Stop | undefined {
  return config.route.find((stop) => stop.id === stopId);
}

/** When entries for a stop are taken: its own window, or that of all entries. */
export function stopWindow(config: Config, stop: Stop): Window {
  return {
    opensAtMs: stop.opensAtMs ?? config.schedule.entriesOpenAtMs,
    closesAtMs: stop.closesAtMs ?? config.schedule.entriesCloseAtMs,
  };
}

export function within(window: Window, atMs: EpochMs): boolean {
  return window.opensAtMs <= atMs && atMs < window.closesAtMs;
}

export function votingWindow(config: Config): Window {
  return {
    opensAtMs: config.schedule.votingOpensAtMs,
    closesAtMs: config.schedule.votingClosesAtMs,
  };
}

/** Whether fans can vote at an instant: the window is open and there are votes at all. */
export function votingOpen(config: Config, atMs: EpochMs): boolean {
  return config.votes.budget > 0 && within(votingWindow(config), atMs);
}

/** Voting closes with or after entries, so judging begins there. */
export function judgingFromMs(config: Config): EpochMs {
  return config.votes.budget > 0
    ? config.schedule.votingClosesAtMs
    : config.schedule.entriesCloseAtMs;
}

/** The budget that a vote cast at `atMs` for an entry at a stop is charged to. */
export function budgetOf(config: Config, stopId: string, atMs: EpochMs): string {
  switch (config.votes.per) {
    case 'stop':
      return stopId;
    case 'day':
      return String(votingDay(config.schedule.votingOpensAtMs, atMs));
    case 'total':
      return '';
  }
}

/** The frozen schedule. The teaser is open from publication, which is written as 0. */
export function stagesOf(config: Config): Stage[] {
  const { schedule } = config;
  const stages: Stage[] = [
    { id: 'teaser', label: 'Teaser', opensAtMs: 0, closesAtMs: schedule.entriesOpenAtMs },
    {
      id: 'entries',
      label: 'Entries',
      opensAtMs: schedule.entriesOpenAtMs,
      closesAtMs: schedule.entriesCloseAtMs,
    },
  ];
  if (config.votes.budget > 0)
    stages.push({ id: 'voting', label: 'Voting', ...votingWindow(config) });
  stages.push({
    id: 'judging',
    label: 'Judging',
    opensAtMs: judgingFromMs(config),
    closesAtMs: schedule.resultsAtMs,
  });
  for (const stop of config.route) {
    if (config.mode === 'open' && stop.opensAtMs === undefined && stop.closesAtMs === undefined)
      continue;
    stages.push({ id: `stop:${stop.id}`, label: stop.name, ...stopWindow(config, stop) });
  }
  return stages;
}
