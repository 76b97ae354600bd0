import type { Context } from 'hono';
import { personOf, type Person } from '../../auth/session.ts';
import type { AppEnv } from '../../env.ts';

/**
 * The signed-in person who asks for a staff page, or the way to sign in and come back. What they may see of it is the
 * page's own question; a page that is not theirs looks as if it did not exist.
 */
export async function staffOrSignIn(
  c: Context<AppEnv>,
): Promise<{ person: Person } | { reply: Response }> {
  const person = await personOf(c);
  if (person?.kind === 'verified') return { person };
  const { pathname, search } = new URL(c.req.url);
  return { reply: c.redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`, 303) };
}

/** Staff pages are nobody else's: not kept by browsers that others use later, nor by anything in between. */
export function keepPrivate(c: Context<AppEnv>): void {
  c.header('Cache-Control', 'private, no-store');
}
