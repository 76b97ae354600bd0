import { captionThisPhoto } from '../../contests/caption-this-photo/rules.server.ts';
import { limitedTimePuzzles } from '../../contests/limited-time-puzzles/rules.server.ts';
import { locationGuessing } from '../../contests/location-guessing/rules.server.ts';
import { logoDesignVotes } from '../../contests/logo-design-votes/rules.server.ts';
import { advanceClock, nowMs } from '../../worker/clock.ts';
import { DEMO_BRAND } from '../../worker/services/demo-people.ts';
import type { ContestDetail } from '../../worker/wire/contest.ts';
import { fansVote, round } from '../support/design-vote.ts';
import { guessingConfig, THREE_ROUNDS } from '../support/guessing.ts';
import { puzzleConfig, puzzleSecrets, wordPuzzle } from '../support/puzzles.ts';
import { signedIn, type Caller } from './browser-like.ts';
import { closingConfig, HOUR_MS, newContest, OPEN_MS } from './engine-world.ts';
import { act, approve, enter, uploadBrandPicture, uploadPicture, words } from './privacy-world.ts';

/** A contest type as somebody takes part in it, in their own words. */
export interface Playable {
  /** Open for `OPEN_MS` from now. */
  publish(): Promise<string>;
  /** Leaves everything behind that one can leave in it. @returns the id under which they stand */
  play(caller: Caller, contestId: string, name: string): Promise<string>;
  /** Gives a vote to somebody, where there are votes. */
  vote?(caller: Caller, contestId: string, standingId: string): Promise<void>;
}

const closing = () => {
  const now = nowMs();
  return { opensAtMs: now - HOUR_MS, closesAtMs: now + OPEN_MS, resultsAtMs: now + HOUR_MS };
};

const playerIdOf = async (caller: Caller, contestId: string): Promise<string> => {
  const path = `/api/contests/${contestId}`;
  type Detail = ContestDetail<unknown, unknown, { playerId: string | null }>;
  return (await caller.json<Detail>('GET', path)).body.mine.playerId ?? '';
};

const nameOf = (name: string) => `Name of ${name}`;

/** Every contest type there is, as people take part in it. */
export const playables: Record<string, Playable> = {
  'street-photo-relay': {
    publish: () => newContest(closingConfig()),
    async play(caller, contestId, name) {
      const { entryId } = await enter(caller, contestId, words(name));
      await approve(contestId, entryId);
      return entryId;
    },
    async vote(caller, contestId, entryId) {
      await act(caller, contestId, { type: 'vote', entryId });
    },
  },
  [locationGuessing.type]: {
    publish: () =>
      newContest(guessingConfig({ schedule: { format: 'open', ...closing() } }), {
        type: locationGuessing.type,
        secrets: THREE_ROUNDS,
      }),
    async play(caller, contestId, name) {
      const game = { game: 1, round: 1 };
      await act(caller, contestId, { type: 'start', ...game });
      await act(caller, contestId, { type: 'guess', ...game, latitude: 0, longitude: 1 });
      await act(caller, contestId, { type: 'setName', name: nameOf(name) });
      return playerIdOf(caller, contestId);
    },
  },
  [limitedTimePuzzles.type]: {
    publish: () =>
      newContest(puzzleConfig({ schedule: closing() }), {
        type: limitedTimePuzzles.type,
        secrets: puzzleSecrets(wordPuzzle('anchor')),
      }),
    async play(caller, contestId, name) {
      await act(caller, contestId, { type: 'answer', puzzle: 1, answer: `Guess of ${name}` });
      await act(caller, contestId, { type: 'answer', puzzle: 1, answer: 'anchor' });
      await act(caller, contestId, { type: 'setName', name: nameOf(name) });
      return playerIdOf(caller, contestId);
    },
  },
  [captionThisPhoto.type]: {
    async publish() {
      const schedule = closing();
      const config = {
        ...captionThisPhoto.defaults(nowMs()),
        photo: await uploadBrandPicture(await signedIn('brand'), DEMO_BRAND.id),
        photoAlt: 'What it shows',
        schedule: { ...schedule, votingOpensAtMs: schedule.opensAtMs },
        audience: { who: 'guest' as const },
      };
      return newContest(captionThisPhoto.schemas.config.parse(config) as object, {
        type: captionThisPhoto.type,
      });
    },
    async play(caller, contestId, name) {
      const { receipt } = await act(caller, contestId, { type: 'submit', ...words(name) });
      await approve(contestId, receipt.createdId ?? '');
      return receipt.createdId ?? '';
    },
    async vote(caller, contestId, entryId) {
      await act(caller, contestId, { type: 'vote', entryId });
    },
  },
  [logoDesignVotes.type]: {
    publish() {
      const { opensAtMs, closesAtMs, resultsAtMs } = closing();
      const ballot = { method: 'approval', most: 3 } as const;
      // Who is level once everybody's votes have gone must not be left to the draw.
      const config = fansVote(ballot, { resultsAtMs, tieRule: 'earliest' });
      // Designs come in for the first half, and are voted on in the second.
      const roundOpensAtMs = closesAtMs - OPEN_MS / 2;
      const fans = {
        ...config,
        entries: { ...config.entries, opensAtMs, closesAtMs: roundOpensAtMs },
        rounds: [round(ballot, { opensAtMs: roundOpensAtMs, closesAtMs })],
      };
      return newContest(fans, { type: logoDesignVotes.type });
    },
    async play(caller, contestId, name) {
      const { receipt } = await act(caller, contestId, {
        type: 'submit',
        mediaId: await uploadPicture(caller, contestId),
        rationale: words(name).caption,
        credit: words(name).credit,
        acceptsRulesVersion: 1,
      });
      await approve(contestId, receipt.createdId ?? '');
      return receipt.createdId ?? '';
    },
    async vote(caller, contestId, entryId) {
      const action = { type: 'approveDesigns', roundId: 'first', entryIds: [entryId] };
      const path = `/api/contests/${contestId}`;
      const { open } = (await caller.json<ContestDetail>('GET', path)).body;
      if (open.includes('entries')) advanceClock(OPEN_MS / 2);
      await act(caller, contestId, action);
    },
  },
};
