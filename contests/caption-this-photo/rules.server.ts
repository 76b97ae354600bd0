import { z } from 'zod';
import { accept, defineContest, refuse, type Role, type Standing } from '../contract.ts';
import {
  ballotsRefusals,
  castVote,
  hasVoted,
  isVoter,
  noBallots,
  notCastable,
  restore,
  setAside,
  takeBack,
  voidAll,
  voidVote,
  votesFor,
  weighVotes,
} from '../mechanics/ballots.ts';
import { eligibilityRefusals, notEligible } from '../mechanics/eligibility.ts';
import {
  addEntry,
  approvedIn,
  entriesRefusals,
  findEntry,
  handOver,
  noEntries,
  notApprovable,
  notRefusable,
  notWithdrawable,
  overLimit,
  tooManyGone,
  setStatus,
  statusCount,
} from '../mechanics/entries.ts';
import { lookup } from '../mechanics/lookup.ts';
import { fillPlaces } from '../mechanics/places.ts';
import { competitionRanks, levels } from '../mechanics/ranking.ts';
import { erasable } from '../mechanics/texts.ts';
import { accountedVote, voteAccount } from '../mechanics/vote-account.ts';
import { demo, defaultConfig } from './demo.server.ts';
import { Action, Board, Config, Mine, RefusalReason, Review, Secrets } from './schema.ts';
import { ALL, boardView, fanView, reviewView, type State } from './views.server.ts';

const onEntry = <Type extends string>(type: Type) =>
  z.strictObject({ type: z.literal(type), entryId: z.string() });

const Event = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('submitted'),
    entryId: z.string(),
    captionHash: z.string(),
    creditHash: z.string(),
  }),
  onEntry('withdrawn'),
  onEntry('voted'),
  onEntry('unvoted'),
  onEntry('approved'),
  z.strictObject({ type: z.literal('refused'), entryId: z.string(), reason: RefusalReason }),
]);

const refusals = {
  ...entriesRefusals,
  ...ballotsRefusals,
  ...eligibilityRefusals,
  'captions/NOT_OPEN': 'Captions are not taken now. Look at the time line for when they are.',
  'captions/LIMIT': 'You have sent as many captions as one person may. Withdraw one to make room.',
  'captions/FROZEN':
    'Once a contest is published, only its texts and a later closing time can change.',
  'captions/STILL_OPEN': 'Winners can be selected once voting has closed.',
} as const;

const schemas = {
  config: Config,
  secrets: Secrets,
  action: Action,
  event: Event,
  board: Board,
  mine: Mine,
  review: Review,
};

const FAN: readonly Role[] = ['fan'];
const MODERATION: readonly Role[] = ['moderator', 'owner'];
const limitsOf = ({ captionsPerFan }: Config) => ({
  perFan: captionsPerFan,
  perGroup: captionsPerFan,
});

/** One photograph of the brand: fans write captions, vote for those of others, and the best ones win. */
export const captionThisPhoto = defineContest<typeof schemas, State>({
  type: 'caption-this-photo',
  rulesVersion: 1,
  title: 'Caption this photo',
  summary: 'You show one photograph; fans write captions for it and vote for the best.',
  schemas,
  refusals,
  actors: {
    submit: FAN,
    withdraw: FAN,
    vote: FAN,
    unvote: FAN,
    approve: MODERATION,
    refuse: MODERATION,
  },
  defaults: defaultConfig,
  stages: ({ schedule: { opensAtMs, votingOpensAtMs, closesAtMs } }) => [
    { id: 'captions', label: 'Captions', opensAtMs, closesAtMs },
    { id: 'voting', label: 'Voting', opensAtMs: votingOpensAtMs, closesAtMs },
  ],
  start: () => ({ entries: noEntries(), ballots: noBallots() }),

  decide({ entries, ballots }, action, turn, config) {
    const voting = turn.open.includes('voting');
    const audience = notEligible(config.audience, turn.verifiedAtMs);
    switch (action.type) {
      case 'submit': {
        if (!turn.open.includes('captions')) return refuse(refusals, 'captions/NOT_OPEN');
        if (audience) return audience;
        if (overLimit(entries, turn.actorId, ALL, limitsOf(config)))
          return refuse(refusals, 'captions/LIMIT');
        const noMore = tooManyGone(entries, turn.actorId);
        if (noMore) return noMore;
        const caption = erasable(turn, 'caption', action.caption);
        const credit = erasable(turn, 'credit', action.credit);
        const hashes = { captionHash: caption.hash, creditHash: credit.hash };
        return accept([{ type: 'submitted', entryId: turn.freshId, ...hashes }], [caption, credit]);
      }
      case 'withdraw': {
        const refused = notWithdrawable(entries, action.entryId, turn.actorId);
        if (refused) return refused;
        return turn.atMs < config.schedule.closesAtMs
          ? accept([{ type: 'withdrawn', entryId: action.entryId }])
          : refuse(refusals, 'captions/NOT_OPEN');
      }
      case 'vote': {
        if (!voting) return refuse(refusals, 'ballots/CLOSED');
        if (audience) return audience;
        const entry = findEntry(entries, action.entryId);
        if (!entry || entry.status !== 'approved' || turn.disqualified.has(entry.id))
          return refuse(refusals, 'ballots/NOT_IN_GALLERY', { field: 'entryId' });
        const vote = { voterId: turn.actorId, targetId: entry.id, authorId: entry.authorId };
        return (
          notCastable(ballots, { ...vote, budget: ALL, limit: config.votesPerFan }) ??
          accept([{ type: 'voted', entryId: entry.id }])
        );
      }
      case 'unvote':
        if (!voting) return refuse(refusals, 'ballots/CLOSED');
        return hasVoted(ballots, turn.actorId, action.entryId)
          ? accept([{ type: 'unvoted', entryId: action.entryId }])
          : refuse(refusals, 'ballots/NOT_VOTED', { field: 'entryId' });
      case 'approve':
        return (
          notApprovable(entries, action.entryId, limitsOf(config)) ??
          accept([{ type: 'approved', entryId: action.entryId }])
        );
      case 'refuse':
        return (
          notRefusable(entries, action.entryId) ??
          accept([{ type: 'refused', entryId: action.entryId, reason: action.reason }])
        );
    }
  },

  apply(state, { data, actorId, atMs, seq }, config) {
    const { entries, ballots } = state;
    switch (data.type) {
      case 'submitted':
        addEntry(entries, {
          id: data.entryId,
          group: ALL,
          authorId: actorId,
          // Every caption stands under the same photograph; what tells them apart is the text.
          mediaId: config.photo,
          fingerprint: data.entryId,
          captionHash: data.captionHash,
          creditHash: data.creditHash,
          status: 'pending',
          refusalReason: null,
          submittedAtMs: atMs,
          seq,
        });
        break;
      case 'approved': {
        setStatus(entries, data.entryId, 'approved');
        const authorId = findEntry(entries, data.entryId)?.authorId;
        restore(ballots, data.entryId, config.votesPerFan, (voterId) => voterId !== authorId);
        break;
      }
      case 'refused':
      case 'withdrawn':
        setStatus(entries, data.entryId, data.type, 'reason' in data ? data.reason : null);
        setAside(ballots, data.entryId);
        break;
      case 'voted':
        castVote(ballots, actorId, data.entryId, ALL);
        break;
      case 'unvoted':
        takeBack(ballots, actorId, data.entryId);
        break;
    }
    return state;
  },

  due: () => null,
  knows: ({ entries, ballots }, fanId) =>
    lookup(entries.byAuthor, fanId) !== undefined || isVoter(ballots, fanId),
  join(state, formerId, fanId) {
    if (formerId === fanId) return { state, touched: [] };
    // A guest's votes are voided: to keep those that the fan has not given would reward voting twice.
    const touched = new Set(voidAll(state.ballots, formerId));
    for (const entryId of handOver(state.entries, formerId, fanId)) {
      touched.add(entryId);
      voidVote(state.ballots, fanId, entryId, 'joined');
    }
    return { state, touched: [...touched] };
  },
  amend(_state, before, after, { atMs }) {
    const { opensAtMs, votingOpensAtMs, closesAtMs } = before.schedule;
    const next = after.schedule;
    const { briefing, rulesText, photoAlt } = after;
    // Everything else as it was, whoever wrote it in which order.
    const kept = { ...before, briefing, rulesText, photoAlt, schedule: next };
    const same =
      JSON.stringify(Config.parse(kept)) === JSON.stringify(Config.parse(after)) &&
      next.opensAtMs === opensAtMs &&
      next.votingOpensAtMs === votingOpensAtMs;
    const closing =
      next.closesAtMs === closesAtMs || (atMs < closesAtMs && next.closesAtMs > closesAtMs);
    return same && closing ? null : refuse(refusals, 'captions/FROZEN');
  },
  touched: (_state, { data }) => [data.entryId],
  entry(state, id) {
    const entry = findEntry(state.entries, id);
    if (!entry) return null;
    const { fingerprint: _fingerprint, seq: _seq, ...facts } = entry;
    return { ...facts, votes: votesFor(state.ballots, id) };
  },
  pictures: (config) => [config.photo],
  creditsVisible: () => true,
  groups: () => [{ id: ALL, label: 'Captions' }],

  tally({ entries, ballots }, _config, _group, excluded): Standing[] {
    const candidates = approvedIn(entries, ALL)
      .filter(({ id }) => !excluded.has(id))
      .map(({ id, seq }) => ({ id, seq, votes: votesFor(ballots, id) }));
    // More votes, then the earlier caption: nothing is left for a draw.
    const ranking = levels(candidates, (a, b) => b.votes - a.votes || a.seq - b.seq);
    const ranks = competitionRanks(ranking);
    return ranking.flat().map((candidate) => ({
      id: candidate.id,
      group: ALL,
      rank: ranks.get(candidate) ?? 0,
      figures: { votes: candidate.votes },
    }));
  },
  readiness({ entries }, { schedule }, { atMs }) {
    if (atMs < schedule.closesAtMs) {
      const retryAtMs = schedule.closesAtMs;
      return { ready: false, refused: refuse(refusals, 'captions/STILL_OPEN', { retryAtMs }) };
    }
    const pending = statusCount(entries, ALL, 'pending');
    const waiting = `Captions still waiting for approval: ${pending}. They cannot win.`;
    return { ready: true, warnings: pending > 0 ? [waiting] : [] };
  },
  pickWinners(standings, { honours }, random) {
    const placeCount = honours.length;
    const places = { honours, otherwise: 'Winner', placeCount, alternateCount: 3 };
    return fillPlaces(standings, [ALL], places, random);
  },
  standingsVisible: (config, { announced, open }) =>
    announced || (config.standingsVisible && open.includes('voting')),

  boardView,
  fanView,
  reviewView,
  votes: {
    castBy: (event) => (event.type === 'voted' ? [event.entryId] : []),
    stands: ({ ballots }, { voterId, targetId }) => hasVoted(ballots, voterId, targetId),
    weigh: (state, votes, weight) => ({
      state,
      touched: weighVotes(state.ballots, votes, weight),
    }),
    account: ({ ballots }, disqualified) => voteAccount(ballots, disqualified),
    accounted: ({ ballots }, vote, disqualified) => accountedVote(ballots, vote, disqualified),
  },
  demo,
});
