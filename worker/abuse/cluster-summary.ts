import { voteKey } from '../../contests/clusters.ts';
import type { ClusterSummary } from '../wire/desk.ts';
import type { Cluster } from './signals/clusters.ts';
import type { Evidence, Trace, Vote } from './signals/evidence.ts';

/** Bars of the picture of when the votes came. */
const BARS = 32;
const MOST_SHARES = 5;

/** A sweep makes pictures of many clusters from the same traces. */
const indexes = new WeakMap<readonly Trace[], ReadonlyMap<number, Trace>>();

function bySeqOf(traces: readonly Trace[]): ReadonlyMap<number, Trace> {
  const known = indexes.get(traces);
  if (known) return known;
  const index = new Map(traces.map((trace) => [trace.seq, trace]));
  indexes.set(traces, index);
  return index;
}

/** What those who decide get to see of a cluster: figures only, no hash that could be looked up elsewhere. */
export function summaryOf(
  { signals, votes }: Pick<ClusterSummary, 'signals'> & Pick<Cluster, 'votes'>,
  { traces, votes: all }: Pick<Evidence, 'traces' | 'votes'>,
): ClusterSummary {
  const bySeq = bySeqOf(traces);
  const seen = votes.flatMap(({ seq }) => bySeq.get(seq) ?? []);
  const firstAtMs = votes.reduce((first, { atMs }) => Math.min(first, atMs), Infinity);
  const lastAtMs = votes.reduce((last, { atMs }) => Math.max(last, atMs), -Infinity);
  const targets = targetsOf(votes);
  const bars = barsOf(votes, firstAtMs, lastAtMs);
  return {
    signals: signals.map(({ signal, score, detail }) => ({ signal, score, detail })),
    votes: votes.length,
    accounts: new Set(votes.map(({ voterId }) => voterId)).size,
    firstAtMs,
    lastAtMs,
    bars,
    others: barsOf(besides(votes, all), firstAtMs, lastAtMs),
    entries: targets.length,
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

/** Votes in equal parts of the time from the first to the last instant; those at other times are in none. */
function barsOf(votes: readonly Vote[], firstAtMs: number, lastAtMs: number): number[] {
  const lengthMs = Math.max(1, lastAtMs - firstAtMs + 1);
  const bars = Array<number>(BARS).fill(0);
  for (const { atMs } of votes) {
    const bar = Math.floor(((atMs - firstAtMs) * BARS) / lengthMs);
    if (bar >= 0 && bar < BARS) bars[bar] = (bars[bar] ?? 0) + 1;
  }
  return bars;
}

/** All other votes for the same entries: what is usual there. */
function besides(votes: readonly Vote[], all: readonly Vote[]): Vote[] {
  const own = new Set(votes.map(voteKey));
  const targets = new Set(votes.map(({ targetId }) => targetId));
  return all.filter((vote) => targets.has(vote.targetId) && !own.has(voteKey(vote)));
}

/** Most votes first, then by id. */
function targetsOf(votes: readonly Vote[]): { id: string; votes: number }[] {
  const counts = new Map<string, number>();
  for (const { targetId } of votes) counts.set(targetId, (counts.get(targetId) ?? 0) + 1);
  return [...counts]
    .map(([id, count]) => ({ id, votes: count }))
    .sort((a, b) => b.votes - a.votes || (a.id < b.id ? -1 : 1));
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
