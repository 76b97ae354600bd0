import { eq } from 'drizzle-orm';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { database } from '../db/database.ts';
import { user as users } from '../db/people-schema.ts';
import type { AppEnv, Bindings } from '../env.ts';
import { ExpiringMap } from './expiring-map.ts';
import { readGuestId } from './guest-cookie.ts';
import { sessionPrefix, signIn } from './sign-in.ts';

/** Who sent a request. */
export interface Person {
  /** `u_<user id>` for verified people, `g_<random>` for guests. */
  id: string;
  kind: 'guest' | 'verified';
  /** When the person first proved their e-mail address; null for guests. */
  verifiedAtMs: number | null;
  /** Theirs alone: to be shown to themselves and to owners of a brand they work for. */
  email: string | null;
  name: string | null;
  /** Guest id of a guest cookie that a signed-in person still carries. */
  formerGuestId: string | null;
}

type VerifiedPerson = Omit<Person, 'formerGuestId'>;

/**
 * The same cookies prove the same session: checking them once a minute and browser is enough, since the
 * signed copy of a session that better-auth accepts lives for five minutes anyway.
 */
const checked = new ExpiringMap<VerifiedPerson>({ maxEntries: 20_000, lifetimeMs: 60_000 });

/** The cookies that make up a session, or null when the request has none. */
function sessionCookies(c: Context<AppEnv>): string | null {
  const prefix = sessionPrefix(c.env);
  const token = getCookie(c, `${prefix}.session_token`);
  if (!token) return null;
  return `${c.env.FANFARE_ORIGIN} ${token} ${getCookie(c, `${prefix}.session_data`) ?? ''}`;
}

async function verifiedPerson(c: Context<AppEnv>): Promise<VerifiedPerson | null> {
  const cookies = sessionCookies(c);
  if (!cookies) return null;
  const known = checked.get(cookies, Date.now());
  if (known) return known;
  const { headers, response } = await readSession(c);
  for (const cookie of headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true });
  if (!response?.user.emailVerified) return null;
  const { user } = response;
  // The signed copy of a session knows nothing of a deletion.
  if (!(await accountExists(c.env, user.id))) return null;
  const person: VerifiedPerson = {
    id: `u_${user.id}`,
    kind: 'verified',
    verifiedAtMs: user.createdAt.getTime(),
    email: user.email,
    name: user.name || null,
  };
  checked.set(cookies, person, Date.now());
  return person;
}

/** The session that the cookies stand for; a signed copy of it that cannot be read counts as none. */
async function readSession(c: Context<AppEnv>) {
  const read = (headers: Headers) => signIn(c.env).api.getSession({ headers, returnHeaders: true });
  try {
    return await read(c.req.raw.headers);
  } catch {
    // The library throws on a copy that is no Base64, and cookies can be cut off or run together on their way.
    const name = `${sessionPrefix(c.env)}.session_token`;
    const token = encodeURIComponent(getCookie(c, name) ?? '');
    return read(new Headers({ Cookie: `${name}=${token}` }));
  }
}

/** Whether a user id still has an account; exact, where the signed copy of a session is minutes late. */
export async function accountExists(env: Bindings, userId: string): Promise<boolean> {
  const rows = await database(env).select({ id: users.id }).from(users).where(eq(users.id, userId));
  return rows.length > 0;
}

/** On deleting an account, so that this isolate honours none of its sessions any more, in whatever browser. */
export function forgetAccount(personId: string): void {
  checked.deleteWhere(({ id }) => id === personId);
}

/** On signing out, so that this isolate does not honour the old cookies for another minute. */
export function forgetSession(c: Context<AppEnv>): void {
  const cookies = sessionCookies(c);
  if (cookies) checked.delete(cookies);
}

/**
 * Who sent the request, by cookie alone: a verified person, a guest, or null when neither cookie is there
 * (or none is genuine). Cheap enough for every request.
 */
export async function personOf(c: Context<AppEnv>): Promise<Person | null> {
  const guestId = readGuestId(c);
  const formerGuestId = guestId && `g_${guestId}`;
  const verified = await verifiedPerson(c);
  if (verified) return { ...verified, formerGuestId };
  if (!formerGuestId) return null;
  return {
    id: formerGuestId,
    kind: 'guest',
    verifiedAtMs: null,
    email: null,
    name: null,
    formerGuestId: null,
  };
}
