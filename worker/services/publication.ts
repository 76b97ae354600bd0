import { and, eq, isNull } from 'drizzle-orm';
import { roomOf } from '../room/room-stub.ts';
import type { Refused } from '../../contests/contract.ts';
import { database } from '../db/database.ts';
import { contest } from '../db/schema.ts';
import { unseal } from '../db/sealing.ts';
import type { Bindings } from '../env.ts';
import type { DraftIssue } from '../wire/studio.ts';
import { pictureIssues, showPictures } from './contest-pictures.ts';
import { draftIssues, readDraft } from './drafts.ts';
import { publishCampaign } from './studio-campaigns.ts';
import { refusedStudio, type StudioRefused } from './studio-refusals.ts';

/**
 * Publishes a contest: its rules freeze, and its campaign's page becomes public with it. Everything in the way is
 * listed. Publishing again changes nothing and finishes what a crash may have left half done.
 *
 * First the draft is closed, and only if it is still the very one that was validated; then the room writes the
 * first block. Between the two nobody can change what is about to be frozen.
 */
export async function publishContest(
  env: Bindings,
  contestId: string,
  nowMs: number,
): Promise<{ published: true } | (StudioRefused & { issues?: DraftIssue[] }) | Refused> {
  const row = await readDraft(env, contestId);
  const { secrets } = await unseal(env, contestId, row.sealed);
  const { schemas } = row.contestType;
  const draft = { config: JSON.parse(row.draftConfig) as unknown, secrets };
  // What the rules are given: as the schemas complete it. Of an incomplete draft nothing is used.
  const settings = {
    config: schemas.config.safeParse(draft.config).data,
    secrets: schemas.secrets.safeParse(draft.secrets).data,
  };
  if (row.publishedAtMs === null) {
    const incomplete = draftIssues(row.contestType, draft.config, secrets);
    const issues =
      incomplete.length > 0
        ? incomplete
        : await pictureIssues(env, row.contestType, settings, row.brandId);
    if (issues.length > 0) {
      return { ...refusedStudio('contest/INCOMPLETE', issues[0]?.path), issues };
    }
    const closed = await database(env)
      .update(contest)
      .set({ publishedAtMs: nowMs })
      .where(
        and(
          eq(contest.id, contestId),
          isNull(contest.publishedAtMs),
          eq(contest.draftConfig, row.draftConfig),
          eq(contest.sealed, row.sealed),
        ),
      )
      .returning({ id: contest.id });
    if (closed.length === 0) return refusedStudio('contest/CHANGED_MEANWHILE');
  }
  await showPictures(env, row.contestType, contestId, settings);
  const result = await roomOf(env, contestId).publish();
  if (!result.ok) return result;
  await publishCampaign(env, row.campaignId, nowMs);
  return { published: true };
}
