import type { Context } from 'hono';
import { personOf, type Person } from '../../auth/session.ts';
import type { AppEnv } from '../../env.ts';
import type { DeskPages } from '../../wire/pages-desk.ts';
import type { StudioPages } from '../../wire/pages-studio.ts';
import { page } from '../page.ts';

type StaffPages = StudioPages & DeskPages;

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

/**
 * A page for staff: to be signed in for, and a 404 when `load` finds that it is not theirs.
 * @param titleOf the document's title, from the page's data.
 */
export async function staffPage<Name extends keyof StaffPages & string>(
  c: Context<AppEnv>,
  name: Name,
  load: (person: Person) => Promise<StaffPages[Name] | null>,
  titleOf: (data: StaffPages[Name]) => string,
): Promise<Response> {
  const staff = await staffOrSignIn(c);
  if ('reply' in staff) return staff.reply;
  const data = await load(staff.person);
  if (!data) return c.notFound() as Response | Promise<Response>;
  keepPrivate(c);
  return page(c, { name, title: titleOf(data), lang: 'en', data });
}
