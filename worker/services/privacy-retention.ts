import { forgetDayKeys } from '../abuse/day-key.ts';
import type { Bindings } from '../env.ts';
import { sweepAbandonedUploads } from '../media/abandoned-uploads.ts';
import { objectKey } from '../media/media-objects.ts';
import { sweepOutbox } from '../outbox/outbox.ts';
import { kept } from '../wire/privacy.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Originals erased in one go; the next sweep goes on. */
const ORIGINALS_AT_ONCE = 500;

/**
 * Deletes everything whose time is over, as /privacy states it (worker/wire/privacy.ts). Repeatable and safe to interrupt:
 * whatever was not reached is found by the next call. What contests leave behind goes by the time of contests, which differs from
 * the machine's where the clock of a demo was moved; what belongs to accounts goes by the machine's.
 */
export async function forgetWhatIsOver(
  env: Bindings,
  nowMs: number,
  contestNowMs: number,
): Promise<void> {
  await forgetTraces(env, contestNowMs);
  await forgetReceipts(env, nowMs, contestNowMs);
  await env.DB.batch(
    [
      'verification WHERE expires_at',
      'session WHERE expires_at',
      'invitation WHERE expires_at',
      'spent_proof WHERE expires_at_ms',
    ].map((over) => env.DB.prepare(`DELETE FROM ${over} <= ?`).bind(nowMs)),
  );
  await sweepOutbox(env, nowMs);
  await forgetDayKeys(env, contestNowMs);
  await forgetMappings(env, contestNowMs);
  await forgetUnusedUploads(env, nowMs);
  await forgetOriginals(env, contestNowMs);
  while ((await sweepAbandonedUploads(env, nowMs)) > 0);
}

/** Contests whose result was announced at parameter 1 or before. */
const ANNOUNCED_BY = 'SELECT contest_id FROM contest_status WHERE announced_at_ms <= ?1';

/** Traces, and the figures that were made from them. */
async function forgetTraces(env: Bindings, nowMs: number): Promise<void> {
  const beforeMs = nowMs - kept.traceDays * DAY_MS;
  const announcedByMs = nowMs - kept.traceDaysAfterAnnouncement * DAY_MS;
  // Contest by contest, since that is how the indexes go.
  const ofAnyContest = 'contest_id IN (SELECT id FROM contest)';
  await env.DB.batch([
    env.DB.prepare(`DELETE FROM act_trace WHERE ${ofAnyContest} AND at_ms <= ?1`).bind(beforeMs),
    env.DB.prepare(`DELETE FROM vote_cluster WHERE ${ofAnyContest} AND updated_at_ms <= ?1`).bind(
      beforeMs,
    ),
    ...['act_trace', 'vote_cluster'].map((table) =>
      env.DB.prepare(`DELETE FROM ${table} WHERE contest_id IN (${ANNOUNCED_BY})`).bind(
        announcedByMs,
      ),
    ),
  ]);
}

/** Of contests that are over, and of old blocks: their keys begin with their time, unless a foreign client made them. */
async function forgetReceipts(env: Bindings, nowMs: number, contestNowMs: number): Promise<void> {
  const keysBefore = keyTime(nowMs - kept.receiptDays * DAY_MS);
  const beforeMs = contestNowMs - kept.receiptDays * DAY_MS;
  await env.DB.batch([
    env.DB.prepare(`DELETE FROM receipt WHERE contest_id IN (${ANNOUNCED_BY})`).bind(beforeMs),
    env.DB.prepare(
      `DELETE FROM receipt WHERE contest_id IN (SELECT id FROM contest) AND key < ?1 AND block <=
        (SELECT max(number) FROM block WHERE contest_id = receipt.contest_id AND at_ms <= ?2)`,
    ).bind(keysBefore, beforeMs),
  ]);
}

/** The beginning of a version-7 UUID of this instant. */
function keyTime(atMs: number): string {
  const hex = Math.max(0, atMs).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}

async function forgetMappings(env: Bindings, nowMs: number): Promise<void> {
  await env.DB.prepare(`DELETE FROM fan WHERE contest_id IN (${ANNOUNCED_BY})`)
    .bind(nowMs - kept.mappingDaysAfterAnnouncement * DAY_MS)
    .run();
}

/**
 * Marks uploads for a contest that were never entered. The ledger is asked beside the projection: while a projection is being rebuilt,
 * entries are missing from it. Each ledger is read once, however many uploads there are: anybody can send thousands and enter none.
 */
export function markUnusedUploads(db: D1Database, beforeMs: number): D1PreparedStatement {
  return db
    .prepare(
      `WITH unused AS MATERIALIZED (
         SELECT id, contest_id FROM media WHERE contest_id IS NOT NULL AND created_at_ms <= ?1
           AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.media_id = media.id)
           AND NOT EXISTS (SELECT 1 FROM contest_picture WHERE contest_picture.media_id = media.id)
           AND NOT EXISTS (SELECT 1 FROM campaign WHERE campaign.cover_media_id = media.id)
       )
       INSERT OR IGNORE INTO media_upload (id, started_at_ms) SELECT id, 0 FROM unused WHERE id NOT IN (
         SELECT named.atom FROM event, json_tree(event.data) AS named
         WHERE event.contest_id IN (SELECT contest_id FROM unused) AND event.shard = 0
           AND named.type = 'text' AND named.atom IN (SELECT id FROM unused)
       )`,
    )
    .bind(beforeMs);
}

async function forgetUnusedUploads(env: Bindings, nowMs: number): Promise<void> {
  // The objects follow by the sweep of uploads without a row; one transaction, so that none is missed.
  await env.DB.batch([
    markUnusedUploads(env.DB, nowMs - kept.unusedUploadDays * DAY_MS),
    env.DB.prepare(
      'DELETE FROM media WHERE id IN (SELECT id FROM media_upload WHERE started_at_ms = 0)',
    ),
  ]);
}

/** Original files and what they claimed of place, time and camera, some time after the announcement. */
async function forgetOriginals(env: Bindings, nowMs: number): Promise<void> {
  const { results } = await env.DB.prepare(
    `SELECT id FROM media WHERE contest_id IN (${ANNOUNCED_BY}) AND original_erased_at_ms IS NULL ORDER BY id LIMIT ?2`,
  )
    .bind(nowMs - kept.originalDaysAfterAnnouncement * DAY_MS, ORIGINALS_AT_ONCE)
    .all<{ id: string }>();
  if (results.length === 0) return;
  const ids = results.map(({ id }) => id);
  // Files first: after a crash in between they are simply deleted again.
  await env.MEDIA.delete(ids.map((id) => objectKey(id, 'original')));
  await env.DB.prepare(
    `UPDATE media SET exif_hints = NULL, original_erased_at_ms = ?1
     WHERE id IN (SELECT value FROM json_each(?2))`,
  )
    .bind(nowMs, JSON.stringify(ids))
    .run();
}
