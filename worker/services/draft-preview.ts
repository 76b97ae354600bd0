import type { AnyContest, EpochMs } from '../../contests/contract.ts';
import {
  applyEvent,
  momentAt,
  publicationEvent,
  type ContestEvent,
  type ContestState,
} from '../../contests/lifecycle.ts';
import { Sealed } from '../../contests/sealed.ts';
import { unseal } from '../db/sealing.ts';
import type { Bindings } from '../env.ts';
import { freshTurn, SYSTEM } from '../room/turn.ts';
import type { ContestDetail } from '../wire/contest.ts';
import { campaignHeader } from './campaign-header.ts';
import { readDraft } from './drafts.ts';
import { rulesInForce } from './rules-in-force.ts';

const MINUTE_MS = 60_000;
/** No draw is made in a preview. */
const NO_SEED = '00'.repeat(32);

/** Who asks for a preview, and when. */
export interface PreviewViewer {
  /** Whether they may edit the contest, and so read what a draft keeps secret. */
  edits: boolean;
  nowMs: EpochMs;
}

/**
 * A contest as a fan would find it if it were published with its present settings and `stageId` had begun a minute
 * ago; null while the settings are incomplete. What is kept secret comes with its stage in a draft alone, and for those who may
 * edit it; once it is published nobody reads it before its time, whichever stage they ask for.
 */
export async function draftPreview(
  env: Bindings,
  contestId: string,
  stageId: string | undefined,
  { edits, nowMs }: PreviewViewer,
): Promise<{ contest: ContestDetail; stageId: string } | null> {
  const row = await readDraft(env, contestId);
  const contest = row.contestType;
  const published = row.publishedAtMs !== null;
  const settings = (await rulesInForce(env, contestId)) ?? (JSON.parse(row.draftConfig) as unknown);
  const parsed = contest.schemas.config.safeParse(settings);
  if (!parsed.success) return null;
  const config: unknown = parsed.data;
  const stages = contest.stages(config);
  const stage = stages.find(({ id }) => id === stageId) ?? stages[0];
  // A stage that is open from the beginning has no instant of its own, but it has an end.
  const inFirstStageMs = Math.min(nowMs, (stage?.closesAtMs ?? nowMs) - MINUTE_MS);
  const atMs = stage && stage.opensAtMs > 0 ? stage.opensAtMs + MINUTE_MS : inFirstStageMs;
  const { secrets, salt } = await unseal(env, contestId, row.sealed);
  const complete = contest.schemas.secrets.safeParse(secrets);
  const mayTell = (published || edits) && complete.success;
  const sealed = mayTell ? new Sealed<unknown>(complete.data, salt) : null;
  const toldUntilMs = published ? Math.min(atMs, nowMs) : atMs;
  const state = openedState(contest, config, sealed, toldUntilMs);
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

/** The state of a contest that nobody has played, with what its schedule has brought until `atMs`. */
function openedState(
  contest: AnyContest,
  config: unknown,
  sealed: Sealed<unknown> | null,
  atMs: EpochMs,
): ContestState {
  const events: ContestEvent[] = [publicationEvent(contest, config, NO_SEED)];
  const fold = (before: ContestState | null, data: ContestEvent) =>
    applyEvent(contest, before, { seq: events.length, atMs, ...SYSTEM, data }).state;
  let state = fold(null, events[0] as ContestEvent);
  // Secrets that are not complete, or not for whoever looks, bring nothing; everything else of the preview stands.
  if (sealed === null) return state;
  for (;;) {
    const turn = freshTurn({ contest, state }, events.length + 1, atMs, SYSTEM);
    const due = contest.due(state.play, config, sealed, turn);
    if (!due) return state;
    for (const data of due.events) {
      events.push(data);
      state = fold(state, data);
    }
  }
}
