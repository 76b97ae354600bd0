import { actorsOf } from '../../contests/decide.ts';
import type { Bindings } from '../env.ts';
import { contestFacts, type ContestFacts } from './contest-facts.ts';
import { actFor } from './privacy-acts.ts';
import type { Pseudonym } from './privacy-pseudonyms.ts';

/** Public, on the ledger. */
const REASON = 'Taken out because its author asked to be forgotten.';

/**
 * Takes the entries of somebody who is to be forgotten out of every contest whose result is still open: withdrawn as its author
 * would where the rules let them, otherwise disqualified by the system, so that nobody wins without a name. An announced
 * result stays as it is, for everybody to check. Doing it again changes nothing.
 * @throws when a room fails; to be tried again later.
 */
export async function takeEntriesOut(
  env: Bindings,
  pseudonyms: readonly Pseudonym[],
): Promise<void> {
  const byContest = Map.groupBy(pseudonyms, ([contestId]) => contestId);
  for (const [contestId, own] of byContest) {
    const facts = await contestFacts(env, contestId);
    if (!facts || (await isAnnounced(env, contestId))) continue;
    const fanIds = own.map(([, fanId]) => fanId);
    for (const entryId of await entriesInPlay(env, contestId, fanIds)) {
      if (!(await withdraw(env, facts, entryId, fanIds))) await disqualify(env, facts, entryId);
    }
  }
}

async function isAnnounced(env: Bindings, contestId: string): Promise<boolean> {
  const row = await env.DB.prepare(
    'SELECT announced_at_ms FROM contest_status WHERE contest_id = ?',
  )
    .bind(contestId)
    .first<{ announced_at_ms: number | null }>();
  return row !== null && row.announced_at_ms !== null;
}

async function entriesInPlay(
  env: Bindings,
  contestId: string,
  fanIds: readonly string[],
): Promise<string[]> {
  const { results } = await env.DB.prepare(
    `SELECT id FROM entry WHERE contest_id = ?1 AND author_id IN (SELECT value FROM json_each(?2))
     AND status NOT IN ('withdrawn', 'disqualified') ORDER BY id`,
  )
    .bind(contestId, JSON.stringify(fanIds))
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

/** A type that lets fans take an entry back calls the act so; a guest's entry may be a fan's by now, so each is tried. */
async function withdraw(
  env: Bindings,
  facts: ContestFacts,
  entryId: string,
  fanIds: readonly string[],
): Promise<boolean> {
  const action = { type: 'withdraw', entryId };
  if (!actorsOf(facts.contest, action.type).includes('fan')) return false;
  if (!facts.contest.schemas.action.safeParse(action).success) return false;
  for (const fanId of fanIds) {
    const output = await actFor(env, facts.id, action, { fanId, role: 'fan' });
    if (output.status === 'accepted') return true;
    if (output.status === 'refused' && isForNow(output.code)) {
      throw new Error(`${facts.id} takes no act for now: ${output.code}`);
    }
  }
  return false;
}

/** The room is busy or has had enough of this person for the moment; the rules themselves said nothing. */
const isForNow = (code: string) => code === 'core/BUSY' || code.startsWith('limits/');

async function disqualify(env: Bindings, facts: ContestFacts, standingId: string): Promise<void> {
  const action = { type: 'core.disqualify', standingId, reason: REASON };
  const output = await actFor(env, facts.id, action, { fanId: 'system', role: 'system' });
  if (output.status === 'accepted') return;
  // Somebody may have been first.
  if (output.status === 'refused' && output.code === 'core/ALREADY_DISQUALIFIED') return;
  throw new Error(`an entry of ${facts.id} could not be taken out: ${JSON.stringify(output)}`);
}
