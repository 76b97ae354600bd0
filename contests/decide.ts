import { z } from 'zod';
import {
  ClusterAction,
  findCluster,
  notForgotten,
  undecidedVotes,
  type ClusterAct,
} from './clusters.ts';
import {
  accept,
  refuse,
  type AnyContest,
  type Decision,
  type Role,
  type Turn,
} from './contract.ts';
import {
  selectWinners,
  standingsOf,
  type ContestEvent,
  type ContestState,
  type CoreEvent,
  type DrawMaterial,
} from './lifecycle.ts';
import { publicReason } from './mechanics/texts.ts';
import { isOwnCause } from './own-cause.ts';
import type { Sealed } from './sealed.ts';

/** Acts that every contest has, whatever its type. They go the same way as any other act and stand on the same ledger. */
export const CoreAction = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('core.changeRules'),
    config: z.unknown(),
    reason: publicReason,
  }),
  z.strictObject({
    type: z.literal('core.disqualify'),
    standingId: z.string().min(1).max(64),
    reason: publicReason,
  }),
  ...ClusterAction,
  z.strictObject({ type: z.literal('core.selectWinners') }),
  z.strictObject({ type: z.literal('core.confirmWinners') }),
  z.strictObject({ type: z.literal('core.announce') }),
]);
export type CoreAction = z.infer<typeof CoreAction>;

export const coreRefusals = {
  'core/NOT_ALLOWED': 'Your role in this contest does not include this. Ask an owner of the brand.',
  'core/SIGN_IN_AGAIN':
    'What you did here as a guest belongs to your account now. Sign in again to go on.',
  'core/OWN_CAUSE':
    'You take part here yourself, so somebody else on your team decides. Your own work can be disqualified; then you can.',
  'core/NOT_PUBLISHED': 'This contest is not open yet.',
  'core/RESULT_FIXED': 'The winners have been selected, so this can no longer change.',
  'core/ALREADY_SELECTED':
    'The winners have been selected already. Disqualify a winner to bring in the next alternate.',
  'core/NOT_SELECTED': 'Select the winners first.',
  'core/ALREADY_CONFIRMED': 'The winners have been confirmed already.',
  'core/NOT_CONFIRMED': 'Confirm the winners first.',
  'core/ALREADY_ANNOUNCED': 'The result has been announced already.',
  'core/ALREADY_DISQUALIFIED': 'This has been disqualified already.',
  'core/NO_SUCH_STANDING': 'There is nothing by that id to disqualify. Reload and try again.',
  'core/NO_SUCH_CLUSTER': 'There is no such group of votes. Reload and try again.',
  'core/ALREADY_DECIDED': 'Somebody has decided this group of votes that way already.',
  'core/DECIDED_MEANWHILE':
    'Somebody else has decided on this group of votes meanwhile. Look at it again.',
  'core/NEW_GROUPS_OF_VOTES':
    'The last votes have just been looked through, and some of them belong together. Look at them under Votes, then select the winners.',
  'core/BAD_CONFIG': 'These rules are not complete. Check the marked field.',
} as const;

const MODERATION: readonly Role[] = ['moderator', 'owner'];
const ACTORS: Record<CoreAction['type'], readonly Role[]> = {
  'core.changeRules': ['editor', 'owner'],
  // The system does so when the author asked to be forgotten and can no longer withdraw.
  'core.disqualify': [...MODERATION, 'system'],
  'core.clearCluster': MODERATION,
  // The system does so with the votes of somebody who asked to be forgotten.
  'core.voidCluster': [...MODERATION, 'system'],
  'core.selectWinners': MODERATION,
  'core.confirmWinners': MODERATION,
  'core.announce': MODERATION,
};

/** Roles that may ask for an action, of the core or of the type. Empty for an unknown action. */
export function actorsOf(contest: AnyContest, actionType: string): readonly Role[] {
  // Own properties only: an action named `constructor` is an unknown action like any other.
  if (Object.hasOwn(ACTORS, actionType)) return ACTORS[actionType as CoreAction['type']];
  return Object.hasOwn(contest.actors, actionType) ? (contest.actors[actionType] ?? []) : [];
}

/** Decides any act on a published contest: the core's own here, the others by the type's rules. */
export function decide(
  contest: AnyContest,
  state: ContestState,
  action: { type: string },
  turn: Turn,
  secrets: Sealed<unknown>,
  draw: DrawMaterial,
): Decision<ContestEvent> {
  if (!actorsOf(contest, action.type).includes(turn.role))
    return refuse(coreRefusals, 'core/NOT_ALLOWED');
  const decision = decideByRules(contest, state, action, turn, secrets, draw);
  // After the rules, whose refusals say more; and only for what would happen, since it looks through the standings.
  return decision.ok && isOwnCause(contest, state, action, turn)
    ? refuse(coreRefusals, 'core/OWN_CAUSE')
    : decision;
}

function decideByRules(
  contest: AnyContest,
  state: ContestState,
  action: { type: string },
  turn: Turn,
  secrets: Sealed<unknown>,
  draw: DrawMaterial,
): Decision<ContestEvent> {
  if (Object.hasOwn(ACTORS, action.type))
    return decideCore(contest, state, action as CoreAction, turn, draw);
  if (state.core.shortlists) return refuse(coreRefusals, 'core/RESULT_FIXED');
  // Else somebody who signs out again would get a guest's votes on top of the ones they have.
  if (Object.hasOwn(state.core.joined, turn.actorId))
    return refuse(coreRefusals, 'core/SIGN_IN_AGAIN');
  return contest.decide(state.play, action, turn, state.core.config, secrets);
}

function decideCore(
  contest: AnyContest,
  state: ContestState,
  action: CoreAction,
  turn: Turn,
  draw: DrawMaterial,
): Decision<CoreEvent> {
  const { core } = state;
  switch (action.type) {
    case 'core.changeRules': {
      if (core.shortlists) return refuse(coreRefusals, 'core/RESULT_FIXED');
      const parsed = contest.schemas.config.safeParse(action.config);
      if (!parsed.success) {
        const issue = parsed.error.issues[0];
        const field = ['config', ...(issue?.path ?? [])].join('.');
        const refused = refuse(coreRefusals, 'core/BAD_CONFIG', { field });
        return issue ? { ...refused, message: issue.message } : refused;
      }
      const refused = contest.amend(state.play, core.config, parsed.data, turn);
      if (refused) return refused;
      const configVersion = core.configVersion + 1;
      return accept([
        { type: 'core.rulesChanged', configVersion, config: parsed.data, reason: action.reason },
      ]);
    }
    case 'core.disqualify': {
      if (Object.hasOwn(core.disqualified, action.standingId))
        return refuse(coreRefusals, 'core/ALREADY_DISQUALIFIED');
      const entry = contest.entry(state.play, action.standingId);
      const known =
        entry?.status === 'approved' ||
        // Whose author is gone must not come in by a later approval either.
        (entry !== null && turn.role === 'system') ||
        standingsOf(contest, state).some((standing) => standing.id === action.standingId);
      if (!known) return refuse(coreRefusals, 'core/NO_SUCH_STANDING', { field: 'standingId' });
      return accept([
        { type: 'core.disqualified', standingId: action.standingId, reason: action.reason },
      ]);
    }
    case 'core.clearCluster':
    case 'core.voidCluster':
      return decideCluster(contest, state, action, turn.role);
    case 'core.selectWinners': {
      if (core.shortlists) return refuse(coreRefusals, 'core/ALREADY_SELECTED');
      const readiness = contest.readiness(state.play, core.config, turn);
      if (!readiness.ready) return readiness.refused;
      const shortlists = selectWinners(contest, state, draw);
      return accept([
        { type: 'core.winnersSelected', seed: draw.seed, lastBlock: draw.lastBlock, shortlists },
      ]);
    }
    case 'core.confirmWinners':
      if (!core.shortlists) return refuse(coreRefusals, 'core/NOT_SELECTED');
      if (core.confirmedAtMs !== null) return refuse(coreRefusals, 'core/ALREADY_CONFIRMED');
      return accept([{ type: 'core.winnersConfirmed' }]);
    case 'core.announce':
      if (core.confirmedAtMs === null) return refuse(coreRefusals, 'core/NOT_CONFIRMED');
      if (core.announcedAtMs !== null) return refuse(coreRefusals, 'core/ALREADY_ANNOUNCED');
      return accept([{ type: 'core.announced' }]);
  }
}

function decideCluster(
  contest: AnyContest,
  state: ContestState,
  action: ClusterAct,
  role: Role,
): Decision<CoreEvent> {
  const { core } = state;
  if (core.shortlists) return refuse(coreRefusals, 'core/RESULT_FIXED');
  const { clusterId, seen, reason } = action;
  const clears = action.type === 'core.clearCluster';
  const type = clears ? 'core.clusterCleared' : 'core.clusterVoided';
  const decided: CoreEvent = { type, clusterId, reason };
  const cluster = findCluster(core.clusters, clusterId);
  if (cluster) {
    if (cluster.weight === (clears ? 'counted' : 'voided'))
      return refuse(coreRefusals, 'core/ALREADY_DECIDED', { field: 'clusterId' });
    return cluster.weight === seen
      ? accept([decided])
      : refuse(coreRefusals, 'core/DECIDED_MEANWHILE', { field: 'seen' });
  }
  // Votes that count become a cluster and are decided on in one act, so that the ledger says which votes were meant.
  const { signals = [], votes: found = [] } = action.found ?? {};
  const votes =
    role === 'system' ? notForgotten(core.clusters, found) : undecidedVotes(contest, state, found);
  return votes.length === 0
    ? refuse(coreRefusals, 'core/NO_SUCH_CLUSTER', { field: 'clusterId' })
    : accept<CoreEvent>([
        { type: 'core.votesQuarantined', clusterId, signals: [...signals], votes },
        decided,
      ]);
}
