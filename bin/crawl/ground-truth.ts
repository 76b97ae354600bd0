import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { findContest } from '../../contests/registry.server.ts';
import { unseal } from '../../worker/db/sealing.ts';
import { loadSecret } from '../local/secrets.ts';

/** A contest as the server's own database has it. */
export interface KnownContest {
  id: string;
  type: string;
  slug: string;
  campaignSlug: string;
  publishedAtMs: number | null;
  announcedAtMs: number | null;
  /** The rules in force, or the draft. */
  config: unknown;
  /** As the rules in force, or the draft as far as it goes, give them. */
  stageIds: string[];
  secrets: unknown;
  seed: string;
  salt: string;
  /** What the schedule has brought so far, as JSON: the server has shown it to everybody. */
  revealed: string;
  /** What is on its ledger at all, as JSON: players have been told some of it by their own acts. */
  told: string;
}

export interface KnownEntry {
  id: string;
  contestId: string;
  mediaId: string | null;
  status: string;
  caption: string | null;
  credit: string | null;
  /** The author's pseudonym in this contest. */
  authorId: string;
  /** Who that is; null for the brand's own, and when the author was forgotten. */
  personId: string | null;
  /** 1 when the author asked to be forgotten. */
  erased: number;
}

/** Everything the server knows, read beside it from its data folder: the measure of what it lets out. */
export interface GroundTruth {
  contests: KnownContest[];
  entries: KnownEntry[];
  people: { id: string; email: string; name: string }[];
  invitedEmails: string[];
  sessionTokens: string[];
  campaigns: {
    id: string;
    slug: string;
    publishedAtMs: number | null;
    coverMediaId: string | null;
  }[];
  brandIds: string[];
  memberIds: string[];
  media: {
    id: string;
    brandId: string;
    contestId: string | null;
    ownerId: string;
    shown: boolean;
  }[];
}

function databaseIn(dataFolder: string): DatabaseSync {
  const folder = join(dataFolder, 'd1/miniflare-D1DatabaseObject');
  const file = existsSync(folder)
    ? readdirSync(folder).find((name) => /^[0-9a-f]{64}\.sqlite$/.test(name))
    : undefined;
  if (!file) throw new Error(`there is no database in ${dataFolder}`);
  return new DatabaseSync(join(folder, file), { readOnly: true });
}

const CONTESTS = `
  SELECT contest.id, contest.type, contest.slug, campaign.slug AS campaignSlug, contest.sealed,
    contest.published_at_ms AS publishedAtMs, contest_status.announced_at_ms AS announcedAtMs,
    coalesce((SELECT config FROM rules WHERE contest_id = contest.id ORDER BY version DESC LIMIT 1),
      draft_config) AS config,
    coalesce((SELECT group_concat(data) FROM event WHERE contest_id = contest.id AND role = 'system'),
      '') AS revealed,
    coalesce((SELECT group_concat(data) FROM event WHERE contest_id = contest.id), '') AS told
  FROM contest JOIN campaign ON campaign.id = campaign_id
  LEFT JOIN contest_status ON contest_status.contest_id = contest.id ORDER BY contest.id`;

const ENTRIES = `
  SELECT entry.id, entry.contest_id AS contestId, media_id AS mediaId, status,
    caption.text AS caption, credit.text AS credit, author_id AS authorId, person_id AS personId,
    EXISTS (SELECT 1 FROM erased_entry WHERE entry_id = entry.id) AS erased
  FROM entry LEFT JOIN fan ON fan.contest_id = entry.contest_id AND fan.fan_id = author_id
  LEFT JOIN erasable_text AS caption ON caption.hash = caption_hash
  LEFT JOIN erasable_text AS credit ON credit.hash = credit_hash ORDER BY entry.id`;

const MEDIA = `
  SELECT id, brand_id AS brandId, contest_id AS contestId, owner_id AS ownerId,
    EXISTS (SELECT 1 FROM contest_picture WHERE media_id = media.id)
    OR EXISTS (SELECT 1 FROM campaign WHERE cover_media_id = media.id AND published_at_ms IS NOT NULL)
    OR EXISTS (SELECT 1 FROM entry JOIN contest ON contest.id = entry.contest_id
      WHERE entry.media_id = media.id AND status = 'approved'
      AND contest.published_at_ms IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM contest_status, json_each(disqualified) AS standing
        WHERE contest_status.contest_id = entry.contest_id
        AND standing.key IN (entry.id, entry.author_id))) AS shown
  FROM media ORDER BY id`;

function stageIdsOf(type: string, config: unknown): string[] {
  const contest = findContest(type);
  const settings = contest?.schemas.config.safeParse(config);
  return settings?.success ? (contest?.stages(settings.data) ?? []).map(({ id }) => id) : [];
}

type Row = Record<string, string | number | null>;

/** Reads it all. The server may go on running; it is not disturbed. */
export async function groundTruth(dataFolder: string): Promise<GroundTruth> {
  const database = databaseIn(dataFolder);
  const all = <T>(sql: string) => database.prepare(sql).all() as T[];
  const column = (sql: string) => all<Row>(sql).map((row) => String(Object.values(row)[0]));
  const env = { FANFARE_SECRET: loadSecret(dataFolder) };
  const contests = await Promise.all(
    all<Omit<KnownContest, 'config' | 'stageIds'> & { config: string; sealed: string }>(
      CONTESTS,
    ).map(async ({ sealed, ...contest }) => ({
      ...contest,
      config: JSON.parse(contest.config) as unknown,
      stageIds: stageIdsOf(contest.type, JSON.parse(contest.config)),
      ...(await unseal(env, contest.id, sealed)),
    })),
  );
  const truth: GroundTruth = {
    contests,
    entries: all<KnownEntry>(ENTRIES),
    people: all(`SELECT 'u_' || id AS id, email, name FROM user ORDER BY id`),
    invitedEmails: column(`SELECT email FROM invitation ORDER BY email`),
    sessionTokens: column(`SELECT token FROM session ORDER BY token`),
    campaigns: all(
      `SELECT id, slug, published_at_ms AS publishedAtMs, cover_media_id AS coverMediaId FROM campaign`,
    ),
    brandIds: column(`SELECT id FROM organization ORDER BY id`),
    memberIds: column(`SELECT id FROM member ORDER BY id`),
    media: all<Row>(MEDIA).map((row) => ({ ...row, shown: row['shown'] === 1 })) as never,
  };
  database.close();
  return truth;
}
