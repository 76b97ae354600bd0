import { SESSION_CACHE_S } from '../auth/sign-in.ts';
import type { Person } from '../auth/session.ts';
import type { Bindings } from '../env.ts';
import { logFault } from '../fault-log.ts';
import { sweepAbandonedUploads } from '../media/abandoned-uploads.ts';
import { kept } from '../wire/privacy.ts';
import { brandsLeftAlone, LEAVES_A_BRAND_ALONE } from './privacy-brands.ts';
import { takeEntriesOut } from './privacy-entries.ts';
import { erasureStatements, type Forgotten } from './privacy-erasure.ts';
import { identitiesOf, pseudonymsOf, type Pseudonym } from './privacy-pseudonyms.ts';
import { takeVotesOut } from './privacy-votes.ts';

export const deletionRefusals = {
  'me/NOT_CONFIRMED': 'What you typed is not what was asked for. Nothing was deleted.',
  'me/LAST_OWNER':
    'You are the only owner of a brand that has colleagues or public contests. Make somebody else an owner there, under Team in the studio; then delete your account. Nothing was deleted.',
} as const;

export interface DeletionRefused {
  ok: false;
  code: keyof typeof deletionRefusals;
  message: string;
  field?: string;
}

/** What a guest types to confirm; people with an account type their e-mail address. */
export const GUEST_CONFIRMATION = 'delete';

/** A signed copy of a session outlives its row for minutes; what is done with it is erased by a second round. */
const SETTLED_AFTER_MS = kept.deletionMinutes * 60_000;
if (SETTLED_AFTER_MS < SESSION_CACHE_S * 1000 + 120_000) throw new RangeError('settles too soon');
/** After a fault, and after a crash. */
const RETRY_MS = 60_000;
const DELETIONS_AT_ONCE = 20;

/**
 * Forgets a person, or refuses. One transaction notes the wish and erases everything that the database has of them, so that
 * nothing half deleted is ever seen; entries and votes leave running contests and files leave the store right after it, and again
 * later if anything stops that. Resolves when it is done, or when all that is left will be done by itself.
 */
export async function deletePerson(
  env: Bindings,
  person: Person,
  confirmation: string,
  nowMs: number,
): Promise<{ ok: true } | DeletionRefused> {
  const expected = person.email ?? GUEST_CONFIRMATION;
  if (confirmation.trim().toLowerCase() !== expected.toLowerCase()) {
    return { ...refusedDeletion('me/NOT_CONFIRMED'), field: 'confirmation' };
  }
  const { id: personId } = person;
  const userId = personId.slice(2);
  const alone = await brandsLeftAlone(env, userId);
  if (alone.length > 0) return refusedLastOwner(alone);
  const identities = await identitiesOf(env, person);
  const known = await pseudonymsOf(env, identities, { byVotesToo: false });
  // Somebody who went on in another browser, and asks again before the first deletion has settled.
  const pseudonyms = [...((await findWish(env, personId))?.pseudonyms ?? []), ...known];
  const forgotten: Forgotten = { personId, identities, pseudonyms };
  // First, so that somebody looks again should this process die after the transaction.
  await env.PRIVACY_KEEPER.getByName('keeper').wakeBy(nowMs + RETRY_MS);
  await env.DB.batch([
    env.DB.prepare(
      // Asked once more within the statement, so that two owners cannot leave at once.
      `INSERT INTO deletion (person_id, identities, pseudonyms, requested_at_ms, due_at_ms)
       SELECT ?2, ?3, ?4, ?5, ?6 WHERE NOT ${LEAVES_A_BRAND_ALONE}
       ON CONFLICT (person_id) DO UPDATE SET pseudonyms = excluded.pseudonyms, identities = excluded.identities,
         requested_at_ms = excluded.requested_at_ms, due_at_ms = excluded.due_at_ms`,
    ).bind(
      userId,
      personId,
      JSON.stringify(identities),
      JSON.stringify(pseudonyms),
      nowMs,
      nowMs + RETRY_MS,
    ),
    ...erasureStatements(env, forgotten),
  ]);
  const wish = await findWish(env, personId);
  if (!wish) return refusedDeletion('me/LAST_OWNER');
  await finish(env, wish, nowMs);
  return { ok: true };
}

interface Wish extends Forgotten {
  requestedAtMs: number;
}

interface DeletionRow {
  personId: string;
  identities: string;
  pseudonyms: string;
  requestedAtMs: number;
}

const COLUMNS = `person_id AS personId, coalesce(identities, json_array(person_id)) AS identities, pseudonyms, requested_at_ms AS requestedAtMs`;

const wishOf = (row: DeletionRow): Wish => ({
  ...row,
  identities: JSON.parse(row.identities) as string[],
  pseudonyms: JSON.parse(row.pseudonyms) as Pseudonym[],
});

async function findWish(env: Bindings, personId: string): Promise<Wish | null> {
  const row = await env.DB.prepare(`SELECT ${COLUMNS} FROM deletion WHERE person_id = ?`)
    .bind(personId)
    .first<DeletionRow>();
  return row && wishOf(row);
}

/** Goes on with what was interrupted, and has the second round for what a lingering session may have left. */
export async function resumeDeletions(env: Bindings, nowMs: number): Promise<void> {
  const { results } = await env.DB.prepare(
    `SELECT ${COLUMNS} FROM deletion WHERE due_at_ms <= ? ORDER BY due_at_ms, person_id LIMIT ?`,
  )
    .bind(nowMs, DELETIONS_AT_ONCE)
    .all<DeletionRow>();
  for (const row of results) {
    const wish = wishOf(row);
    const known = await pseudonymsOf(env, wish.identities, { byVotesToo: false });
    const pseudonyms = [...wish.pseudonyms, ...known];
    await env.DB.batch(erasureStatements(env, { ...wish, pseudonyms }));
    await finish(env, { ...wish, pseudonyms }, nowMs);
  }
}

/** When a deletion is next to be looked at, or null when none is under way. */
export async function nextDeletionMs(env: Bindings): Promise<number | null> {
  return env.DB.prepare('SELECT min(due_at_ms) AS due FROM deletion').first<number | null>('due');
}

/** Everything beyond the database; then the wish is noted as settled, or dropped after its second round. Never throws. */
async function finish(env: Bindings, wish: Wish, nowMs: number): Promise<void> {
  const settlesAtMs = wish.requestedAtMs + SETTLED_AFTER_MS;
  try {
    await takeEntriesOut(env, wish.pseudonyms);
    await takeVotesOut(env, wish.pseudonyms);
    while ((await sweepAbandonedUploads(env, nowMs)) > 0);
    await (nowMs >= settlesAtMs ? forgetWish(env, wish) : lookAgainAt(env, wish, settlesAtMs));
  } catch (error) {
    logFault({ what: 'deletion' }, error);
    await lookAgainAt(env, wish, nowMs + RETRY_MS);
  }
}

const lookAgainAt = (env: Bindings, { personId }: Wish, atMs: number) =>
  env.DB.prepare('UPDATE deletion SET due_at_ms = ? WHERE person_id = ?')
    .bind(atMs, personId)
    .run();

const forgetWish = (env: Bindings, { personId }: Wish) =>
  env.DB.prepare('DELETE FROM deletion WHERE person_id = ?').bind(personId).run();

function refusedDeletion(code: DeletionRefused['code']): DeletionRefused {
  return { ok: false, code, message: deletionRefusals[code] };
}

/** Says which brands, unless they are too many for a sentence. */
function refusedLastOwner(brands: readonly string[]): DeletionRefused {
  const refused = refusedDeletion('me/LAST_OWNER');
  if (brands.length > 3) return refused;
  const named = brands.map((name) => `“${name}”`).join(' and ');
  return {
    ...refused,
    message: refused.message.replace('a brand that has', () => `${named}, with`),
  };
}
