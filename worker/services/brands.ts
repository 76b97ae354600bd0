import { asc, eq } from 'drizzle-orm';
import { database } from '../db/database.ts';
import { member, organization } from '../db/people-schema.ts';
import type { Bindings } from '../env.ts';
import type { BrandMembership } from '../wire/people.ts';

/** The brands somebody works for, by name. Nobody else's brands, and none for guests. */
export async function brandsOf(env: Bindings, personId: string): Promise<BrandMembership[]> {
  if (!personId.startsWith('u_')) return [];
  return database(env)
    .select({
      id: organization.id,
      name: organization.name,
      slug: organization.slug,
      role: member.role,
    })
    .from(member)
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .where(eq(member.userId, personId.slice(2)))
    .orderBy(asc(organization.name), asc(organization.id));
}
