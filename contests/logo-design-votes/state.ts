import type { EpochMs, Stage, VoteWeight } from '../contract.ts';
import {
  approvedIn,
  findEntry,
  noEntries,
  type Entries,
  type Entry,
} from '../mechanics/entries.ts';
import { noJury, type Jury } from '../mechanics/jury.ts';
import { lookup } from '../mechanics/lookup.ts';
import type { Preferences } from '../mechanics/preferences.ts';
import type { Ballot, Config, Round } from './config-fields.ts';
import type { CastBallot } from './cast-ballot.ts';
import { noHeldVoters, type HeldVoters } from './held-voters.ts';

/** A round that has opened. */
export interface OpenedRound {
  /** How it is voted in, as when it opened. */
  ballot: Ballot;
  /** Makes everybody's order of designs and pairs. */
  seed: string;
  /** Designs at its opening, in order of arrival. Those that left since are still in here. */
  entryIds: string[];
  /** Fan → what they say, also when it does not count. */
  cast: Record<string, CastBallot>;
  /** How many in `cast` count, are quarantined, are voided. */
  weighed: Record<VoteWeight, number>;
  /** Ballots that are gone since two voters turned out to be one person. */
  joined: number;
  /** The sums of all in `cast` that count. */
  preferences: Preferences;
  /** Goes up whenever `preferences` change, so that a count need not be made twice. */
  revision: number;
  /** Those that went on, best first; null until the schedule has closed the round. */
  goOn: string[] | null;
}

/** Plain JSON. */
export interface State {
  entries: Entries;
  jury: Jury;
  /** Designs of the brand, in the order of the settings. */
  offered: string[];
  /** Rounds that have opened, by id. */
  rounds: Record<string, OpenedRound>;
  held: HeldVoters;
}

export function startState(): State {
  return { entries: noEntries(), jury: noJury(), offered: [], rounds: {}, held: noHeldVoters() };
}

/** All designs are ranked together. */
export const GROUP = '';

export function openedRound(state: State, roundId: string): OpenedRound | undefined {
  return lookup(state.rounds, roundId);
}

export function findRound(config: Config, roundId: string): Round | undefined {
  return config.rounds.find((round) => round.id === roundId);
}

export function roundAt(config: Config, atMs: EpochMs): Round | undefined {
  return config.rounds.find((round) => round.opensAtMs <= atMs && atMs < round.closesAtMs);
}

/** The round that opened last, with what the schedule says of it. */
export function latestRound(
  state: State,
  config: Config,
): { round: Round; opened: OpenedRound } | null {
  for (const round of config.rounds.toReversed()) {
    const opened = openedRound(state, round.id);
    if (opened) return { round, opened };
  }
  return null;
}

/** Designs of a round that are still in it: approved and not disqualified. */
export function inPlay(
  state: State,
  entryIds: readonly string[],
  excluded: ReadonlySet<string>,
): Entry[] {
  return entryIds.flatMap((id) => {
    const entry = findEntry(state.entries, id);
    return entry && entry.status === 'approved' && !excluded.has(id) ? [entry] : [];
  });
}

/** Ids of everything that this person has sent in. */
export function ownDesigns(state: State, fanId: string): readonly string[] {
  return lookup(state.entries.byAuthor, fanId) ?? [];
}

/** The designs that would vote next: all approved ones at first, those that went on later. */
export function nextRoster(
  state: State,
  config: Config,
  round: Round,
  excluded: ReadonlySet<string>,
): string[] {
  const before = config.rounds[config.rounds.indexOf(round) - 1];
  const goOn = before && openedRound(state, before.id)?.goOn;
  const ids = before ? (goOn ?? []) : approvedIn(state.entries, GROUP).map((entry) => entry.id);
  return inPlay(state, ids, excluded)
    .sort((a, b) => a.seq - b.seq)
    .map((entry) => entry.id);
}

export function votingOpensAtMs(config: Config): EpochMs {
  return config.rounds[0]?.opensAtMs ?? 0;
}

export function votingClosesAtMs(config: Config): EpochMs {
  return config.rounds.at(-1)?.closesAtMs ?? 0;
}

/** When the designs of the last round are known: the end of the round before, or the opening of an only one. */
export function finalistsKnownAtMs(config: Config): EpochMs {
  return config.rounds.at(-2)?.closesAtMs ?? votingOpensAtMs(config);
}

export function roundStageId(roundId: string): string {
  return `round:${roundId}`;
}

/** The frozen schedule. The teaser is open from publication, which is written as 0. */
export function stagesOf(config: Config): Stage[] {
  const { entries, rounds, source, selection, resultsAtMs } = config;
  const fans = source === 'fans';
  const startsAtMs = fans ? entries.opensAtMs : votingOpensAtMs(config);
  return [
    { id: 'teaser', label: 'Teaser', opensAtMs: 0, closesAtMs: startsAtMs },
    ...(fans
      ? [
          {
            id: 'entries',
            label: 'Entries',
            opensAtMs: entries.opensAtMs,
            closesAtMs: entries.closesAtMs,
          },
        ]
      : []),
    ...rounds.map(({ id, label, opensAtMs, closesAtMs }) => ({
      id: roundStageId(id),
      label,
      opensAtMs,
      closesAtMs,
    })),
    {
      id: 'judging',
      label: selection.by === 'votes' ? 'Counting' : 'Judging',
      opensAtMs: votingClosesAtMs(config),
      closesAtMs: resultsAtMs,
    },
  ];
}
