import type {
  AnyContest,
  Award,
  EpochMs,
  Moment,
  Recorded,
  Shortlist,
  Standing,
} from './contract.ts';
import { applyToVotes, type ClusterEvent, type Clusters } from './clusters.ts';
import { createRandom, drawKey, seedCommitment } from './mechanics/draw.ts';

/** Events of the core. Docs: docs/ledger.md lists them with their meaning. */
export type CoreEvent =
  | {
      type: 'core.published';
      contestType: string;
      rulesVersion: number;
      configVersion: 1;
      config: unknown;
      seedCommitment: string;
    }
  | { type: 'core.rulesChanged'; configVersion: number; config: unknown; reason: string }
  | { type: 'core.stageEntered'; stageId: string; scheduledAtMs: EpochMs }
  | { type: 'core.stageLeft'; stageId: string; scheduledAtMs: EpochMs }
  | { type: 'core.fanJoined'; formerId: string; fanId: string }
  | { type: 'core.disqualified'; standingId: string; reason: string }
  | ClusterEvent
  | {
      type: 'core.winnersSelected';
      seed: string;
      lastBlock: BlockRef;
      shortlists: readonly Shortlist[];
    }
  | { type: 'core.winnersConfirmed' }
  | { type: 'core.announced' };

/** An event of the core or of the contest's type. */
export type ContestEvent = CoreEvent | { type: string };

/** Names a block of the ledger. */
export interface BlockRef {
  number: number;
  hash: string;
}

/** What only a draw needs: the secret seed and the block that nobody could foresee when it was committed to. */
export interface DrawMaterial {
  seed: string;
  lastBlock: BlockRef;
}

/** The core's part of a contest's state. Plain JSON. */
export interface CoreState {
  configVersion: number;
  config: unknown;
  seedCommitment: string;
  publishedAtMs: EpochMs;
  entered: string[];
  left: string[];
  /** Former guest pseudonym → the verified fan it turned out to be. */
  joined: Record<string, string>;
  /** Standing id → the reason given. */
  disqualified: Record<string, string>;
  clusters: Clusters;
  shortlists: readonly Shortlist[] | null;
  selectedAtMs: EpochMs | null;
  confirmedAtMs: EpochMs | null;
  announcedAtMs: EpochMs | null;
}

/** A contest's whole state, folded from its ledger; `play` is the type's own and opaque here. */
export interface ContestState {
  core: CoreState;
  play: unknown;
}

/** The moment as rules and views see it. */
export function momentAt(contest: AnyContest, state: ContestState, atMs: EpochMs): Moment {
  const open = contest
    .stages(state.core.config)
    .filter((stage) => stage.opensAtMs <= atMs && atMs < stage.closesAtMs)
    .map((stage) => stage.id);
  const disqualified = new Set(Object.keys(state.core.disqualified));
  return { atMs, open, announced: state.core.announcedAtMs !== null, disqualified };
}

/** Stage events that are due at `atMs` and not yet on the ledger, in order of their scheduled time, then of the schedule. */
export function dueStageEvents(
  contest: AnyContest,
  state: ContestState,
  atMs: EpochMs,
): CoreEvent[] {
  const due: Extract<CoreEvent, { scheduledAtMs: EpochMs }>[] = [];
  for (const stage of contest.stages(state.core.config)) {
    if (stage.opensAtMs <= atMs && !state.core.entered.includes(stage.id)) {
      due.push({ type: 'core.stageEntered', stageId: stage.id, scheduledAtMs: stage.opensAtMs });
    }
    if (stage.closesAtMs <= atMs && !state.core.left.includes(stage.id)) {
      due.push({ type: 'core.stageLeft', stageId: stage.id, scheduledAtMs: stage.closesAtMs });
    }
  }
  // Array sort is stable, so borders at the same instant keep the order of the schedule.
  return due.sort((a, b) => a.scheduledAtMs - b.scheduledAtMs);
}

/** The next instant at which a stage begins or ends, or null when none is left. */
export function nextBorderMs(
  contest: AnyContest,
  state: ContestState,
  atMs: EpochMs,
): EpochMs | null {
  const borders = contest
    .stages(state.core.config)
    .flatMap((stage) => [stage.opensAtMs, stage.closesAtMs])
    .filter((borderMs) => borderMs > atMs);
  return borders.length > 0 ? Math.min(...borders) : null;
}

/** The first event of every ledger. `config` has passed the type's schema. */
export function publicationEvent(contest: AnyContest, config: unknown, seed: string): CoreEvent {
  return {
    type: 'core.published',
    contestType: contest.type,
    rulesVersion: contest.rulesVersion,
    configVersion: 1,
    config,
    seedCommitment: seedCommitment(seed),
  };
}

/** Standings of all groups, without the disqualified. */
export function standingsOf(contest: AnyContest, state: ContestState): readonly Standing[] {
  const excluded = new Set(Object.keys(state.core.disqualified));
  return contest
    .groups(state.core.config)
    .flatMap((group) => contest.tally(state.play, state.core.config, group.id, excluded));
}

/** Winners and alternates as the declared rules and the draw give them. Pure: the verifier calls it again. */
export function selectWinners(
  contest: AnyContest,
  state: ContestState,
  draw: DrawMaterial,
): readonly Shortlist[] {
  const random = createRandom(drawKey(draw.seed, draw.lastBlock.hash));
  return contest.pickWinners(standingsOf(contest, state), state.core.config, random);
}

/** Winners at present: a disqualified one drops out, those behind move up, and the next alternate takes the last place. */
export function awardsOf(core: CoreState): Award[] {
  return (core.shortlists ?? []).flatMap(({ group, honours, order }) =>
    order
      .filter((standingId) => !Object.hasOwn(core.disqualified, standingId))
      .slice(0, honours.length)
      .map((standingId, index) => ({
        group,
        place: index + 1,
        standingId,
        honour: honours[index] as string,
      })),
  );
}

/** What one applied event changed, so that exactly these projection rows are rewritten. */
export interface Change {
  state: ContestState;
  /** Entries whose row may differ. */
  entryIds: readonly string[];
  /** True when winners or their places may differ. */
  awards: boolean;
}

/** Folds one event into the state. `state` is null before the first event only. */
export function applyEvent(
  contest: AnyContest,
  state: ContestState | null,
  event: Recorded<ContestEvent>,
): Change {
  const data = event.data as CoreEvent;
  if (!state) {
    if (data.type !== 'core.published')
      throw new Error(`a ledger begins with core.published, not ${data.type}`);
    return { state: opening(contest, data, event.atMs), entryIds: [], awards: false };
  }
  const { core } = state;
  switch (data.type) {
    case 'core.published':
      throw new Error('core.published stands at the beginning of a ledger only');
    case 'core.rulesChanged':
      core.configVersion = data.configVersion;
      core.config = data.config;
      return { state, entryIds: [], awards: false };
    case 'core.stageEntered':
      core.entered.push(data.stageId);
      return { state, entryIds: [], awards: false };
    case 'core.stageLeft':
      core.left.push(data.stageId);
      return { state, entryIds: [], awards: false };
    case 'core.fanJoined': {
      core.joined[data.formerId] = data.fanId;
      const joined = contest.join(state.play, data.formerId, data.fanId);
      return { state: { core, play: joined.state }, entryIds: joined.touched, awards: false };
    }
    case 'core.disqualified':
      core.disqualified[data.standingId] = data.reason;
      return { state, entryIds: [data.standingId], awards: true };
    case 'core.votesLookedThrough':
    case 'core.votesQuarantined':
    case 'core.clusterCleared':
    case 'core.clusterVoided': {
      const weighed = applyToVotes(contest, state, data, event.atMs);
      return { state: { core, play: weighed.state }, entryIds: weighed.touched, awards: false };
    }
    case 'core.winnersSelected':
      core.shortlists = data.shortlists;
      core.selectedAtMs = event.atMs;
      return { state, entryIds: [], awards: true };
    case 'core.winnersConfirmed':
      core.confirmedAtMs = event.atMs;
      return { state, entryIds: [], awards: false };
    case 'core.announced':
      core.announcedAtMs = event.atMs;
      return { state, entryIds: [], awards: true };
    default: {
      const play = contest.apply(state.play, event, core.config);
      return { state: { core, play }, entryIds: contest.touched(play, event), awards: false };
    }
  }
}

function opening(
  contest: AnyContest,
  data: Extract<CoreEvent, { type: 'core.published' }>,
  atMs: EpochMs,
): ContestState {
  return {
    core: {
      configVersion: data.configVersion,
      config: data.config,
      seedCommitment: data.seedCommitment,
      publishedAtMs: atMs,
      entered: [],
      left: [],
      joined: {},
      disqualified: {},
      clusters: {},
      shortlists: null,
      selectedAtMs: null,
      confirmedAtMs: null,
      announcedAtMs: null,
    },
    play: contest.start(data.config),
  };
}
