import { and, asc, count, eq, gt, sql } from 'drizzle-orm';
import { waitUntil } from 'cloudflare:workers';
import { randomId } from '../auth/random-id.ts';
import { forgetStaff, type BrandRole } from '../auth/roles.ts';
import type { Person } from '../auth/session.ts';
import { database } from '../db/database.ts';
import { invitation, member, organization, user } from '../db/people-schema.ts';
import type { Bindings } from '../env.ts';
import { INVITATION_LIFETIME_MS, sendInvitation } from '../outbox/invitation-mail.ts';
import type { InvitationView } from '../wire/people.ts';
import { brandAs } from './brands.ts';
import { refusedStudio, type StudioRefused } from './studio-refusals.ts';

const LARGEST_TEAM = 100;

/**
 * Asks whoever proves an address to join a brand. The same is done and answered whether or not anybody has an account with
 * that address. Asking again changes the role and mails again.
 */
export async function invite(
  env: Bindings,
  brandId: string,
  { email, role }: { email: string; role: BrandRole },
  inviter: Person,
  nowMs: number,
): Promise<{ status: 'invited' } | StudioRefused> {
  const db = database(env);
  const others = and(
    eq(invitation.organizationId, brandId),
    eq(invitation.status, 'pending'),
    sql`${invitation.email} <> ${email}`,
  );
  const [[team], [asked], [colleague], brand] = await Promise.all([
    db.select({ size: count() }).from(member).where(eq(member.organizationId, brandId)),
    db.select({ size: count() }).from(invitation).where(others),
    db
      .select({ id: member.id })
      .from(member)
      .innerJoin(user, eq(user.id, member.userId))
      .where(and(eq(member.organizationId, brandId), eq(user.email, email))),
    brandAs(env, brandId, role),
  ]);
  if (colleague) return refusedStudio('brand/ALREADY_MEMBER', 'email');
  if ((team?.size ?? 0) + (asked?.size ?? 0) >= LARGEST_TEAM) {
    return refusedStudio('brand/TEAM_FULL');
  }
  const pending = {
    role,
    status: 'pending' as const,
    inviterId: inviter.id.slice(2),
    expiresAt: new Date(nowMs + INVITATION_LIFETIME_MS),
    createdAt: new Date(nowMs),
  };
  await db
    .insert(invitation)
    .values({ id: randomId(), organizationId: brandId, email, ...pending })
    .onConflictDoUpdate({ target: [invitation.organizationId, invitation.email], set: pending });
  await sendInvitation(env, { email, brandName: brand.name, role }, waitUntil);
  return { status: 'invited' };
}

/** Invitations to the address that this person has proven, oldest first. */
export async function invitationsFor(
  env: Bindings,
  { email }: Person,
  nowMs: number,
): Promise<InvitationView[]> {
  if (email === null) return [];
  const rows = await database(env)
    .select({
      id: invitation.id,
      brandName: organization.name,
      role: invitation.role,
      expiresAt: invitation.expiresAt,
    })
    .from(invitation)
    .innerJoin(organization, eq(organization.id, invitation.organizationId))
    .where(
      and(
        eq(invitation.email, email),
        eq(invitation.status, 'pending'),
        gt(invitation.expiresAt, new Date(nowMs)),
      ),
    )
    .orderBy(asc(invitation.createdAt), asc(invitation.id));
  return rows.map(({ expiresAt, ...row }) => ({ ...row, expiresAtMs: expiresAt.getTime() }));
}

/** Of an invitation that this person may answer: parameters 1 to 3 are its id, their id and the time. */
const OPEN = `FROM invitation JOIN user ON user.email = invitation.email AND user.email_verified = 1
  WHERE invitation.id = ?1 AND user.id = ?2 AND invitation.status = 'pending' AND invitation.expires_at > ?3`;

/** Makes a person a member of the brand that asked them. Null when nobody asks, or no longer. All or nothing. */
export async function acceptInvitation(
  env: Bindings,
  person: Person,
  invitationId: string,
  nowMs: number,
): Promise<{ brandId: string; role: BrandRole } | null> {
  const userId = person.id.slice(2);
  const [joined] = await env.DB.batch<{ brandId: string; role: BrandRole }>([
    env.DB.prepare(
      `INSERT INTO member (id, organization_id, user_id, role, created_at)
       SELECT ?4, organization_id, user.id, role, ?3 ${OPEN}
       ON CONFLICT (organization_id, user_id) DO UPDATE SET role = member.role
       RETURNING organization_id AS brandId, role`,
    ).bind(invitationId, userId, nowMs, randomId()),
    env.DB.prepare(`DELETE FROM invitation WHERE id IN (SELECT invitation.id ${OPEN})`).bind(
      invitationId,
      userId,
      nowMs,
    ),
  ]);
  const [row] = joined?.results ?? [];
  if (row) forgetStaff(row.brandId);
  return row ?? null;
}

/** Takes an invitation away for good. Null when nobody asks, or no longer. */
export async function declineInvitation(
  env: Bindings,
  person: Person,
  invitationId: string,
  nowMs: number,
): Promise<{ declined: true } | null> {
  const { meta } = await env.DB.prepare(
    `DELETE FROM invitation WHERE id IN (SELECT invitation.id ${OPEN})`,
  )
    .bind(invitationId, person.id.slice(2), nowMs)
    .run();
  return meta.changes > 0 ? { declined: true } : null;
}
