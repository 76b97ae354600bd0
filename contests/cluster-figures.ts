import type { Cluster, Clusters } from './clusters.ts';
import type { AccountedVote, AnyContest } from './contract.ts';
import type { VoteDecisions } from './mechanics/vote-account.ts';

// What the account of votes has for each cluster. Every vote of the account belongs to one cluster at most, so sums over clusters
// are parts of the account.

/** What of a contest's state the figures hang on. */
export interface Looked {
  core: { clusters: Clusters; disqualified: Readonly<Record<string, string>> };
  play: unknown;
}

/** What is left of a cluster in the account. */
export interface ClusterFigures {
  /** Votes of the account that stand as the cluster says; without them there is nothing to decide. */
  votes: number;
  /** Those of `votes` whose entry is disqualified: cleared, and yet not counted. */
  disqualified: number;
  /** Votes that were put into it and of which nothing stands: taken back, or gone with their entry. */
  gone: number;
  /** Entry → votes for it that stand; of what is gone, when nothing else is left. */
  targets: ReadonlyMap<string, number>;
}

/**
 * By the cluster's id. A vote of the account that several clusters hold goes to the one that was put aside first, then by id, of
 * those that say what has become of it.
 */
export function clusterFigures(contest: AnyContest, state: Looked): Map<string, ClusterFigures> {
  const disqualified = new Set(Object.keys(state.core.disqualified));
  const claimed = new Set<string>();
  const inOrder = Object.entries(state.core.clusters).sort(
    ([idA, a], [idB, b]) => a.quarantinedAtMs - b.quarantinedAtMs || (idA < idB ? -1 : 1),
  );
  return new Map(
    inOrder.map(([id, cluster]) => {
      const accounted = (vote: Cluster['votes'][number]) =>
        contest.votes?.accounted(state.play, vote, disqualified) ?? [];
      return [id, figuresOf(cluster, accounted, claimed)];
    }),
  );
}

function figuresOf(
  { votes, weight }: Cluster,
  accounted: (vote: Cluster['votes'][number]) => readonly AccountedVote[],
  claimed: Set<string>,
): ClusterFigures {
  const figures = { votes: 0, disqualified: 0, gone: 0 };
  const targets = new Map<string, number>();
  const add = (targetId: string) => targets.set(targetId, (targets.get(targetId) ?? 0) + 1);
  for (const vote of votes) {
    const standing = accounted(vote);
    if (standing.length === 0) figures.gone += 1;
    for (const { key, as } of standing) {
      const out = as === 'disqualified';
      if (claimed.has(key) || (out ? 'counted' : as) !== weight) continue;
      claimed.add(key);
      figures.votes += 1;
      if (out) figures.disqualified += 1;
      add(vote.targetId);
    }
  }
  if (targets.size === 0) for (const { targetId } of votes) add(targetId);
  return { ...figures, targets };
}

/** Reasons that are listed; the others are summed up, so that a board stays small. */
const MOST_REASONS = 40;

/**
 * The reasons that those who decide gave, with the votes of the account that each stands for: `voided` sums up to the account's
 * votes voided for abuse.
 */
export function decisionsOn(contest: AnyContest, state: Looked): VoteDecisions {
  const voided = new Map<string | null, number>();
  const cleared = new Map<string | null, number>();
  for (const [id, { votes, disqualified }] of clusterFigures(contest, state)) {
    const { weight, reason } = state.core.clusters[id] as Cluster;
    const sums = { voided, counted: cleared, quarantined: null }[weight];
    sums?.set(reason, (sums.get(reason) ?? 0) + votes - disqualified);
  }
  return { voided: mostFirst(voided), cleared: mostFirst(cleared) };
}

/** Most votes first, then by the words; what is without words comes last. */
function mostFirst(sums: ReadonlyMap<string | null, number>): VoteDecisions['voided'] {
  const rows = [...sums].flatMap(([reason, votes]) =>
    reason === null || votes === 0 ? [] : [{ reason, votes }],
  );
  rows.sort((a, b) => b.votes - a.votes || (a.reason < b.reason ? -1 : 1));
  const others = rows
    .splice(MOST_REASONS)
    .reduce((sum, { votes }) => sum + votes, sums.get(null) ?? 0);
  return others === 0 ? rows : [...rows, { reason: null, votes: others }];
}
