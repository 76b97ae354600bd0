import type { Bindings } from '../env.ts';
import { roomOf } from '../room/room-stub.ts';
import type { ExportedContest, ExportedEntry } from '../wire/privacy-export.ts';
import { contestFacts } from './contest-facts.ts';
import { pictureUrls } from './privacy-picture-urls.ts';

type Rows<Row> = Promise<Row[]>;

/** What somebody left in one contest under these pseudonyms, the person's own first. Null when it is not published. */
export async function exportContest(
  env: Bindings,
  contestId: string,
  fanIds: readonly string[],
): Promise<ExportedContest | null> {
  const facts = await contestFacts(env, contestId);
  const view = facts && (await roomOf(env, contestId).view(fanIds[0] ?? null));
  if (!facts || !view) return null;
  const own = async <Row>(sql: string): Rows<Row> =>
    (await env.DB.prepare(sql).bind(contestId, JSON.stringify(fanIds)).all<Row>()).results;
  const [seen] = await own<{ atMs: number }>(
    `SELECT first_seen_at_ms AS atMs FROM fan WHERE contest_id = ?1 AND fan_id IN (SELECT value FROM json_each(?2))
     ORDER BY first_seen_at_ms LIMIT 1`,
  );
  return {
    id: contestId,
    title: facts.title,
    url: `${env.FANFARE_ORIGIN}/c/${facts.campaignSlug}/${facts.slug}`,
    pseudonyms: [...fanIds],
    firstSeenAtMs: seen?.atMs ?? null,
    announced: view.announced,
    ownPlay: view.mine,
    entries: await entries(env, own),
    acts: await acts(own, view.announced),
    texts: await own(
      `SELECT DISTINCT text.hash, text.salt, text.text FROM event
       JOIN json_tree(event.data) AS part ON part.type = 'text' AND length(part.atom) = 64
       JOIN erasable_text AS text ON text.hash = part.atom
       WHERE event.contest_id = ?1 AND event.shard = 0 AND event.role = 'fan'
         AND event.actor_id IN (SELECT value FROM json_each(?2)) ORDER BY text.hash`,
    ),
    receipts: await own(
      `SELECT key, body_hash AS bodyHash, seq, block, created_id AS createdId FROM receipt
       WHERE contest_id = ?1 AND actor_id IN (SELECT value FROM json_each(?2)) ORDER BY seq, key`,
    ),
    traces: await own(
      `SELECT * FROM act_trace WHERE contest_id = ?1 AND fan_id IN (SELECT value FROM json_each(?2)) ORDER BY seq`,
    ),
  };
}

type Own = <Row>(sql: string) => Rows<Row>;

async function entries(env: Bindings, own: Own): Promise<ExportedEntry[]> {
  const rows = await own<Omit<ExportedEntry, 'pictureUrls'> & { mediaId: string | null }>(
    `SELECT entry.id, group_id AS "group", status, caption.text AS caption, credit.text AS credit, media.id AS mediaId,
       submitted_at_ms AS submittedAtMs
     FROM entry LEFT JOIN media ON media.id = entry.media_id AND media.contest_id IS NOT NULL
     LEFT JOIN erasable_text AS caption ON caption.hash = entry.caption_hash
     LEFT JOIN erasable_text AS credit ON credit.hash = entry.credit_hash
     WHERE entry.contest_id = ?1 AND author_id IN (SELECT value FROM json_each(?2))
     ORDER BY submitted_at_ms, entry.id`,
  );
  return rows.map(({ mediaId, ...entry }) => ({
    ...entry,
    pictureUrls: mediaId === null ? [] : pictureUrls(env, mediaId),
  }));
}

async function acts(own: Own, announced: boolean): Promise<ExportedContest['acts']> {
  const rows = await own<{ seq: number; atMs: number; role: string; data: string }>(
    `SELECT seq, at_ms AS atMs, role, data FROM event
     WHERE contest_id = ?1 AND shard = 0 AND actor_id IN (SELECT value FROM json_each(?2)) ORDER BY seq`,
  );
  return rows.map(({ data, ...act }) => {
    const event = JSON.parse(data) as { type: string };
    return { ...act, type: event.type, data: announced ? event : null };
  });
}
