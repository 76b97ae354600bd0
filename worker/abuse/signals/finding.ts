import type { Row } from './rows.ts';

/**
 * What each signal's evidence is about. Signals of one kind can all have the same innocent cause (a class, a
 * newspaper and a family group all bring many people at once, and a class has signed up together and votes for its own entries as well), so within a kind only the strongest counts; kinds
 * are independent of each other and add up.
 */
export const signalKinds = {
  'block-velocity': 'gathering',
  'network-velocity': 'gathering',
  'referrer-velocity': 'gathering',
  'new-account-velocity': 'gathering',
  'link-burst': 'gathering',
  'account-batch': 'gathering',
  'dormant-accounts': 'gathering',
  'co-voting': 'gathering',
  'scattered-networks': 'origin',
  'unshared-blocks': 'origin',
  'device-velocity': 'machine',
  'agent-velocity': 'machine',
  'self-votes': 'machine',
  'timing-entropy': 'timing',
  'timing-rhythm': 'timing',
  'hasty-votes': 'timing',
  'same-ballots': 'company',
  'mutual-votes': 'company',
  'dense-authors': 'company',
} as const;

export type SignalName = keyof typeof signalKinds;
export type SignalKind = (typeof signalKinds)[SignalName];

/** What one signal has to say about a set of votes. */
export interface Finding {
  signal: SignalName;
  /** 0 … 1: how sure this alone makes that the votes are not votes by people of their own accord. */
  score: number;
  /** The figures behind the score, for the desk: counts, expectations, surprise in decimal digits. */
  detail: Record<string, number | string>;
  rows: readonly Row[];
  /** Somebody should look at these votes, however little they weigh. It quarantines nothing. */
  shown?: true;
}
