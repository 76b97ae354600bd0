import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Evidence, Vote } from './evidence.ts';
import { type Finding, type SignalKind, type SignalName, signalKinds } from './finding.ts';
import { type Row, compareIds, distinct, groupBy, indexEvidence } from './rows.ts';
import { type SignalSettings, defaultSettings } from './settings.ts';
import { findingsOf } from './signals.ts';
import { rounded } from './statistics.ts';
import { type Steps, finish } from './steps.ts';

/** Votes that belong together and the reasons why they are not trusted. */
export interface Cluster {
  /** Digest of the signals' names and the sorted votes: the same votes for the same reasons have the same id. */
  id: string;
  /** Strongest first, then by name. The same signal may stand there more than once. */
  signals: {
    signal: SignalName;
    score: number;
    detail: Record<string, number | string>;
  }[];
  /** Combined evidence of its strongest vote, 0 … 1. Below `suspectFrom` where a finding is shown whatever it weighs. */
  score: number;
  /** By time, then sequence number, then entry. */
  votes: Vote[];
  firstAtMs: number;
  lastAtMs: number;
  /** Most votes first, then by id. */
  targets: { id: string; votes: number }[];
  /** How many different ones are known. A block counts again on another day: its hash has changed. */
  blocks: number;
  networks: number;
  devices: number;
  accounts: number;
}

/** The clusters whose votes are to be quarantined: one strong signal, or agreement of independent ones. */
export function findClusters(
  evidence: Evidence,
  settings: SignalSettings = defaultSettings,
): Cluster[] {
  return judge(evidence, settings).quarantine;
}

/** Both lists; `suspect` are votes that count but that somebody should look at. No vote is in both. */
export interface Judgement {
  quarantine: Cluster[];
  suspect: Cluster[];
}

/** `judgeInSteps` without a rest. */
export function judge(evidence: Evidence, settings?: SignalSettings): Judgement {
  return finish(judgeInSteps(evidence, settings));
}

/**
 * Weighs all findings. For every vote, each kind of signal gives its strongest score s, and the kinds combine as
 * independent witnesses: 1 − Π(1 − s). Votes from `quarantineFrom` on are quarantined, from `suspectFrom` on shown, as are those
 * of a finding that asks for it whatever they weigh.
 * Then the findings that saw the same votes become one cluster. O(n log n) in votes and findings, in steps of which the longest
 * takes about a quarter of the time.
 */
export function* judgeInSteps(
  evidence: Evidence,
  settings: SignalSettings = defaultSettings,
): Steps<Judgement> {
  const index = indexEvidence(evidence);
  yield;
  const findings = inDeclaredOrder(yield* findingsOf(index, settings));
  const weights = weigh(findings, index.rows.length);
  const { quarantineFrom, suspectFrom, suspectVotesFrom, joinOverlap } = settings;
  const shown = new Set(
    findings.filter((finding) => finding.shown).flatMap(({ rows }) => rows.map((row) => row.index)),
  );
  const clustersWhere = (included: (weight: number, at: number) => boolean) =>
    clustersOf(
      findings.map((finding) => ({
        finding,
        rows: finding.rows.filter(({ index: at }) => included(weights[at]!, at)),
      })),
      weights,
      joinOverlap,
    );
  return {
    quarantine: clustersWhere((weight) => weight >= quarantineFrom),
    suspect: clustersWhere(
      (weight, at) => weight < quarantineFrom && (weight >= suspectFrom || shown.has(at)),
    ).filter(({ votes }) => votes.length >= suspectVotesFrom),
  };
}

/** Strongest first; then by name, then by the votes seen. No order of the input can show. */
function inDeclaredOrder(findings: readonly Finding[]): Finding[] {
  const firstRow = ({ rows }: Finding) => rows[0]?.index ?? -1;
  return findings
    .map((finding) => ({
      ...finding,
      rows: [...finding.rows].sort((a, b) => a.index - b.index),
    }))
    .sort(
      (a, b) =>
        b.score - a.score ||
        compareIds(a.signal, b.signal) ||
        firstRow(a) - firstRow(b) ||
        b.rows.length - a.rows.length ||
        compareIds(JSON.stringify(a.detail), JSON.stringify(b.detail)),
    );
}

/** Combined evidence by index of the vote. */
function weigh(findings: readonly Finding[], votes: number): number[] {
  const innocence = new Array<number>(votes).fill(1);
  for (const ofKind of groupBy(
    findings,
    ({ signal }): SignalKind => signalKinds[signal],
  ).values()) {
    const strongest = new Map<number, number>();
    for (const { rows, score } of ofKind) {
      for (const { index } of rows) {
        if (score > (strongest.get(index) ?? 0)) strongest.set(index, score);
      }
    }
    for (const [index, score] of strongest) innocence[index]! *= 1 - score;
  }
  // Rounded, so that the order of the kinds cannot move a vote over a threshold.
  return innocence.map((left) => rounded(1 - left));
}

interface Part {
  finding: Finding;
  rows: readonly Row[];
}

function clustersOf(parts: Part[], weights: readonly number[], joinOverlap: number): Cluster[] {
  const seen = parts.filter(({ rows }) => rows.length > 0);
  const groupOf = joinOverlapping(seen, joinOverlap);
  /** A vote goes with the strongest finding that saw it; the other findings stay as reasons of the cluster. */
  const homeOf = new Map<number, number>();
  for (const [at, { rows }] of seen.entries()) {
    for (const { index } of rows) if (!homeOf.has(index)) homeOf.set(index, groupOf(at));
  }
  const votesOf = groupBy(
    [...new Map(seen.flatMap(({ rows }) => rows.map((row) => [row.index, row] as const))).values()],
    ({ index }) => homeOf.get(index) ?? null,
  );
  const reasonsOf = groupBy(seen.entries(), ([at]) => groupOf(at));
  return [...votesOf]
    .map(([group, rows]) =>
      clusterFrom(
        rows.sort((a, b) => a.index - b.index),
        (reasonsOf.get(group) ?? []).map(([, { finding }]) => finding),
        weights,
      ),
    )
    .sort((a, b) => b.votes.length - a.votes.length || compareIds(a.id, b.id));
}

/** Union-find over the parts: two that share enough of the smaller one are one. */
function joinOverlapping(parts: readonly Part[], joinOverlap: number): (part: number) => number {
  const parent = parts.map((_, at) => at);
  const rootOf = (at: number): number => {
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
    return at;
  };
  const partsOfVote = new Map<number, number[]>();
  for (const [at, { rows }] of parts.entries()) {
    for (const { index } of rows) {
      const others = partsOfVote.get(index);
      if (others) others.push(at);
      else partsOfVote.set(index, [at]);
    }
  }
  /** A vote is in a handful of findings at most, so this stays linear. */
  const shared = new Map<number, number>();
  for (const others of partsOfVote.values()) {
    for (const [position, second] of others.entries()) {
      for (const first of others.slice(0, position)) {
        const pair = first * parts.length + second;
        shared.set(pair, (shared.get(pair) ?? 0) + 1);
      }
    }
  }
  for (const [pair, votes] of shared) {
    const first = Math.floor(pair / parts.length);
    const second = pair % parts.length;
    const smaller = Math.min(parts[first]!.rows.length, parts[second]!.rows.length);
    if (votes < joinOverlap * smaller) continue;
    const [low, high] = [rootOf(first), rootOf(second)].sort((a, b) => a - b);
    parent[high!] = low!;
  }
  return rootOf;
}

function clusterFrom(
  rows: readonly Row[],
  findings: readonly Finding[],
  weights: readonly number[],
): Cluster {
  const targets = [...groupBy(rows, ({ targetId }) => targetId)]
    .map(([id, votes]) => ({ id, votes: votes.length }))
    .sort((a, b) => b.votes - a.votes || compareIds(a.id, b.id));
  const names = [...new Set(findings.map(({ signal }) => signal))].sort(compareIds);
  const keys = rows.map(({ seq, targetId, voterId }) => JSON.stringify([seq, targetId, voterId]));
  return {
    id: bytesToHex(sha256(utf8ToBytes([...names, ...keys.sort(compareIds)].join('\n')))).slice(
      0,
      32,
    ),
    signals: findings.map(({ signal, score, detail }) => ({ signal, score, detail })),
    score: Math.max(...rows.map(({ index }) => weights[index]!)),
    votes: rows.map(({ seq, atMs, voterId, targetId }) => ({ seq, atMs, voterId, targetId })),
    firstAtMs: rows[0]!.atMs,
    lastAtMs: rows.at(-1)!.atMs,
    targets,
    blocks: distinct(rows, ({ trace }) => trace?.blockHash),
    networks: distinct(rows, ({ trace }) => trace?.network),
    devices: distinct(rows, ({ trace }) => trace?.deviceHash),
    accounts: distinct(rows, ({ voterId }) => voterId),
  };
}
