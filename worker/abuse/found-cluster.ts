import type { VoteRef } from '../../contests/contract.ts';

/** Votes that signals found to belong together, as they may stand on the ledger. */
export interface FoundCluster {
  id: string;
  /** Names of the signals, strongest first. */
  signals: readonly string[];
  votes: readonly VoteRef[];
}
