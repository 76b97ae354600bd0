import type { Context } from 'hono';
import { personOf, type Person } from '../../auth/session.ts';
import { nowMs } from '../../clock.ts';
import type { AppEnv } from '../../env.ts';
import type { PageDataByName } from '../../wire/pages.ts';
import type { Visit } from '../../wire/pages-fan.ts';
import { page, type PageContent } from '../page.ts';

/** Who looks, and what every page around its content needs to know of that. */
export async function visitOf(
  c: Context<AppEnv>,
): Promise<{ person: Person | null; visit: Visit }> {
  const person = await personOf(c);
  const { pathname, search } = new URL(c.req.url);
  const visit = {
    path: pathname + search,
    signedIn: person?.kind === 'verified',
    nowMs: nowMs(),
  };
  return { person, visit };
}

/** Only addresses of this site: a sign-in must not send people elsewhere. */
export function safeNext(next: string | undefined): string {
  return next && /^\/(?![/\\])[^\\\s]*$/.test(next) ? next : '/';
}

/** Replies with a page for a person: never kept by anything shared, checked again on each visit. */
export function fanPage<Name extends keyof PageDataByName & string>(
  c: Context<AppEnv>,
  name: Name,
  data: PageDataByName[Name],
  head: Omit<PageContent, 'name' | 'data' | 'lang'>,
  status: 200 | 410 = 200,
): Promise<Response> {
  c.header('Cache-Control', 'private, no-cache');
  return page(c, { name, data, lang: 'en', ...head }, status);
}
