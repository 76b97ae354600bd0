import type { VoteRef } from '../../contests/contract.ts';
import { FORGOTTEN, voteKey, type ClusterAct } from '../../contests/clusters.ts';
import type { ContestEvent } from '../../contests/lifecycle.ts';
import { randomId } from '../auth/random-id.ts';
import type { Bindings } from '../env.ts';
import { contestFacts, type ContestFacts } from './contest-facts.ts';
import { actFor } from './privacy-acts.ts';
import type { Pseudonym } from './privacy-pseudonyms.ts';

/** Public, on the ledger and in the account of votes. */
const REASON =
  'Whoever cast them asked to be forgotten, so nothing could tell any more whether people did.';

/**
 * Takes the votes of somebody who is to be forgotten out of every contest whose winners are not selected yet. Where votes came from is
 * erased with the person: left in, a machine that asks to be forgotten after each vote would never be found, and one e-mail address
 * could vote again and again. Doing it again changes nothing.
 * @throws when a room fails; to be tried again later.
 */
export async function takeVotesOut(env: Bindings, pseudonyms: readonly Pseudonym[]): Promise<void> {
  for (const [contestId, own] of Map.groupBy(pseudonyms, ([id]) => id)) {
    const facts = await contestFacts(env, contestId);
    if (!facts?.contest.votes) continue;
    const votes = await votesBy(
      env,
      facts,
      own.map(([, fanId]) => fanId),
    );
    if (votes.length === 0) continue;
    const action: ClusterAct = {
      type: 'core.voidCluster',
      clusterId: randomId(),
      seen: 'suspect',
      reason: REASON,
      found: { signals: [FORGOTTEN], votes },
    };
    const output = await actFor(env, contestId, action, { fanId: 'system', role: 'system' });
    if (output.status === 'refused' && !SETTLED.has(output.code))
      throw new Error(`votes of ${contestId} could not be taken out: ${output.code}`);
  }
}

/** A result that is fixed stays as it is, for everybody to check; and nothing may be left to take out. */
const SETTLED = new Set(['core/RESULT_FIXED', 'core/NO_SUCH_CLUSTER']);

/**
 * Every vote that these people ever cast in a contest; which of them are forgotten already its room knows. Left out are those of
 * guests who have become an account that stays and has voted itself: its votes are not theirs to take out, and whoever has a copy
 * of the guest's cookie could do so.
 */
async function votesBy(
  env: Pick<Bindings, 'DB'>,
  facts: ContestFacts,
  fanIds: readonly string[],
): Promise<VoteRef[]> {
  const heirs = await heirsOf(env, facts, fanIds);
  const votes = await everCast(env, facts, [...fanIds, ...heirs.values()]);
  const voters = new Set(votes.map(({ voterId }) => voterId));
  const stay = new Set(heirs.values());
  return votes.filter(({ voterId }) => !stay.has(voterId) && !voters.has(heirs.get(voterId) ?? ''));
}

/** Guest → the account that it has become, where that is none of these people. */
async function heirsOf(
  env: Pick<Bindings, 'DB'>,
  { id }: ContestFacts,
  fanIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await env.DB.prepare(
    `SELECT data->>'$.formerId' AS formerId, data->>'$.fanId' AS heirId FROM event
     WHERE contest_id = ?1 AND shard = 0 AND actor_id = 'system' AND data->>'$.type' = 'core.fanJoined'
     AND formerId IN (SELECT value FROM json_each(?2)) AND heirId NOT IN (SELECT value FROM json_each(?2))`,
  )
    .bind(id, JSON.stringify(fanIds))
    .raw<[string, string]>();
  return new Map(rows);
}

async function everCast(
  env: Pick<Bindings, 'DB'>,
  { id, contest }: ContestFacts,
  fanIds: readonly string[],
): Promise<VoteRef[]> {
  const { results } = await env.DB.prepare(
    `SELECT actor_id AS voterId, data FROM event WHERE contest_id = ?1 AND shard = 0 AND role = 'fan'
     AND actor_id IN (SELECT value FROM json_each(?2)) ORDER BY seq`,
  )
    .bind(id, JSON.stringify(fanIds))
    .all<{ voterId: string; data: string }>();
  const votes = results.flatMap(({ voterId, data }) =>
    (contest.votes?.castBy(JSON.parse(data) as ContestEvent) ?? []).map((targetId) => ({
      voterId,
      targetId,
    })),
  );
  return [...new Map(votes.map((vote) => [voteKey(vote), vote])).values()];
}
