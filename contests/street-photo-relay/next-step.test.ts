import { describe, expect, it } from 'vitest';
import { noBallots } from '../mechanics/ballots.ts';
import { voteAccount } from '../mechanics/vote-account.ts';
import { demoConfig } from './demo-route.server.ts';
import { nextStep, presentStop } from './next-step.ts';
import type { Board, Mine } from './schema.ts';

const NOW_MS = 1_790_000_000_000;
const HOUR_MS = 3_600_000;
const config = demoConfig(NOW_MS);
const [first, second, third] = config.route.map((stop) => stop.id) as [string, string, string];

function board(
  statuses: Record<string, 'upcoming' | 'open' | 'closed'>,
  baton: string | null,
): Board {
  return {
    stops: config.route.map(({ id }) => ({
      id,
      status: statuses[id] ?? 'upcoming',
      opensAtMs: NOW_MS - HOUR_MS,
      closesAtMs: NOW_MS + HOUR_MS,
      approvedCount: 1,
    })),
    batonStopId: baton,
    approvedCount: config.route.length,
    votes: voteAccount(noBallots(), []),
  };
}

function mine(changes: Partial<Mine> = {}): Mine {
  return {
    entries: [],
    votes: [],
    stops: config.route.map(({ id }) => ({ stopId: id, cannotEnter: null, votesLeft: 3 })),
    votesLeft: null,
    votesRefillAtMs: null,
    canVote: false,
    canWithdraw: true,
    ...changes,
  };
}

const fan = { signedIn: true, email: null, staffRole: null };
const running = board({ [first]: 'closed', [second]: 'open' }, second);
const situation = {
  config: {
    ...config,
    whoMayEnter: { who: 'guest' as const },
    whoMayVote: { who: 'guest' as const },
  },
  board: running,
  mine: mine(),
  viewer: fan,
  announced: false,
  stopId: null,
  nowMs: NOW_MS,
};

describe('the stop on screen', () => {
  it('is the one that the address asks for', () => {
    expect(presentStop(running, first)?.id).toBe(first);
  });

  it('is where the baton is when none is asked for', () => {
    expect(presentStop(running, null)?.id).toBe(second);
  });

  it('is the next to open between two stops', () => {
    expect(presentStop(board({ [first]: 'closed' }, null), null)?.id).toBe(second);
  });
});

describe('the next step', () => {
  it('is to send a photograph where the stop is open and there is room', () => {
    expect(nextStep(situation)).toEqual({ kind: 'submit', stopId: second });
  });

  it('believes the board that a stop has opened before one’s own view has followed', () => {
    const behind = mine({
      stops: config.route.map(({ id }) => ({
        stopId: id,
        cannotEnter: 'relay/STOP_NOT_OPEN_YET',
        votesLeft: 3,
      })),
    });
    expect(nextStep({ ...situation, mine: behind })).toEqual({ kind: 'submit', stopId: second });
  });

  it('is to sign in where only verified people may enter', () => {
    const verifiedOnly = { ...situation.config, whoMayEnter: { who: 'verified' as const } };
    const guest = { ...fan, signedIn: false };
    expect(nextStep({ ...situation, config: verifiedOnly, viewer: guest }).kind).toBe(
      'signInToSubmit',
    );
  });

  it('is to vote when the stop is closed and votes are left', () => {
    const voting = mine({ canVote: true });
    expect(nextStep({ ...situation, stopId: first, mine: voting })).toEqual({
      kind: 'vote',
      stopId: first,
    });
  });

  it('is not to vote where there is no photograph yet', () => {
    const empty = {
      ...running,
      stops: running.stops.map((stop) => ({ ...stop, approvedCount: 0 })),
    };
    const voting = mine({ canVote: true });
    const step = nextStep({ ...situation, board: empty, mine: voting, stopId: third });
    expect(step).toEqual({ kind: 'goTo', stopId: second });
  });

  it('leads to an open stop when nothing is left to do at this one', () => {
    expect(nextStep({ ...situation, stopId: first })).toEqual({ kind: 'goTo', stopId: second });
  });

  it('is to wait at a stop that is not open yet when no other has room', () => {
    const full = mine({
      stops: config.route.map(({ id }) => ({
        stopId: id,
        cannotEnter: 'entries/LIMIT',
        votesLeft: 0,
      })),
    });
    expect(nextStep({ ...situation, stopId: third, mine: full }).kind).toBe('wait');
  });

  it('is the desk for whoever works for the brand, and the winners once they are announced', () => {
    const staff = { ...fan, staffRole: 'moderator' as const };
    expect(nextStep({ ...situation, viewer: staff }).kind).toBe('staff');
    expect(nextStep({ ...situation, announced: true }).kind).toBe('results');
  });
});
