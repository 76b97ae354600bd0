import type { Context } from 'hono';
import type { AppEnv, Bindings } from '../env.ts';
import { readGuestId } from './guest-cookie.ts';

/** On signing in: notes which guest the person was in this browser. Signing out takes the guest cookie away. */
export async function rememberFormerGuest(c: Context<AppEnv>, userId: string): Promise<void> {
  const guestId = readGuestId(c);
  if (guestId === null) return;
  await c.env.DB.prepare('INSERT OR IGNORE INTO former_guest (user_id, guest_id) VALUES (?, ?)')
    .bind(userId, `g_${guestId}`)
    .run();
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
