import type { EpochMs } from '../../contests/contract.ts';
import { momentAt, publicationEvent, applyEvent } from '../../contests/lifecycle.ts';
import type { Bindings } from '../env.ts';
import type { ContestDetail } from '../wire/contest.ts';
import { campaignHeader } from './campaign-header.ts';
import { readDraft } from './drafts.ts';
import { rulesInForce } from './rules-in-force.ts';

const MINUTE_MS = 60_000;
/** No draw is made in a preview. */
const NO_SEED = '00'.repeat(32);

/**
 * A contest as a fan would find it if it were published with its present settings and `stageId` had begun a minute
 * ago; null while the settings are incomplete.
 */
export async function draftPreview(
  env: Bindings,
  contestId: string,
  stageId: string | undefined,
  nowMs: EpochMs,
): Promise<{ contest: ContestDetail; stageId: string } | null> {
  const row = await readDraft(env, contestId);
  const contest = row.contestType;
  const settings = (await rulesInForce(env, contestId)) ?? (JSON.parse(row.draftConfig) as unknown);
  const parsed = contest.schemas.config.safeParse(settings);
  if (!parsed.success) return null;
  const config: unknown = parsed.data;
  const stages = contest.stages(config);
  const stage = stages.find(({ id }) => id === stageId) ?? stages[0];
  // A stage that is open from the beginning has no instant of its own, but it has an end.
  const inFirstStageMs = Math.min(nowMs, (stage?.closesAtMs ?? nowMs) - MINUTE_MS);
  const atMs = stage && stage.opensAtMs > 0 ? stage.opensAtMs + MINUTE_MS : inFirstStageMs;
  const { state } = applyEvent(contest, null, {
    seq: 1,
    atMs: 0,
    actorId: 'system',
    role: 'system',
    data: publicationEvent(contest, config, NO_SEED),
  });
  const moment = momentAt(contest, state, atMs);
  const detail: ContestDetail = {
    id: row.id,
    type: contest.type,
    slug: row.slug,
    url: `/c/${row.campaignSlug}/${row.slug}`,
    title: row.title,
    stages: [...stages],
    announced: false,
    campaign: await campaignHeader(env, row.campaignId),
    config,
    configVersion: 1,
    rules: [{ version: 1, publishedAtMs: atMs, reason: null, hash: '' }],
    open: [...moment.open],
    nowMs: atMs,
    seq: 1,
    board: contest.boardView(state.play, config, moment),
    mine: contest.fanView(state.play, config, moment, 'preview'),
    groups: [...contest.groups(config)],
    standingsVisible: contest.standingsVisible(config, moment),
    result: null,
    viewer: { signedIn: true, email: null, staffRole: null },
  };
  return { contest: detail, stageId: stage?.id ?? '' };
}
