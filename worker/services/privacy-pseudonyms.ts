import { formerGuests } from '../auth/former-guests.ts';
import type { Person } from '../auth/session.ts';
import { unseal } from '../db/sealing.ts';
import type { Bindings } from '../env.ts';
import { pseudonym } from './contest-facts.ts';

/** A contest, and who somebody is in it. */
export type Pseudonym = readonly [contestId: string, fanId: string];

/** Everybody that a person is: themselves, the guest whose cookie they still carry, and those they were when they signed in. */
export async function identitiesOf(
  env: Pick<Bindings, 'DB'>,
  { id, formerGuestId }: Pick<Person, 'id' | 'formerGuestId'>,
): Promise<string[]> {
  const former = id.startsWith('u_') ? await formerGuests(env, id.slice(2)) : [];
  return [...new Set([id, ...(formerGuestId ? [formerGuestId] : []), ...former])];
}

const unique = (all: readonly Pseudonym[]): Pseudonym[] => [
  ...new Map(all.map((one) => [one.join(' '), one])).values(),
];

/** What makes somebody known in a contest. Traces, and ledgers more so, have no index by person and are asked last. */
const KNOWN_BY = {
  rows: `EXISTS (SELECT 1 FROM fan WHERE contest_id = own.contest AND fan_id = own.fan)
    OR EXISTS (SELECT 1 FROM entry WHERE contest_id = own.contest AND author_id = own.fan)
    OR EXISTS (SELECT 1 FROM act_trace WHERE contest_id = own.contest AND fan_id = own.fan)`,
  ledger: `OR EXISTS (SELECT 1 FROM event WHERE contest_id = own.contest AND shard = 0 AND actor_id = own.fan)`,
};

/**
 * The pseudonyms under which these people left something, in any published contest: guests, of whom no list exists, are found by
 * making the pseudonym that they would have. `byVotesToo` looks through the ledgers for those who only voted, which
 * takes longer. Pseudonyms of guests who signed in later come along, after those of the person.
 */
export async function pseudonymsOf(
  env: Bindings,
  personIds: readonly string[],
  { byVotesToo }: { byVotesToo: boolean },
): Promise<Pseudonym[]> {
  const { results: contests } = await env.DB.prepare(
    'SELECT id, sealed FROM contest WHERE published_at_ms IS NOT NULL ORDER BY id',
  ).all<{ id: string; sealed: string }>();
  const possible: Pseudonym[] = [];
  for (const { id, sealed } of contests) {
    const kept = await unseal(env, id, sealed);
    for (const personId of personIds) possible.push([id, pseudonym(kept, personId)]);
  }
  const known = await pairs(
    env,
    `SELECT own.contest, own.fan FROM own WHERE ${KNOWN_BY.rows} ${byVotesToo ? KNOWN_BY.ledger : ''}`,
    possible,
  );
  const joined = await pairs(
    env,
    `SELECT own.contest, event.data->>'$.formerId' FROM own
     JOIN event ON event.contest_id = own.contest AND event.shard = 0 AND event.actor_id = 'system'
     WHERE event.data->>'$.type' = 'core.fanJoined' AND event.data->>'$.fanId' = own.fan`,
    known,
  );
  return unique([...known, ...joined]);
}

/** Runs a query over pseudonyms, which it finds in the table `own (contest, fan)`. */
async function pairs(
  env: Pick<Bindings, 'DB'>,
  query: string,
  own: readonly Pseudonym[],
): Promise<Pseudonym[]> {
  if (own.length === 0) return [];
  return env.DB.prepare(`WITH ${OWN_PSEUDONYMS} ${query}`)
    .bind(JSON.stringify(own))
    .raw<[string, string]>();
}

/** The pseudonyms of parameter 1 as a table, to follow WITH. */
export const OWN_PSEUDONYMS =
  'own (contest, fan) AS MATERIALIZED (SELECT value->>0, value->>1 FROM json_each(?1))';
