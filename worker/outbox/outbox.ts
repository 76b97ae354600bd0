import { and, desc, eq, gt, inArray, isNull, lt, lte, min, or, sql } from 'drizzle-orm';
import { randomId } from '../auth/random-id.ts';
import { database } from '../db/database.ts';
import { outbox } from '../db/people-schema.ts';
import type { Bindings } from '../env.ts';
import { mailSender, type Mail, type MailSender } from './mail-sender.ts';

/** What a mail is about. */
export type MailTopic = 'sign-in-code' | 'invitation';

const DAY_MS = 24 * 3600_000;
/** While one sender works on a row, no other takes it. Longer than the sender's own timeout. */
const CLAIM_MS = 60_000;
const BATCH = 20;

const FIRST_RETRY_MS = 15_000;

/** Waiting time after the nth failure: 15 s, doubling, at most an hour. */
function backoffMs(attempts: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), 3600_000);
}

/**
 * Puts a mail into the outbox and starts its delivery. When this resolves the mail is stored and survives
 * a crash; whether it has left is known later. `background` keeps the worker alive for the first attempt.
 */
export async function enqueueMail(
  env: Bindings,
  mail: Mail,
  about: { topic: MailTopic; lifetimeMs: number },
  background: (work: Promise<unknown>) => void,
): Promise<void> {
  const nowMs = Date.now();
  const delivers = mailSender(env) !== null;
  // The alarm first: were the process to die after the insert, nobody else would look.
  if (delivers) await env.OUTBOX_PUMP.getByName('pump').wakeBy(nowMs + FIRST_RETRY_MS + 1_000);
  await database(env)
    .insert(outbox)
    .values({
      id: randomId(),
      kind: 'mail',
      topic: about.topic,
      recipient: mail.to,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      createdAtMs: nowMs,
      dueAtMs: nowMs,
      expiresAtMs: nowMs + about.lifetimeMs,
    });
  if (delivers) background(deliverDue(env, nowMs));
}

/**
 * Tries everything that is due. Rows are claimed by one statement, so that concurrent calls never send
 * the same one; a claim of a process that died lapses.
 */
export async function deliverDue(
  env: Bindings,
  nowMs: number,
  sender: MailSender | null = mailSender(env),
): Promise<void> {
  if (!sender) return;
  const db = database(env);
  const due = db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(isNull(outbox.sentAtMs), lte(outbox.dueAtMs, nowMs), gt(outbox.expiresAtMs, nowMs)))
    .orderBy(outbox.dueAtMs, outbox.id)
    .limit(BATCH);
  const claimed = await db
    .update(outbox)
    .set({ dueAtMs: nowMs + CLAIM_MS, attempts: sql`${outbox.attempts} + 1` })
    .where(inArray(outbox.id, due))
    .returning();
  for (const row of claimed) {
    try {
      await sender.send(
        { to: row.recipient, subject: row.subject, text: row.text, html: row.html },
        row.id,
      );
      await db
        .update(outbox)
        .set({ sentAtMs: Date.now(), subject: '', text: '', html: '', lastError: null })
        .where(eq(outbox.id, row.id));
    } catch (error) {
      const lastError = error instanceof Error ? error.message : 'unknown';
      // Neither the address nor the code: only which row, and why.
      console.error(JSON.stringify({ outbox: row.id, attempts: row.attempts, lastError }));
      await db
        .update(outbox)
        .set({ lastError, dueAtMs: Date.now() + backoffMs(row.attempts) })
        .where(eq(outbox.id, row.id));
    }
  }
}

/** When the next attempt is due, or null when nothing waits. */
export async function nextDueMs(env: Bindings, nowMs: number): Promise<number | null> {
  const [row] = await database(env)
    .select({ dueAtMs: min(outbox.dueAtMs) })
    .from(outbox)
    .where(and(isNull(outbox.sentAtMs), gt(outbox.expiresAtMs, nowMs)));
  return row?.dueAtMs ?? null;
}

/** Forgets what was sent or expired more than a day ago. */
export async function sweepOutbox(env: Bindings, nowMs: number): Promise<void> {
  const old = nowMs - DAY_MS;
  await database(env)
    .delete(outbox)
    .where(or(lt(outbox.sentAtMs, old), lt(outbox.expiresAtMs, old)));
}

/** The newest mails, newest first: for the demo's /dev/mail only. */
export async function newestMails(env: Bindings, limit: number) {
  return database(env)
    .select({
      id: outbox.id,
      to: outbox.recipient,
      subject: outbox.subject,
      text: outbox.text,
      createdAtMs: outbox.createdAtMs,
    })
    .from(outbox)
    .orderBy(desc(outbox.createdAtMs), desc(outbox.id))
    .limit(limit);
}
