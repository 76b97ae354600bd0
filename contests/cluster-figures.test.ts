import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  brandVote,
  CLOSES_MS,
  DAY_MS,
  DesignVote,
  OPENS_MS,
  round,
} from '../test/support/design-vote.ts';
import { actorIdOf, type Act, type Game } from '../test/support/play.ts';
import { Relay, OPENS_MS as RELAY_OPENS_MS } from '../test/support/relay.ts';
import { clusterFigures, decisionsOn } from './cluster-figures.ts';
import { clusterFacts, quarantinedClusters } from './clusters.ts';
import type { VoteRef } from './contract.ts';
import { applyEvent } from './lifecycle.ts';

const REASONS = ['One machine.', 'Votes exchanged for votes.', 'A school.'];

/** A look through the votes that finds these. */
function hold(game: Game, clusterId: string, votes: readonly VoteRef[]): void {
  const { contest, state } = game;
  const known = new Set(
    Object.values(state.core.clusters).flatMap((cluster) =>
      cluster.votes.map(({ voterId, targetId }) => `${voterId} ${targetId}`),
    ),
  );
  const fresh = votes.filter(({ voterId, targetId }) => !known.has(`${voterId} ${targetId}`));
  const cluster = state.core.clusters[clusterId];
  if (fresh.length === 0 || (cluster && cluster.weight !== 'quarantined')) return;
  const data = { type: 'core.votesQuarantined', clusterId, signals: ['a-signal'], votes: fresh };
  const event = { seq: 0, atMs: 0, actorId: 'system', role: 'system' as const, data };
  game.state = applyEvent(contest, state, event).state;
}

function decide(
  game: Game,
  clusterId: string,
  type: 'clear' | 'void',
  reason: string,
  atMs: number,
) {
  const seen = game.state.core.clusters[clusterId]?.weight ?? 'suspect';
  const action = { type: `core.${type}Cluster`, clusterId, seen, reason } as Act['action'];
  return game.act({ who: 'Mo', role: 'moderator', verifiedAtMs: 0, atMs, action }).outcome.ok;
}

/** What is promised of the figures at any time. */
function expectSums({ contest, state }: Game): void {
  const account = contest.votes!.account(state.play, Object.keys(state.core.disqualified));
  const sum = (rows: readonly { votes: number }[]) =>
    rows.reduce((total, { votes }) => total + votes, 0);
  expect(account.counted + account.quarantined + account.voided).toBe(account.cast);
  expect(Object.values(account.voidedBy).reduce((total, votes) => total + votes, 0)).toBe(
    account.voided,
  );
  const facts = clusterFacts(contest, state);
  const ofWeight = (weight: string) => facts.filter((cluster) => cluster.weight === weight);
  expect(sum(ofWeight('quarantined'))).toBe(account.quarantined);
  expect(sum(ofWeight('voided'))).toBe(account.voidedBy.abuse);
  expect(quarantinedClusters(contest, state)).toEqual({
    clusters: ofWeight('quarantined').filter(({ votes }) => votes > 0).length,
    votes: account.quarantined,
  });
  const { voided, cleared } = decisionsOn(contest, state);
  expect(sum(voided)).toBe(account.voidedBy.abuse);
  expect(sum(cleared)).toBeLessThanOrEqual(account.counted);
  for (const rows of [voided, cleared]) {
    expect(new Set(rows.map(({ reason }) => reason)).size).toBe(rows.length);
    expect(rows.every(({ votes }) => votes > 0)).toBe(true);
  }
  for (const { votes, targets, found, gone } of facts) {
    expect(gone).toBeLessThanOrEqual(found);
    if (votes > 0) expect(sum(targets)).toBe(votes);
  }
}

const VOTERS = ['Ana', 'Ben', 'Cem', 'Dee', 'Eva', 'Fay'];
const step = fc.record({
  kind: fc.constantFrom(
    ...[
      'vote',
      'vote',
      'vote',
      'takeBack',
      'hold',
      'hold',
      'decide',
      'decide',
      'leave',
      'join',
      'out',
    ],
  ),
  voter: fc.constantFrom(...VOTERS),
  others: fc.subarray(VOTERS),
  target: fc.nat(2),
  clusterId: fc.constantFrom('a', 'b', 'c', '7'),
  type: fc.constantFrom('clear', 'void'),
  reason: fc.constantFrom(...REASONS),
});
const steps = fc.array(step, { maxLength: 40 });

describe('the figures of clusters', () => {
  it('are parts of the account, whatever is cast, taken back, refused, joined and decided', () => {
    fc.assert(
      fc.property(steps, (played) => {
        const relay = new Relay({ votes: { budget: 30, per: 'total' } });
        const entries = ['P', 'Q', 'R'].map((author) => relay.approved(author));
        const atMs = RELAY_OPENS_MS + 3 * DAY_MS;
        for (const { kind, voter, others, target, clusterId, type, reason } of played) {
          const entryId = entries[target]!;
          if (kind === 'vote') relay.vote(voter, entryId);
          else if (kind === 'takeBack') relay.act(voter, { type: 'unvote', entryId }, { atMs });
          else if (kind === 'hold') {
            const votes = others.map((who) => ({ voterId: actorIdOf(who), targetId: entryId }));
            const { contest, state } = relay.game;
            const standing = votes.filter((vote) => contest.votes!.stands(state.play, vote));
            hold(relay.game, clusterId, standing);
          } else if (kind === 'decide') decide(relay.game, clusterId, type, reason, atMs);
          else if (kind === 'leave' && relay.refuse(entryId, { atMs }) !== null)
            relay.approve(entryId, { atMs });
          else if (kind === 'join') relay.game.join(voter, others[0] ?? 'Gus', atMs);
          else if (kind === 'out' && played.length % 3 === 0) {
            const action = {
              type: 'core.disqualify',
              standingId: entryId,
              reason,
            } as Act['action'];
            relay.game.act({ who: 'Mo', role: 'moderator', verifiedAtMs: 0, atMs, action });
          }
          expectSums(relay.game);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are so too where one vote holds all ballots of its voter', () => {
    const ballot = { method: 'ranked', most: 3 } as const;
    const second = round(ballot, {
      ...{ id: 'second', label: 'Second' },
      ...{ opensAtMs: CLOSES_MS + DAY_MS, closesAtMs: CLOSES_MS + 3 * DAY_MS },
    });
    fc.assert(
      fc.property(steps, (played) => {
        const config = brandVote(ballot, { rounds: [round(ballot, { advance: 3 }), second] });
        const vote = new DesignVote(config);
        for (const [index, one] of played.entries()) {
          const { kind, voter, others, target, clusterId, type, reason } = one;
          const later = index >= played.length / 2;
          const roundId = later ? 'second' : 'first';
          const atMs = later ? CLOSES_MS + DAY_MS : OPENS_MS;
          const name = 'ABC'[target]!;
          if (kind === 'vote') vote.rank(voter, name, { atMs, roundId });
          else if (kind === 'takeBack')
            vote.act(voter, { type: 'takeBallotBack', roundId }, { atMs });
          else if (kind === 'hold') {
            const targetId = vote.id(name);
            const votes = others.map((who) => ({ voterId: actorIdOf(who), targetId }));
            hold(vote.game, clusterId, votes);
          } else if (kind === 'decide') decide(vote.game, clusterId, type, reason, atMs);
          else if (kind === 'join') vote.game.join(voter, others[0] ?? 'Gus', atMs);
          expectSums(vote.game);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('leave out what was taken back, and have it again when it is cast again', () => {
    const relay = new Relay({ votes: { budget: 30, per: 'total' } });
    const entryId = relay.approved('P');
    for (const who of VOTERS) relay.vote(who, entryId);
    const votes = VOTERS.map((who) => ({ voterId: actorIdOf(who), targetId: entryId }));
    hold(relay.game, 'a', votes);
    const facts = () => clusterFacts(relay.game.contest, relay.game.state)[0];
    expect(facts()).toMatchObject({ votes: 6, found: 6, gone: 0 });
    const atMs = RELAY_OPENS_MS + 3 * DAY_MS;
    for (const who of VOTERS.slice(2)) relay.act(who, { type: 'unvote', entryId }, { atMs });
    expect(facts()).toMatchObject({ votes: 2, found: 6, gone: 4 });
    expect(facts()?.targets).toEqual([{ id: entryId, votes: 2 }]);
    relay.refuse(entryId, { atMs });
    expect(facts()).toMatchObject({ votes: 0, gone: 6 });
    // For whom they were is known all the same.
    expect(facts()?.targets).toEqual([{ id: entryId, votes: 6 }]);
    expect(quarantinedClusters(relay.game.contest, relay.game.state)).toEqual({
      clusters: 0,
      votes: 0,
    });
    relay.approve(entryId, { atMs });
    expect(facts()).toMatchObject({ votes: 2, gone: 4 });
    expect(decide(relay.game, 'a', 'clear', 'A school.', atMs)).toBe(true);
    const out = { type: 'core.disqualify', standingId: entryId, reason: 'Not own.' };
    const cleared = () => decisionsOn(relay.game.contest, relay.game.state).cleared;
    expect(cleared()).toEqual([{ reason: 'A school.', votes: 2 }]);
    relay.game.act({
      ...{ who: 'Mo', role: 'moderator', verifiedAtMs: 0, atMs },
      action: out as Act['action'],
    });
    // They went with their entry: nobody can say of them that they count.
    expect(cleared()).toEqual([]);
    expect(clusterFigures(relay.game.contest, relay.game.state).get('a')).toMatchObject({
      votes: 2,
      disqualified: 2,
    });
  });

  it('sum up the same words, most votes first, then in the order of the words', () => {
    const relay = new Relay({ votes: { budget: 30, per: 'total' } });
    const entries = ['P', 'Q', 'R'].map((author) => relay.approved(author));
    const atMs = RELAY_OPENS_MS + 3 * DAY_MS;
    const group = (id: string, target: number, voters: readonly string[], reason: string) => {
      const targetId = entries[target]!;
      for (const who of voters) relay.vote(who, targetId);
      hold(
        relay.game,
        id,
        voters.map((who) => ({ voterId: actorIdOf(who), targetId })),
      );
      decide(relay.game, id, 'void', reason, atMs);
    };
    group('a', 0, ['Ana', 'Ben'], 'Votes exchanged for votes.');
    group('b', 1, ['Cem', 'Dee', 'Eva'], 'One machine.');
    group('c', 2, ['Fay'], 'One machine.');
    group('d', 2, ['Ana', 'Ben'], 'A <b>bot</b>.');
    expect(decisionsOn(relay.game.contest, relay.game.state)).toEqual({
      voided: [
        { reason: 'One machine.', votes: 4 },
        { reason: 'A <b>bot</b>.', votes: 2 },
        { reason: 'Votes exchanged for votes.', votes: 2 },
      ],
      cleared: [],
    });
  });

  it('list forty reasons at most and sum up the others, so that a board stays small', () => {
    const relay = new Relay({ votes: { budget: 30, per: 'total' } });
    const targetId = relay.approved('P');
    const atMs = RELAY_OPENS_MS + 3 * DAY_MS;
    for (let index = 0; index < 43; index++) {
      relay.vote(`Fan ${index}`, targetId);
      hold(relay.game, `c${index}`, [{ voterId: actorIdOf(`Fan ${index}`), targetId }]);
      decide(relay.game, `c${index}`, 'void', `Reason ${100 + index}`, atMs);
    }
    const { voided } = decisionsOn(relay.game.contest, relay.game.state);
    expect(voided).toHaveLength(41);
    expect(voided.at(-1)).toEqual({ reason: null, votes: 3 });
    expectSums(relay.game);
  });
});
