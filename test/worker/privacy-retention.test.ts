import { env } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { nowMs } from '../../worker/clock.ts';
import { forgetWhatIsOver } from '../../worker/services/privacy-retention.ts';
import { kept } from '../../worker/wire/privacy.ts';
import { freshActKey } from '../../worker/wire/act-key.ts';
import { Caller, signedIn } from './browser-like.ts';
import { closingConfig, newContest, openConfig } from './engine-world.ts';
import {
  act,
  announce,
  approve,
  enter,
  newGuest,
  objectsOf,
  rowCount,
  uploadPicture,
  verifiedLedger,
  words,
} from './privacy-world.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let running: string;
let over: string;
let announcedAtMs: number;
let unused: string;
let shown: { entryId: string; mediaId: string };
let startMs: number;

/** What is there of each kind; in this order it goes. */
async function counts() {
  const [originals, hints] = await Promise.all([
    objectsOf(shown.mediaId).then((keys) => keys.filter((key) => key.endsWith('original')).length),
    rowCount('FROM media WHERE id = ? AND exif_hints IS NOT NULL', shown.mediaId),
  ]);
  return {
    codes: await rowCount('FROM verification'),
    proofs: await rowCount('FROM spent_proof'),
    mails: await rowCount('FROM outbox'),
    invitations: await rowCount('FROM invitation'),
    sessions: await rowCount('FROM session'),
    unusedUpload: (await objectsOf(unused)).length,
    unusedRow: await rowCount('FROM media WHERE id = ?', unused),
    receipts: await rowCount('FROM receipt WHERE contest_id = ?', running),
    receiptsOver: await rowCount('FROM receipt WHERE contest_id = ?', over),
    traces: await rowCount('FROM act_trace WHERE contest_id = ?', running),
    tracesOver: await rowCount('FROM act_trace WHERE contest_id = ?', over),
    clusters: await rowCount('FROM vote_cluster WHERE contest_id = ?', running),
    clustersOver: await rowCount('FROM vote_cluster WHERE contest_id = ?', over),
    mapped: await rowCount('FROM fan WHERE contest_id = ?', over),
    originals,
    hints,
  };
}

const at = async (atMs: number) => {
  await forgetWhatIsOver(env, atMs, atMs);
  return counts();
};

beforeAll(async () => {
  startMs = Date.now();
  [running, over] = [await newContest(openConfig()), await newContest(closingConfig())];
  const fan = await signedIn('fan', 'Kept Kim');
  shown = await enter(fan, over, words('Kim'));
  await env.DB.prepare(`UPDATE media SET exif_hints = '{}' WHERE id = ?`).bind(shown.mediaId).run();
  await approve(over, shown.entryId);
  await act(await newGuest(), over, { type: 'vote', entryId: shown.entryId });
  await enter(fan, running, words('Kim too'));
  unused = await uploadPicture(fan, running);
  await new Caller().json('POST', '/api/auth/email-otp/send-verification-otp', {
    email: 'code@example.org',
    type: 'sign-in',
  });
  const owner = await signedIn('brand');
  const { body } = await owner.json<{ brands: { id: string }[] }>('GET', '/api/me');
  await owner.json('POST', `/api/brands/${body.brands[0]?.id}/members`, {
    email: 'invited@example.org',
    role: 'judge',
  });
  await env.DB.prepare(`INSERT INTO spent_proof VALUES ('a proof', 'an act', ?)`)
    .bind(startMs + kept.proofMinutes * MINUTE_MS)
    .run();
  for (const contestId of [running, over])
    await env.DB.prepare(
      `INSERT INTO vote_cluster (contest_id, cluster_id, summary, updated_at_ms) VALUES (?, 'a cluster', '{}', ?)`,
    )
      .bind(contestId, startMs)
      .run();
  await announce(over);
  announcedAtMs = nowMs();
});

describe('as time goes by', () => {
  it('nothing is forgotten before its time', async () => {
    const before = await counts();
    for (const count of Object.values(before)) expect(count).toBeGreaterThan(0);
    expect(await at(startMs)).toEqual(before);
  });

  it('the key of a day that is over goes with the first look after it', async () => {
    await env.DB.prepare(`INSERT INTO day_key (day, key) VALUES ('2001-01-01', 'a key')`).run();
    const before = await rowCount('FROM day_key');
    expect(before).toBeGreaterThan(1);
    await at(startMs);
    expect(await rowCount('FROM day_key')).toBe(before - 1);
    expect(await rowCount(`FROM day_key WHERE day = '2001-01-01'`)).toBe(0);
  });

  it('codes are forgotten when they end, mails a day after that', async () => {
    const first = await at(nowMs() + (kept.codeMinutes + 1) * MINUTE_MS);
    expect([first.codes, first.proofs]).toEqual([0, 0]);
    expect(first.mails).toBeGreaterThan(0);
    const codeMails = () => rowCount("FROM outbox WHERE topic = 'sign-in-code'");
    await at(nowMs() + kept.sentMailDays * DAY_MS + (kept.codeMinutes + 1) * MINUTE_MS);
    expect(await codeMails()).toBe(0);
  });

  it('uploads that were never entered go with their files, and entered ones stay', async () => {
    const end = startMs + kept.unusedUploadDays * DAY_MS;
    expect((await at(end - MINUTE_MS)).unusedUpload).toBe(4);
    const after = await at(nowMs() + kept.unusedUploadDays * DAY_MS + MINUTE_MS);
    expect([after.unusedUpload, after.unusedRow]).toEqual([0, 0]);
    expect(await objectsOf(shown.mediaId)).toHaveLength(4);
    expect(after.invitations).toBe(0);
  });

  it('entered pictures stay even while a projection is being rebuilt', async () => {
    await env.DB.prepare('UPDATE entry SET media_id = NULL WHERE id = ?').bind(shown.entryId).run();
    await at(nowMs() + (kept.unusedUploadDays + 1) * DAY_MS);
    expect(await objectsOf(shown.mediaId)).toHaveLength(4);
    await env.DB.prepare('UPDATE entry SET media_id = ? WHERE id = ?')
      .bind(shown.mediaId, shown.entryId)
      .run();
  });

  it('traces of an announced contest go first, those of others after thirty days', async () => {
    const early = await at(announcedAtMs + (kept.traceDaysAfterAnnouncement - 1) * DAY_MS);
    expect(early.tracesOver).toBeGreaterThan(0);
    const middle = await at(announcedAtMs + kept.traceDaysAfterAnnouncement * DAY_MS + MINUTE_MS);
    expect([middle.tracesOver, middle.clustersOver]).toEqual([0, 0]);
    const late = await at(startMs + (kept.traceDays - 1) * DAY_MS);
    expect(late.traces).toBeGreaterThan(0);
    expect(late.clusters).toBe(1);
    const last = await at(nowMs() + kept.traceDays * DAY_MS + MINUTE_MS);
    expect([last.traces, last.clusters]).toEqual([0, 0]);
  });

  it('receipts and sessions go after thirty days; a key of a foreign client keeps its receipt longer', async () => {
    const foreign = 'ffffffff-0000-4000-8000-000000000000';
    const young = freshActKey(nowMs() + 29 * DAY_MS);
    await env.DB.batch(
      [foreign, young].map((key) =>
        env.DB.prepare(
          `INSERT INTO receipt (contest_id, actor_id, key, body_hash, seq, block) VALUES (?, 'a', ?, '', 1, 1)`,
        ).bind(running, key),
      ),
    );
    const after = await at(nowMs() + kept.receiptDays * DAY_MS + MINUTE_MS);
    expect([after.receipts, after.receiptsOver, after.sessions]).toEqual([2, 0, 0]);
  });

  it('originals and what they claim go after the announcement, the shown sizes stay', async () => {
    const end = announcedAtMs + kept.originalDaysAfterAnnouncement * DAY_MS;
    expect((await at(end - DAY_MS)).originals).toBe(1);
    const after = await at(end + MINUTE_MS);
    expect([after.originals, after.hints]).toEqual([0, 0]);
    expect(await objectsOf(shown.mediaId)).toHaveLength(3);
    expect((await new Caller().send('GET', `/media/${shown.mediaId}/large`)).status).toBe(200);
  });

  it('pseudonyms of an announced contest lead to nobody after a year', async () => {
    const end = announcedAtMs + kept.mappingDaysAfterAnnouncement * DAY_MS;
    expect((await at(end - DAY_MS)).mapped).toBeGreaterThan(0);
    expect((await at(end + MINUTE_MS)).mapped).toBe(0);
  });

  it('the ledger verifies after all of it', async () => {
    const { verdict } = await verifiedLedger(new Caller(), over);
    expect(verdict.winners.map(({ standingId }) => standingId)).toEqual([shown.entryId]);
  });
});
