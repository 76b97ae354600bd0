import { and, count, eq, isNull } from 'drizzle-orm';
import type { z } from 'zod';
import { findContest } from '../../contests/registry.server.ts';
import type { AnyContest, EpochMs, Stage } from '../../contests/contract.ts';
import { randomId } from '../auth/random-id.ts';
import type { BrandRole } from '../auth/roles.ts';
import { database } from '../db/database.ts';
import { campaign, contest } from '../db/schema.ts';
import { seal, unseal } from '../db/sealing.ts';
import type { Bindings } from '../env.ts';
import type { DraftIssue, DraftView } from '../wire/studio.ts';
import { rulesInForce } from './rules-in-force.ts';
import { claimSlug } from './slugs.ts';
import { refusedStudio, type StudioRefused } from './studio-refusals.ts';

const MOST_CONTESTS = 50;
const SEED_BYTES = 32;

/** What a brand may change about a draft. `config` and `secrets` replace the ones before. */
export interface DraftEdit {
  title?: string | undefined;
  config?: unknown;
  secrets?: unknown;
}

const randomHex = (bytes: number) =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex');

function issuesOf(section: 'config' | 'secrets', schema: z.ZodType, value: unknown): DraftIssue[] {
  const parsed = schema.safeParse(value);
  if (parsed.success) return [];
  return parsed.error.issues.map(({ path, message }) => ({
    path: [section, ...path].map(String).join('.'),
    message,
  }));
}

/** Everything that is in the way of publishing. */
export function draftIssues(type: AnyContest, config: unknown, secrets: unknown): DraftIssue[] {
  return [
    ...issuesOf('config', type.schemas.config, config),
    ...issuesOf('secrets', type.schemas.secrets, secrets),
  ];
}

/** The time line that settings give; null while they are incomplete. */
function draftStages(contest: AnyContest, config: unknown): Stage[] | null {
  const parsed = contest.schemas.config.safeParse(config);
  return parsed.success ? [...contest.stages(parsed.data)] : null;
}

/** Somebody else threw the draft away between the question whether one may and the deed: to the caller it is not there. */
export class DraftGone extends Error {}

/**
 * A row of the table with its contest type; permissions were asked for before.
 * @throws {DraftGone} when it has been thrown away since.
 */
export async function readDraft(env: Bindings, contestId: string) {
  const [row] = await database(env)
    .select({ contest, campaignSlug: campaign.slug, brandId: campaign.brandId })
    .from(contest)
    .innerJoin(campaign, eq(campaign.id, contest.campaignId))
    .where(eq(contest.id, contestId));
  if (!row) throw new DraftGone(`no contest ${contestId}`);
  const type = findContest(row.contest.type);
  if (!type) throw new Error(`contest ${contestId} is of an unknown type`);
  return {
    ...row.contest,
    campaignSlug: row.campaignSlug,
    brandId: row.brandId,
    contestType: type,
  };
}

/** The draft with everything that is in the way of publishing it. */
export async function draftView(
  env: Bindings,
  contestId: string,
  role: BrandRole,
): Promise<DraftView> {
  const row = await readDraft(env, contestId);
  const { id, campaignId, brandId, type, title, slug, publishedAtMs } = row;
  const url = `/c/${row.campaignSlug}/${slug}`;
  const head = { id, campaignId, brandId, role, type, title, slug, url, publishedAtMs };
  const published = publishedAtMs === null ? null : await rulesInForce(env, contestId);
  const config: unknown = published ?? JSON.parse(row.draftConfig);
  const stages = draftStages(row.contestType, config);
  if (published !== null) return { ...head, config, stages, secrets: null, issues: [] };
  const { secrets } = await unseal(env, contestId, row.sealed);
  return {
    ...head,
    config,
    stages,
    secrets,
    issues: draftIssues(row.contestType, config, secrets),
  };
}

/**
 * Adds a contest of a registered type to a campaign, filled with the type's defaults. The seed of its draws and the salt of its
 * pseudonyms are made here and never again: the ledger will carry a commitment to the seed.
 */
export async function createContest(
  env: Bindings,
  campaignId: string,
  { type, title }: { type: string; title: string },
  nowMs: EpochMs,
): Promise<{ id: string } | StudioRefused> {
  const contestType = findContest(type);
  if (!contestType) return refusedStudio('contest/UNKNOWN_TYPE', 'type');
  const db = database(env);
  const inCampaign = eq(contest.campaignId, campaignId);
  const [existing] = await db.select({ contests: count() }).from(contest).where(inCampaign);
  if ((existing?.contests ?? 0) >= MOST_CONTESTS) return refusedStudio('contest/TOO_MANY');
  const isTaken = async (candidate: string) => {
    const taken = db
      .select({ id: contest.id })
      .from(contest)
      .where(and(inCampaign, eq(contest.slug, candidate)));
    return (await taken).length > 0;
  };
  const id = randomId();
  const kept = { secrets: {}, seed: randomHex(SEED_BYTES), salt: randomHex(SEED_BYTES) };
  const draftConfig = JSON.stringify(contestType.defaults(nowMs));
  const sealed = await seal(env, id, kept);
  await claimSlug(title, isTaken, (slug) =>
    db
      .insert(contest)
      .values({ id, campaignId, slug, type, title, draftConfig, sealed, createdAtMs: nowMs }),
  );
  return { id };
}

/** Saves a draft, complete or not. A published contest is refused: its rules change on the ledger. */
export async function editDraft(
  env: Bindings,
  contestId: string,
  edit: DraftEdit,
): Promise<{ changed: true } | StudioRefused> {
  const row = await readDraft(env, contestId);
  const change: Partial<typeof contest.$inferInsert> = {};
  if (edit.title !== undefined) change.title = edit.title;
  if (edit.config !== undefined) change.draftConfig = JSON.stringify(edit.config);
  if (edit.secrets !== undefined) {
    const { seed, salt } = await unseal(env, contestId, row.sealed);
    change.sealed = await seal(env, contestId, { secrets: edit.secrets, seed, salt });
  }
  if (Object.keys(change).length === 0) return { changed: true };
  const changed = await database(env)
    .update(contest)
    .set(change)
    .where(and(eq(contest.id, contestId), isNull(contest.publishedAtMs)))
    .returning({ id: contest.id });
  return changed.length > 0 ? { changed: true } : refusedStudio('contest/FROZEN');
}

/** Throws a draft away. A published contest stays for ever. */
export async function deleteDraft(
  env: Bindings,
  contestId: string,
): Promise<{ deleted: true } | StudioRefused> {
  const deleted = await database(env)
    .delete(contest)
    .where(and(eq(contest.id, contestId), isNull(contest.publishedAtMs)))
    .returning({ id: contest.id });
  return deleted.length > 0 ? { deleted: true } : refusedStudio('contest/FROZEN');
}
