import type { FoundVotes } from '../../contests/clusters.ts';

/** What one sweep found, under the id that it would have on the ledger. */
export interface FoundCluster extends FoundVotes {
  id: string;
}
