import { and, asc, eq, sql } from 'drizzle-orm';
import type { BrandRole } from '../auth/roles.ts';
import type { Person } from '../auth/session.ts';
import { database } from '../db/database.ts';
import { invitation, member, user } from '../db/people-schema.ts';
import type { Bindings } from '../env.ts';
import type { MemberList, MemberRow } from '../wire/people.ts';
import { brandAs } from './brands.ts';
import { refusedStudio, type StudioRefused } from './studio-refusals.ts';

/** The team, owners first, then by name; addresses are shown to owners only. */
export async function memberList(
  env: Bindings,
  brandId: string,
  viewer: { person: Person; role: BrandRole },
): Promise<MemberList> {
  const db = database(env);
  const seesAddresses = viewer.role === 'owner';
  const [members, invited, brand] = await Promise.all([
    db
      .select({
        id: member.id,
        role: member.role,
        userId: user.id,
        name: user.name,
        email: user.email,
      })
      .from(member)
      .innerJoin(user, eq(user.id, member.userId))
      .where(eq(member.organizationId, brandId))
      .orderBy(sql`${member.role} <> 'owner'`, asc(user.name), asc(member.id)),
    db
      .select({ id: invitation.id, role: invitation.role, email: invitation.email })
      .from(invitation)
      .where(and(eq(invitation.organizationId, brandId), eq(invitation.status, 'pending')))
      .orderBy(asc(invitation.createdAt), asc(invitation.id)),
    brandAs(env, brandId, viewer.role),
  ]);
  const rows: MemberRow[] = members.map(({ id, role, userId, name, email }) => {
    const self = viewer.person.id === `u_${userId}`;
    const shown = seesAddresses || self ? email : null;
    return { id, role, name: name || null, email: shown, status: 'member', self };
  });
  // Somebody invited is nothing but an address yet.
  const waiting: MemberRow[] = !seesAddresses
    ? []
    : invited.map((row) => ({ ...row, name: null, status: 'invited', self: false }));
  return { brand, members: [...rows, ...waiting] };
}

/** True of every row but that of a brand's only owner: within the statement, so that two owners cannot both leave. */
const leavesAnOwner = (brandId: string) => sql`(${member.role} <> 'owner' OR (
  SELECT count(*) FROM member AS other
  WHERE other.organization_id = ${brandId} AND other.role = 'owner') > 1)`;

/** Gives a member or an invitation another role. Null when there is neither by that id in the brand. */
export async function changeRole(
  env: Bindings,
  brandId: string,
  memberId: string,
  role: BrandRole,
): Promise<{ changed: true } | StudioRefused | null> {
  const db = database(env);
  const row = and(eq(member.id, memberId), eq(member.organizationId, brandId));
  const [changed, invited] = await db.batch([
    db
      .update(member)
      .set({ role })
      .where(and(row, role === 'owner' ? undefined : leavesAnOwner(brandId)))
      .returning({ id: member.id }),
    db
      .update(invitation)
      .set({ role })
      .where(and(eq(invitation.id, memberId), eq(invitation.organizationId, brandId)))
      .returning({ id: invitation.id }),
  ]);
  if (changed.length + invited.length > 0) return { changed: true };
  const [exists] = await db.select({ id: member.id }).from(member).where(row);
  return exists ? refusedStudio('brand/LAST_OWNER', 'role') : null;
}

/** Takes somebody off the team, or an invitation back. Null when there is neither by that id in the brand. */
export async function removeMember(
  env: Bindings,
  brandId: string,
  memberId: string,
): Promise<{ removed: true } | StudioRefused | null> {
  const db = database(env);
  const row = and(eq(member.id, memberId), eq(member.organizationId, brandId));
  const [removed, withdrawn] = await db.batch([
    db
      .delete(member)
      .where(and(row, leavesAnOwner(brandId)))
      .returning({ id: member.id }),
    db
      .delete(invitation)
      .where(and(eq(invitation.id, memberId), eq(invitation.organizationId, brandId)))
      .returning({ id: invitation.id }),
  ]);
  if (removed.length + withdrawn.length > 0) return { removed: true };
  const [exists] = await db.select({ id: member.id }).from(member).where(row);
  return exists ? refusedStudio('brand/LAST_OWNER') : null;
}
