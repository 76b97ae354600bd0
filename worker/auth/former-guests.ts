import type { Context } from 'hono';
import type { AppEnv, Bindings } from '../env.ts';
import { ExpiringMap } from './expiring-map.ts';
import { readGuestId } from './guest-cookie.ts';
import type { Person } from './session.ts';

/** Asked for at every act of people with an account; another isolate learns of a further sign-in within this time. */
const known = new ExpiringMap<readonly string[]>({ maxEntries: 20_000, lifetimeMs: 60_000 });

/** On signing in: notes which guest the person was in this browser. Signing out takes the guest cookie away. */
export async function rememberFormerGuest(c: Context<AppEnv>, userId: string): Promise<void> {
  const guestId = readGuestId(c);
  if (guestId === null) return;
  await c.env.DB.prepare('INSERT OR IGNORE INTO former_guest (user_id, guest_id) VALUES (?, ?)')
    .bind(userId, `g_${guestId}`)
    .run();
  known.delete(userId);
}

/**
 * Whom else a person acts as: the guest whose cookie they still carry, and those they were where they signed in, also if they have signed
 * out since. None for guests.
 */
export async function formerSelves(
  env: Pick<Bindings, 'DB'>,
  { id, formerGuestId }: Pick<Person, 'id' | 'formerGuestId'>,
): Promise<string[]> {
  if (!id.startsWith('u_')) return [];
  const userId = id.slice(2);
  let noted = known.get(userId, Date.now());
  if (!noted) {
    noted = await formerGuests(env, userId);
    // Here alone: kept anew at each act, it would never be looked up again for whoever acts all the time.
    known.set(userId, noted, Date.now());
  }
  return [...new Set([...(formerGuestId ? [formerGuestId] : []), ...noted])];
}

/** Ids of the guests that an account was, as `Person.id` has them, in no order that means anything. */
export async function formerGuests(env: Pick<Bindings, 'DB'>, userId: string): Promise<string[]> {
  const { results } = await env.DB.prepare(
    'SELECT guest_id AS id FROM former_guest WHERE user_id = ? ORDER BY guest_id',
  )
    .bind(userId)
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}
