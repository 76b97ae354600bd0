import type { ClusterSummary } from '../wire/desk.ts';
import type { Cluster } from './signals/clusters.ts';
import type { Evidence, Trace } from './signals/evidence.ts';

/** Bars of the picture of when the votes came. */
const BARS = 32;
const MOST_SHARES = 5;

/** What those who decide get to see of a cluster: figures only, no hash that could be looked up elsewhere. */
export function summaryOf(cluster: Cluster, { traces }: Pick<Evidence, 'traces'>): ClusterSummary {
  const bySeq = new Map(traces.map((trace) => [trace.seq, trace]));
  const seen = cluster.votes.flatMap(({ seq }) => bySeq.get(seq) ?? []);
  const { firstAtMs, lastAtMs, accounts, targets, signals } = cluster;
  const lengthMs = Math.max(1, lastAtMs - firstAtMs + 1);
  const bars = Array<number>(BARS).fill(0);
  for (const { atMs } of cluster.votes) {
    const bar = Math.floor(((atMs - firstAtMs) * BARS) / lengthMs);
    bars[bar] = (bars[bar] ?? 0) + 1;
  }
  return {
    signals: signals.map(({ signal, score, detail }) => ({ signal, score, detail })),
    votes: cluster.votes.length,
    accounts,
    firstAtMs,
    lastAtMs,
    bars,
    targets: targets.slice(0, MOST_SHARES),
    traced: seen.length,
    guests: seen.filter(({ verifiedAtMs }) => verifiedAtMs === null).length,
    blocks: sharesOf(seen, 'blockHash'),
    networks: sharesOf(seen, 'network'),
    devices: sharesOf(seen, 'deviceHash'),
    agents: sharesOf(seen, 'agentHash'),
    referrers: sharesOf(seen, 'referrerHash'),
  };
}

/** How many different values there are, and how many votes the commonest ones have; nameless. Ties need no rule: only figures stay. */
function sharesOf(
  traces: readonly Trace[],
  field: keyof Trace,
): { different: number; largest: number[] } {
  const counts = new Map<unknown, number>();
  for (const trace of traces) {
    const value = trace[field];
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const largest = [...counts.values()].sort((a, b) => b - a).slice(0, MOST_SHARES);
  return { different: counts.size, largest };
}
