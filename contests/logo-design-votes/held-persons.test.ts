import { describe, expect, it } from 'vitest';
import {
  brandVote,
  CLOSES_MS,
  DAY_MS,
  DesignVote,
  fansVote,
  OPENS_MS,
  round,
} from '../../test/support/design-vote.ts';
import { actorIdOf, type Act } from '../../test/support/play.ts';
import type { VoteRef, VoteWeight } from '../contract.ts';
import { replay } from '../replay.ts';
import type { Ballot } from './schema.ts';
import { voteRules } from './vote-rules.server.ts';

const NAMES = ['A', 'B', 'C', 'D', 'E'];
const RANKED: Ballot = { method: 'ranked', most: 5 };

const ref = (vote: DesignVote, who: string, name: string): VoteRef => ({
  voterId: actorIdOf(who),
  targetId: vote.id(name),
});
function weigh(vote: DesignVote, who: string, name: string, weight: VoteWeight) {
  return voteRules.weigh(vote.state, [ref(vote, who, name)], weight).touched;
}
const account = (vote: DesignVote) => voteRules.account(vote.state, []);

describe('the designs that a ballot is cast for', () => {
  const stands = (vote: DesignVote, who: string) =>
    NAMES.filter((name) => voteRules.stands(vote.state, ref(vote, who, name))).join('');
  const castBy = (vote: DesignVote, who: string) =>
    vote.game.events
      .filter(({ actorId }) => actorId === actorIdOf(who))
      .map(({ data }) =>
        voteRules
          .castBy(data as never)
          .map((id) => vote.name(id))
          .join(''),
      );

  it('are all picks, in whatever order they were sent', () => {
    const picks = new DesignVote(brandVote({ method: 'approval', most: 3 }));
    picks.approve('Ana', 'CA');
    expect(stands(picks, 'Ana')).toBe('AC');
    expect(castBy(picks, 'Ana')).toEqual(['CA']);
  });

  it('are the first place alone', () => {
    const ranking = new DesignVote(brandVote(RANKED));
    ranking.rank('Ana', 'DBA');
    expect(stands(ranking, 'Ana')).toBe('D');
    expect(castBy(ranking, 'Ana')).toEqual(['D']);
  });

  it('are all with four points and more, or with the most where none has as many', () => {
    const scores = new DesignVote(brandVote({ method: 'score', unscored: 'zero' }));
    scores.score('Ana', { A: 3, E: 5, B: 4 });
    expect(stands(scores, 'Ana')).toBe('BE');
    expect(castBy(scores, 'Ana')).toEqual(['EB']);
    scores.score('Ben', { A: 2, C: 2, D: 1 });
    expect(stands(scores, 'Ben')).toBe('AC');
    expect(stands(scores, 'Eve')).toBe('');
  });

  it('are those chosen most often in pairs', () => {
    const vote = new DesignVote(brandVote({ method: 'pairs', perFan: 10 }));
    const wins: string[] = [];
    const rank = (name: string) => 'BDACE'.indexOf(name);
    for (let pair = 0; pair < 10; pair++) {
      vote.choose('Ana', (left, right) => {
        const chosen = rank(left) < rank(right) ? 'left' : 'right';
        wins.push(chosen === 'left' ? left : right);
        return chosen;
      });
      const count = (name: string) => wins.filter((one) => one === name).length;
      const most = Math.max(...NAMES.map(count));
      expect(stands(vote, 'Ana')).toBe(NAMES.filter((name) => count(name) === most).join(''));
    }
    expect(stands(vote, 'Ana')).toBe('B');
  });

  it('are none where nothing was chosen', () => {
    const vote = new DesignVote(brandVote({ method: 'pairs', perFan: 2 }));
    vote.choose('Ana', () => 'neither');
    expect(stands(vote, 'Ana')).toBe('');
    expect(account(vote).cast).toBe(1);
  });
});

describe('a person who is held', () => {
  it('stays so with another first design, taken back and cast again', () => {
    const vote = new DesignVote(brandVote(RANKED));
    vote.rank('Ana', 'AB');
    vote.rank('robot', 'BA');
    expect(weigh(vote, 'robot', 'B', 'quarantined')).toEqual([vote.id('A')]);
    expect(weigh(vote, 'robot', 'B', 'quarantined')).toEqual([]);
    vote.rank('robot', 'CB');
    expect(vote.ranking()).toBe('AB(CDE)');
    vote.act('robot', { type: 'takeBallotBack', roundId: 'first' });
    expect(account(vote)).toMatchObject({ cast: 1, quarantined: 0 });
    vote.rank('robot', 'EB');
    expect(vote.ranking()).toBe('AB(CDE)');
    expect(account(vote)).toMatchObject({ cast: 2, counted: 1, quarantined: 1 });
    expect(vote.mine('robot').round?.entryIds?.map((id) => vote.name(id))).toEqual(['E', 'B']);
  });

  it('is free when all that was found is cleared, and not before', () => {
    const vote = new DesignVote(brandVote(RANKED));
    vote.rank('robot', 'BA');
    weigh(vote, 'robot', 'B', 'quarantined');
    weigh(vote, 'robot', 'C', 'voided');
    expect(account(vote)).toMatchObject({ cast: 1, voided: 1, voidedBy: { abuse: 1 } });
    weigh(vote, 'robot', 'C', 'counted');
    expect(account(vote)).toMatchObject({ cast: 1, quarantined: 1 });
    weigh(vote, 'robot', 'B', 'counted');
    expect(account(vote)).toMatchObject({ cast: 1, counted: 1 });
    expect(vote.state.held).toEqual({ votes: {}, joined: {} });
  });

  it('is held in every round: the cut goes without them, and so does the round after it', () => {
    const second = round(RANKED, {
      id: 'second',
      label: 'Second',
      opensAtMs: CLOSES_MS + DAY_MS,
      closesAtMs: CLOSES_MS + 3 * DAY_MS,
    });
    const vote = new DesignVote(
      brandVote(RANKED, { rounds: [round(RANKED, { advance: 2 }), second] }),
    );
    vote.rank('Ana', 'ABC');
    for (const robot of ['robot 1', 'robot 2']) {
      vote.rank(robot, 'ED');
      weigh(vote, robot, 'E', 'quarantined');
    }
    const atMs = CLOSES_MS + DAY_MS;
    const goOn = () => vote.board(atMs).rounds[0]?.goOn?.map((id) => vote.name(id));
    expect(goOn()).toEqual(['A', 'B']);
    vote.rank('Ana', 'AB', { atMs, roundId: 'second' });
    vote.rank('robot 1', 'BA', { atMs, roundId: 'second' });
    expect(vote.ranking()).toBe('ABC(DE)');
    expect(account(vote)).toMatchObject({ cast: 5, counted: 2, quarantined: 3 });
    for (const robot of ['robot 1', 'robot 2']) weigh(vote, robot, 'E', 'counted');
    // What was shortlisted stands; who left before is ranked by all ballots that count now.
    expect(goOn()).toEqual(['A', 'B']);
    expect(vote.ranking()).toBe('(AB)EDC');
    expect(account(vote)).toMatchObject({ cast: 5, counted: 5 });
  });

  it('stays held when they sign in, and can be decided on under the name of the guest', () => {
    const vote = new DesignVote(brandVote(RANKED));
    vote.rank('guest', 'BA');
    weigh(vote, 'guest', 'B', 'quarantined');
    vote.join('guest', 'Fan');
    expect(vote.mine('Fan').round?.entryIds?.map((id) => vote.name(id))).toEqual(['B', 'A']);
    expect(vote.ranking()).toBe('(ABCDE)');
    expect(voteRules.stands(vote.state, ref(vote, 'guest', 'B'))).toBe(true);
    weigh(vote, 'guest', 'B', 'voided');
    expect(account(vote)).toMatchObject({ cast: 1, voided: 1 });
    weigh(vote, 'guest', 'B', 'counted');
    expect(vote.ranking()).toBe('BA(CDE)');
  });
});

describe('the account of ballots', () => {
  it('says how many were cast while voting runs, and everything afterwards', () => {
    const vote = new DesignVote(fansVote(RANKED));
    for (const who of ['P', 'Q', 'R']) vote.enter(who);
    for (const who of ['Ana', 'Ben', 'guest', 'robot']) vote.rank(who, 'PQ');
    weigh(vote, 'robot', 'P', 'quarantined');
    weigh(vote, 'Ben', 'P', 'voided');
    vote.join('guest', 'Ana');
    const hidden = { counted: null, quarantined: null, voided: null, voidedBy: null };
    expect(vote.board(CLOSES_MS - 1).votes).toEqual({ cast: 4, ...hidden });
    expect(vote.board(CLOSES_MS - 1).rounds[0]?.ballotCount).toBe(3);
    expect(vote.board(CLOSES_MS).votes).toEqual({
      cast: 4,
      counted: 1,
      quarantined: 1,
      voided: 2,
      voidedBy: { entryGone: 0, joined: 1, abuse: 1, disqualified: 0 },
    });
  });

  it('is the same when the ledger is read again', () => {
    const vote = new DesignVote(brandVote(RANKED));
    const robots = Array.from({ length: 6 }, (_, index) => `robot ${index}`);
    vote.rank('Ana', 'AB');
    for (const robot of robots) vote.rank(robot, 'BA');
    const decided = (type: string, who: string[], seen: 'suspect' | 'counted') =>
      vote.game.act({
        who: 'Moderator',
        role: 'moderator',
        verifiedAtMs: 0,
        atMs: OPENS_MS,
        action: {
          type,
          seen,
          clusterId: who.join(),
          reason: 'One machine.',
          found: { signals: ['device-velocity'], votes: who.map((one) => ref(vote, one, 'B')) },
        } as Act['action'],
      }).outcome.ok;
    expect(decided('core.voidCluster', robots.slice(0, 4), 'suspect')).toBe(true);
    expect(decided('core.clearCluster', robots.slice(4), 'suspect')).toBe(true);
    expect(account(vote)).toMatchObject({ cast: 7, counted: 3, voided: 4 });
    expect(vote.ranking()).toBe('BA(CDE)');
    expect(decided('core.voidCluster', robots.slice(4), 'counted')).toBe(true);
    expect(vote.ranking()).toBe('AB(CDE)');
    expect(replay(vote.game.contest, structuredClone(vote.game.events))).toEqual(vote.game.state);
  });
});
