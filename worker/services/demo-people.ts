import { database } from '../db/database.ts';
import { member, organization, user } from '../db/people-schema.ts';
import { randomId } from '../auth/random-id.ts';
import { forgetStaff, type BrandRole } from '../auth/roles.ts';
import { signIn } from '../auth/sign-in.ts';
import type { Bindings } from '../env.ts';
import type { DemoRole } from '../wire/pages-dev.ts';

/** Demo people proved their address this long before they first appear, so that contests for "verified before" let them in. */
const VERIFIED_AGO_MS = 365 * 24 * 3600_000;

/** The brand that the demo's owner, moderator and judge work for. */
export const DEMO_BRAND = { id: 'demo', slug: 'demo', name: 'Long Light' } as const;

interface DemoPerson extends DemoRole {
  role: BrandRole | null;
}

const demoPeople: readonly DemoPerson[] = [
  { as: 'fan', name: 'Robin Fan', email: 'fan@demo.example', next: '/', role: null },
  { as: 'brand', name: 'Olu Owner', email: 'brand@demo.example', next: '/studio', role: 'owner' },
  {
    as: 'moderator',
    name: 'Mika Moderator',
    email: 'moderator@demo.example',
    next: '/desk',
    role: 'moderator',
  },
  { as: 'judge', name: 'Juno Judge', email: 'judge@demo.example', next: '/desk', role: 'judge' },
];

/** Who can be signed in as with one click. */
export function demoRoles(): DemoRole[] {
  return demoPeople.map(({ role: _role, ...shown }) => shown);
}

/** Somebody of their own for every name and role: the same name is the same person. */
function named(like: DemoPerson, name: string): DemoPerson {
  const slug = Array.from(new TextEncoder().encode(name), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  return { ...like, name, email: `${like.as}-${slug}@demo.example` };
}

/** Creates the person, the brand and the membership where they are missing. */
async function ensure(env: Bindings, person: DemoPerson): Promise<void> {
  const db = database(env);
  const now = new Date();
  const proved = new Date(now.getTime() - VERIFIED_AGO_MS);
  const { name, email, role } = person;
  const userId = `demo-${email.slice(0, email.indexOf('@'))}`;
  const addUser = db
    .insert(user)
    .values({ id: userId, name, email, emailVerified: true, createdAt: proved, updatedAt: proved })
    .onConflictDoNothing();
  if (!role) {
    await addUser;
    return;
  }
  await db.batch([
    addUser,
    db
      .insert(organization)
      .values({ ...DEMO_BRAND, createdAt: now })
      .onConflictDoNothing(),
    db
      .insert(member)
      .values({ id: randomId(), organizationId: DEMO_BRAND.id, userId, role, createdAt: now })
      .onConflictDoNothing(),
  ]);
  forgetStaff(DEMO_BRAND.id);
}

/** A demo person who has just signed in. */
export interface DemoSignedIn {
  person: DemoRole;
  userId: string;
  cookies: string[];
}

/**
 * Signs in as a demo person by a real code and a real session; the caller passes the cookies on. The routes
 * that lead here exist on a demo server only.
 */
export async function signInAsDemo(
  env: Bindings,
  as: DemoRole['as'],
  name?: string,
): Promise<DemoSignedIn> {
  const fixed = demoPeople.find((person) => person.as === as) as DemoPerson;
  const person = name === undefined ? fixed : named(fixed, name);
  await ensure(env, person);
  const { email } = person;
  const { headers, response } = await withFreshCode(env, email);
  const { role: _role, ...shown } = person;
  return { person: shown, userId: response.user.id, cookies: headers.getSetCookie() };
}

/** Somebody may sign in as the same person at the same time, and a newer code makes the one before worthless. */
const MOST_TRIES = 8;

async function withFreshCode(env: Bindings, email: string) {
  const { api } = signIn(env);
  for (let attempt = 1; ; attempt++) {
    const otp = await api.createVerificationOTP({ body: { email, type: 'sign-in' } });
    try {
      return await api.signInEmailOTP({ body: { email, otp }, returnHeaders: true });
    } catch (error) {
      if (attempt >= MOST_TRIES) throw error;
    }
  }
}
