import { and, eq, gt } from 'drizzle-orm';
import { database } from '../db/database.ts';
import { invitation, member, user } from '../db/people-schema.ts';
import type { Bindings } from '../env.ts';
import { randomId } from './random-id.ts';
import { forgetStaff } from './roles.ts';

/**
 * Makes a person a member of every brand that invited their address. Called when a session begins, which
 * only a proven address can do. All or nothing; doing it twice changes nothing.
 */
export async function takeUpInvitations(
  env: Bindings,
  userId: string,
  nowMs: number,
): Promise<void> {
  const db = database(env);
  const waiting = await db
    .select({ id: invitation.id, brandId: invitation.organizationId, role: invitation.role })
    .from(invitation)
    .innerJoin(user, eq(user.email, invitation.email))
    .where(
      and(
        eq(user.id, userId),
        eq(user.emailVerified, true),
        eq(invitation.status, 'pending'),
        gt(invitation.expiresAt, new Date(nowMs)),
      ),
    );
  for (const { id, brandId, role } of waiting) {
    await db.batch([
      db
        .insert(member)
        .values({
          id: randomId(),
          organizationId: brandId,
          userId,
          role,
          createdAt: new Date(nowMs),
        })
        .onConflictDoNothing(),
      db.update(invitation).set({ status: 'accepted' }).where(eq(invitation.id, id)),
    ]);
    forgetStaff(brandId);
  }
}
