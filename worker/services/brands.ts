import { and, asc, count, eq } from 'drizzle-orm';
import { randomId } from '../auth/random-id.ts';
import { forgetStaff, type BrandRole } from '../auth/roles.ts';
import { database } from '../db/database.ts';
import { member, organization } from '../db/people-schema.ts';
import type { Bindings } from '../env.ts';
import type { BrandMembership } from '../wire/people.ts';
import { claimSlug } from './slugs.ts';
import { refusedStudio, type StudioRefused } from './studio-refusals.ts';

/** One person has a few brands; more is somebody filling the database. */
const MOST_BRANDS = 20;

const columns = {
  id: organization.id,
  name: organization.name,
  slug: organization.slug,
  role: member.role,
};

/** The brands somebody works for, by name. None for guests. */
export async function brandsOf(env: Bindings, personId: string): Promise<BrandMembership[]> {
  if (!personId.startsWith('u_')) return [];
  return database(env)
    .select(columns)
    .from(member)
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .where(eq(member.userId, personId.slice(2)))
    .orderBy(asc(organization.name), asc(organization.id));
}

/** A brand as one of its people sees it. Throws when there is none: the caller has asked for a role in it before. */
export async function brandAs(
  env: Bindings,
  brandId: string,
  role: BrandRole,
): Promise<BrandMembership> {
  const [row] = await database(env)
    .select({ id: organization.id, name: organization.name, slug: organization.slug })
    .from(organization)
    .where(eq(organization.id, brandId));
  if (!row) throw new Error(`no brand ${brandId}`);
  return { ...row, role };
}

/** A new brand with its creator as owner, in one step. */
export async function createBrand(
  env: Bindings,
  personId: string,
  name: string,
): Promise<BrandMembership | StudioRefused> {
  const db = database(env);
  const userId = personId.slice(2);
  const [owned] = await db
    .select({ brands: count() })
    .from(member)
    .where(and(eq(member.userId, userId), eq(member.role, 'owner')));
  if ((owned?.brands ?? 0) >= MOST_BRANDS) return refusedStudio('brand/TOO_MANY');
  const isTaken = async (candidate: string) => {
    const taken = db
      .select({ id: organization.id })
      .from(organization)
      .where(eq(organization.slug, candidate));
    return (await taken).length > 0;
  };
  const id = randomId();
  const createdAt = new Date();
  const slug = await claimSlug(name, isTaken, (free) =>
    db.batch([
      db.insert(organization).values({ id, name, slug: free, createdAt }),
      db
        .insert(member)
        .values({ id: randomId(), organizationId: id, userId, role: 'owner', createdAt }),
    ]),
  );
  forgetStaff(id);
  return { id, name, slug, role: 'owner' };
}
