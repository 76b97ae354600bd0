import { findCluster, undecidedVotes, voteKey } from '../../contests/clusters.ts';
import type { VoteRef } from '../../contests/contract.ts';
import type { RoomParts } from '../room/parts.ts';
import type { ClusterSummary } from '../wire/desk.ts';
import type { ClusterOnFile, SweptCluster, SweptSuspect } from './clusters-on-file.ts';
import { summaryOf } from './cluster-summary.ts';
import type { Cluster } from './signals/clusters.ts';
import type { Evidence, Vote } from './signals/evidence.ts';
import { defaultSettings } from './signals/settings.ts';

// What a sweep has to say to those who decide, beside what it put on the ledger. Pure.

/** From this part of its votes in other groups on, a group is among those. */
const COVERED_FROM = 1 / 2;

type Parts = Pick<RoomParts, 'contest' | 'state'>;
type Group = Pick<ClusterSummary, 'signals'> & Pick<Cluster, 'id' | 'votes'>;

/**
 * Pictures of the clusters on the ledger, as far as they are to be saved: of all that wait for a decision, since their votes
 * may have grown, and of others that have none, as when a process ended before it could save it. What was made from more
 * traces than there still are is left alone, and of people who asked to be forgotten no picture is made.
 */
export function clusterPictures(
  { state }: Pick<Parts, 'state'>,
  found: readonly Cluster[],
  before: readonly ClusterOnFile[],
  evidence: Evidence,
): SweptCluster[] {
  const onFile = new Map(before.map((cluster) => [cluster.id, cluster.summary]));
  const votes = new Map(evidence.votes.map((vote) => [voteKey(vote), vote]));
  const findingOf = new Map<string, Cluster>();
  for (const finding of found)
    for (const vote of finding.votes) findingOf.set(voteKey(vote), finding);
  const { clusters } = state.core;
  return Object.keys(clusters).flatMap((id) => {
    const cluster = findCluster(clusters, id);
    if (!cluster) return [];
    const had = onFile.get(id);
    if (cluster.weight !== 'quarantined' && had) return [];
    const held = cluster.votes.flatMap((vote) => votes.get(voteKey(vote)) ?? []);
    if (held.length === 0) return [];
    const finding = commonest(held.flatMap((vote) => findingOf.get(voteKey(vote)) ?? []));
    const signals = finding?.signals ?? had?.signals ?? [];
    const summary = summaryOf({ signals, votes: held.toSorted(byTime) }, evidence);
    const isBetter = !had || (summary.traced >= had.traced && !sameJson(summary, had));
    return isBetter ? [{ id, summary }] : [];
  });
}

/**
 * Groups of votes that count and that nobody has decided on. Those that were listed before and are not found again stay until
 * somebody decides: else whoever casts enough other votes elsewhere could make a group unremarkable before anybody has looked.
 */
export function openSuspects(
  parts: Parts,
  found: readonly Cluster[],
  before: readonly ClusterOnFile[],
  evidence: Evidence,
): SweptSuspect[] {
  const fresh = found.flatMap((suspect) => undecided(parts, suspect, evidence, true) ?? []);
  const votes = new Map(evidence.votes.map((vote) => [voteKey(vote), vote]));
  const covered = new Set(fresh.flatMap((suspect) => suspect.votes.map(voteKey)));
  const faded = before.flatMap(({ id, summary, listedVotes }) => {
    if (!listedVotes) return [];
    const known = listedVotes.flatMap((vote) => votes.get(voteKey(vote)) ?? []);
    const group = { id, signals: summary.signals, votes: known.toSorted(byTime) };
    const open = undecided(parts, group, evidence, false);
    return open && shareOf(open.votes, covered) < COVERED_FROM ? [open] : [];
  });
  return [...fresh, ...faded];
}

/** Whether a suspect is none that was listed before, grown or shrunk. */
export function isNews({ id, votes }: SweptSuspect, before: readonly ClusterOnFile[]): boolean {
  const listed = new Set(before.flatMap(({ listedVotes }) => (listedVotes ?? []).map(voteKey)));
  return !before.some((known) => known.id === id) && shareOf(votes, listed) < COVERED_FROM;
}

/** What of a suspect nobody has decided on yet; null when that is no longer worth a look. */
function undecided(
  { contest, state }: Parts,
  { id, signals, votes: found }: Group,
  evidence: Evidence,
  standsOut: boolean,
): SweptSuspect | null {
  if (Object.hasOwn(state.core.clusters, id)) return null;
  const open = new Set(undecidedVotes(contest, state, found).map(voteKey));
  if (open.size < defaultSettings.suspectVotesFrom) return null;
  const votes = found.filter((vote) => open.has(voteKey(vote)));
  return { id, votes, summary: { ...summaryOf({ signals, votes }, evidence), standsOut } };
}

/** The one that stands there most often, the first of several. */
function commonest<T>(all: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

const shareOf = (votes: readonly VoteRef[], among: ReadonlySet<string>) =>
  votes.filter((vote) => among.has(voteKey(vote))).length / votes.length;

const byTime = (a: Vote, b: Vote) =>
  a.atMs - b.atMs || a.seq - b.seq || (a.targetId < b.targetId ? -1 : 1);

const sameJson = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
