import { and, eq } from 'drizzle-orm';
import { createAccessControl } from 'better-auth/plugins/access';
import { database } from '../db/database.ts';
import { member } from '../db/people-schema.ts';
import type { Bindings } from '../env.ts';
import { ExpiringMap } from './expiring-map.ts';

/** What somebody is in a brand. */
export type BrandRole = 'owner' | 'editor' | 'moderator' | 'judge';

const access = createAccessControl({
  /** Who works for the brand. */
  members: ['read', 'manage'],
  /** Story, theme and the contests of a campaign, before and after publication. */
  campaigns: ['read', 'edit', 'publish'],
  /** The approval queue and the selection of winners. */
  moderation: ['read', 'act'],
  /** Marks given by a jury. */
  jury: ['read', 'act'],
});

const roles = {
  owner: access.newRole({
    members: ['read', 'manage'],
    campaigns: ['read', 'edit', 'publish'],
    moderation: ['read', 'act'],
    jury: ['read', 'act'],
  }),
  editor: access.newRole({
    members: ['read'],
    campaigns: ['read', 'edit', 'publish'],
    moderation: ['read'],
  }),
  moderator: access.newRole({
    members: ['read'],
    campaigns: ['read'],
    moderation: ['read', 'act'],
    jury: ['read'],
  }),
  judge: access.newRole({ campaigns: ['read'], jury: ['read', 'act'] }),
};

/** `resource.verb`, as routes ask for it. */
export type Permission =
  | 'members.read'
  | 'members.manage'
  | 'campaigns.read'
  | 'campaigns.edit'
  | 'campaigns.publish'
  | 'moderation.read'
  | 'moderation.act'
  | 'jury.read'
  | 'jury.act';

/** Whether a role includes a permission. */
export function roleMay(role: BrandRole, permission: Permission): boolean {
  const [resource, verb] = permission.split('.') as [string, string];
  return roles[role].authorize({ [resource]: [verb] }).success;
}

/**
 * Fans act thousands of times a second and are nobody's staff: "no role" is remembered for a few seconds.
 * A role that exists is read each time, so that taking it away works at once.
 */
const withoutRole = new ExpiringMap<true>({ maxEntries: 10_000, lifetimeMs: 10_000 });
const keyOf = (userId: string, brandId: string) => `${userId} ${brandId}`;

/** What a person is in a brand; null for everybody else, guests among them. */
export async function roleInBrand(
  env: Pick<Bindings, 'DB'>,
  personId: string,
  brandId: string,
): Promise<BrandRole | null> {
  if (!personId.startsWith('u_')) return null;
  const userId = personId.slice(2);
  const key = keyOf(userId, brandId);
  if (withoutRole.get(key, Date.now())) return null;
  const [row] = await database(env)
    .select({ role: member.role })
    .from(member)
    .where(and(eq(member.organizationId, brandId), eq(member.userId, userId)));
  if (!row) withoutRole.set(key, true, Date.now());
  return row?.role ?? null;
}

/** To be called whenever somebody becomes a member. */
export function forgetRole(userId: string, brandId: string): void {
  withoutRole.delete(keyOf(userId, brandId));
}
