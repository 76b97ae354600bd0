import { voteKey } from '../../contests/clusters.ts';
import type { AnyContest } from '../../contests/contract.ts';
import type { ContestEvent } from '../../contests/lifecycle.ts';
import type { Bindings } from '../env.ts';
import { SHARD } from '../ledger/chain.ts';
import type { Entry, Evidence, Trace, Vote } from './signals/evidence.ts';

/** Rows read at a time, so that a reply of the database stays far below its limit. */
const PAGE_ROWS = 10_000;

/** Everything that the signals may look at, from the ledger and the private side table. */
export async function readEvidence(
  env: Pick<Bindings, 'DB'>,
  contest: AnyContest,
  contestId: string,
): Promise<Evidence> {
  const [votes, traces, entries] = await Promise.all([
    readVotes(env, contest, contestId),
    readTraces(env, contestId),
    readEntries(env, contestId),
  ]);
  return { votes, traces, entries };
}

/**
 * The votes that were cast; of several by the same voter for the same entry the last one. Whether they still stand is for the
 * room to say, which knows.
 */
async function readVotes(
  env: Pick<Bindings, 'DB'>,
  contest: AnyContest,
  contestId: string,
): Promise<Vote[]> {
  const votes = new Map<string, Vote>();
  for (let seq = 0; ;) {
    const { results } = await env.DB.prepare(
      `SELECT seq, at_ms AS atMs, actor_id AS voterId, data FROM event
       WHERE contest_id = ? AND shard = ? AND seq > ? AND role = 'fan' ORDER BY seq LIMIT ?`,
    )
      .bind(contestId, SHARD, seq, PAGE_ROWS)
      .all<{ seq: number; atMs: number; voterId: string; data: string }>();
    for (const { data, ...act } of results) {
      const event = JSON.parse(data) as ContestEvent;
      for (const targetId of contest.votes?.castBy(event) ?? []) {
        const vote = { ...act, targetId };
        votes.set(voteKey(vote), vote);
      }
    }
    const last = results.at(-1);
    if (!last || results.length < PAGE_ROWS) return [...votes.values()];
    seq = last.seq;
  }
}

async function readTraces(env: Pick<Bindings, 'DB'>, contestId: string): Promise<Trace[]> {
  const traces: Trace[] = [];
  for (let seq = 0; ;) {
    const { results } = await env.DB.prepare(
      `SELECT seq, fan_id AS fanId, at_ms AS atMs, address_hash AS addressHash, block_hash AS blockHash, network,
         device_hash AS deviceHash, agent_hash AS agentHash, referrer_hash AS referrerHash, verified_at_ms AS verifiedAtMs
       FROM act_trace WHERE contest_id = ? AND seq > ? ORDER BY seq LIMIT ?`,
    )
      .bind(contestId, seq, PAGE_ROWS)
      .all<Trace>();
    traces.push(...results);
    const last = results.at(-1);
    if (!last || results.length < PAGE_ROWS) return traces;
    seq = last.seq;
  }
}

/** Entries with the act that handed them in. */
async function readEntries(env: Pick<Bindings, 'DB'>, contestId: string): Promise<Entry[]> {
  const { results } = await env.DB.prepare(
    `SELECT entry.id, entry.author_id AS authorId, receipt.seq AS submittedSeq FROM entry
     JOIN receipt ON receipt.contest_id = entry.contest_id AND receipt.created_id = entry.id
     WHERE entry.contest_id = ?`,
  )
    .bind(contestId)
    .all<Entry>();
  return results;
}
