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
 * Fans act thousands of times a second and are nobody's staff, so who a brand's staff are is remembered for a few
 * seconds. It only answers "none of them": the role of somebody who is among them is read each time, so that taking it
 * away works at once.
 */
const staffIds = new ExpiringMap<ReadonlySet<string>>({ maxEntries: 1_000, lifetimeMs: 10_000 });
/** How often somebody joined a brand in this isolate: what was read before that is not kept after it. */
let joins = 0;

async function isStaff(
  env: Pick<Bindings, 'DB'>,
  brandId: string,
  userId: string,
): Promise<boolean> {
  const known = staffIds.get(brandId, Date.now());
  if (known) return known.has(userId);
  const joinsBefore = joins;
  const rows = await database(env)
    .select({ userId: member.userId })
    .from(member)
    .where(eq(member.organizationId, brandId));
  const staff = new Set(rows.map((row) => row.userId));
  if (joins === joinsBefore) staffIds.set(brandId, staff, Date.now());
  return staff.has(userId);
}

/** What a person is in a brand; null for everybody else, guests among them. */
export async function roleInBrand(
  env: Pick<Bindings, 'DB'>,
  personId: string,
  brandId: string,
): Promise<BrandRole | null> {
  if (!personId.startsWith('u_')) return null;
  const userId = personId.slice(2);
  if (!(await isStaff(env, brandId, userId))) return null;
  const [row] = await database(env)
    .select({ role: member.role })
    .from(member)
    .where(and(eq(member.organizationId, brandId), eq(member.userId, userId)));
  return row?.role ?? null;
}

/** To be called whenever somebody joins a brand. */
export function forgetStaff(brandId: string): void {
  joins++;
  staffIds.delete(brandId);
}
