import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, OPENS_MS, Relay, relayConfig } from '../../test/support/relay.ts';
import { votesFor, votesUsed } from '../mechanics/ballots.ts';
import { isLive } from '../mechanics/entries.ts';
import type { Action } from './schema.ts';
import { budgetOf } from './state.ts';

const VOTING_OPENS_MS = OPENS_MS + 2 * DAY_MS;
const VOTING_CLOSES_MS = OPENS_MS + 12 * DAY_MS;

describe('voting', () => {
  it.each([
    [VOTING_OPENS_MS - 1, 'ballots/CLOSED'],
    [VOTING_OPENS_MS, null],
    [VOTING_CLOSES_MS - 1, null],
    [VOTING_CLOSES_MS, 'ballots/CLOSED'],
  ])('at %i is answered with %s', (atMs, code) => {
    const relay = new Relay();
    const id = relay.approved('Ana');
    expect(relay.vote('Ben', id, { atMs })).toBe(code);
  });

  it('refuses self-votes, second votes and anything outside the gallery in the same words', () => {
    const relay = new Relay();
    const id = relay.approved('Ana');
    const pending = relay.submit('Cem').id;
    expect(relay.vote('Ana', id)).toBe('ballots/OWN_ENTRY');
    expect(relay.vote('Ben', id)).toBeNull();
    expect(relay.vote('Ben', id)).toBe('ballots/ALREADY_VOTED');
    for (const entryId of [pending, 'constructor', 'none']) {
      expect(relay.vote('Ben', entryId)).toBe('ballots/NOT_IN_GALLERY');
    }
  });

  it('per stop has a budget at every stop', () => {
    const relay = new Relay({ votes: { budget: 1, per: 'stop' } });
    const [a, b] = [relay.approved('Ana'), relay.approved('Cem')];
    const lisbon = relay.approved('Ana', { stopId: 'lisbon' });
    expect([relay.vote('Ben', a), relay.vote('Ben', b), relay.vote('Ben', lisbon)]).toEqual([
      null,
      'ballots/NO_VOTES_LEFT',
      null,
    ]);
    expect(relay.mine('Ben').votesLeft).toBeNull();
    expect(relay.mine('Ben').stops.map((stop) => stop.votesLeft)).toEqual([0, 0]);
  });

  it('per day refills 24 hours after the opening, and says when', () => {
    const relay = new Relay({ votes: { budget: 1, per: 'day' }, entriesPerStop: 5 });
    const [a, b] = [relay.approved('Ana'), relay.approved('Ana')] as const;
    const secondDayMs = VOTING_OPENS_MS + DAY_MS;
    expect(relay.vote('Ben', a, { atMs: secondDayMs - 1 })).toBeNull();
    const late = relay.game.act({
      who: 'Ben',
      role: 'fan',
      verifiedAtMs: null,
      atMs: secondDayMs - 1,
      action: { type: 'vote', entryId: b },
    });
    expect(late.outcome).toMatchObject({
      code: 'ballots/NO_VOTES_LEFT_TODAY',
      retryAtMs: secondDayMs,
    });
    expect(relay.mine('Ben', secondDayMs - 1)).toMatchObject({
      votesLeft: 0,
      votesRefillAtMs: secondDayMs,
    });
    expect(relay.mine('Ben', secondDayMs)).toMatchObject({ votesLeft: 1 });
    expect(relay.vote('Ben', b, { atMs: secondDayMs })).toBeNull();
    expect(relay.mine('Ben', VOTING_CLOSES_MS - 1).votesRefillAtMs).toBeNull();
  });

  it('can be taken back while it runs, and the vote is free again', () => {
    const relay = new Relay({ votes: { budget: 1, per: 'total' } });
    const [a, b] = [relay.approved('Ana'), relay.approved('Cem')];
    relay.vote('Ben', a);
    expect(relay.vote('Ben', b)).toBe('ballots/NO_VOTES_LEFT');
    const unvote: Action = { type: 'unvote', entryId: a };
    expect(relay.act('Ben', unvote, { atMs: VOTING_CLOSES_MS })).toBe('ballots/CLOSED');
    expect(relay.act('Ben', unvote, { atMs: VOTING_CLOSES_MS - 1 })).toBeNull();
    expect(relay.act('Ben', unvote, { atMs: VOTING_CLOSES_MS - 1 })).toBe('ballots/NOT_VOTED');
    expect(relay.vote('Ben', b)).toBeNull();
    expect(relay.account()).toMatchObject({ cast: 1, counted: 1, voided: 0 });
  });

  it('is not possible where winners are found by a jury alone', () => {
    const jury = { by: 'jury', weights: { jury: 1, votes: 1 } } as const;
    const relay = new Relay({ votes: { budget: 0, per: 'total' }, selection: jury });
    const id = relay.approved('Ana');
    expect(relay.vote('Ben', id)).toBe('ballots/CLOSED');
    expect(relay.mine('Ben').canVote).toBe(false);
  });

  it('for an entry that leaves the gallery gives the vote back, and counts it again when the entry returns', () => {
    const relay = new Relay({ votes: { budget: 1, per: 'total' } });
    const [a, b] = [relay.approved('Ana'), relay.approved('Cem')];
    relay.vote('Ben', a);
    relay.vote('Dee', a);
    relay.refuse(a, { atMs: OPENS_MS + 4 * DAY_MS });
    expect(relay.mine('Ben')).toMatchObject({ votes: [], votesLeft: 1 });
    expect(relay.account()).toMatchObject({ cast: 2, counted: 0, voided: 2 });
    expect(relay.vote('Ben', b, { atMs: OPENS_MS + 4 * DAY_MS })).toBeNull();
    relay.approve(a, { atMs: OPENS_MS + 5 * DAY_MS });
    // Ben has given his vote elsewhere; Dee's counts again.
    expect(relay.ranks()).toEqual([
      [a, 1],
      [b, 1],
    ]);
    expect(relay.mine('Ben').votes).toEqual([b]);
    expect(relay.mine('Dee').votes).toEqual([a]);
    expect(relay.account()).toMatchObject({ cast: 3, counted: 2, voided: 1 });
  });
});

it('shows a photograph once, though its earlier entry comes back', () => {
  const relay = new Relay();
  const first = relay.approved('Ana', { photo: 6 });
  relay.refuse(first);
  const second = relay.approved('Ana', { photo: 6 });
  relay.refuse(second);
  expect(relay.approve(first)).toBeNull();
  expect(relay.approve(second)).toBe('entries/SENT_AGAIN');
  expect(relay.submit('Ana', { photo: 6 }).code).toBe('entries/DUPLICATE_OWN');
});

describe('any relay', () => {
  const step = fc.record({
    kind: fc.constantFrom(
      'submit',
      'approve',
      'refuse',
      'withdraw',
      'vote',
      'vote',
      'vote',
      'unvote',
      'join',
    ),
    who: fc.constantFrom('Ana', 'Ben', 'Cem', 'guest'),
    stopId: fc.constantFrom('porto', 'lisbon'),
    entry: fc.nat(12),
    photo: fc.nat(12),
    waitMs: fc.integer({ min: 0, max: 12 * HOUR_MS }),
  });
  const votes = fc.record({
    budget: fc.integer({ min: 1, max: 2 }),
    per: fc.constantFrom('stop', 'day', 'total'),
  });

  it('keeps budgets, refuses self-votes and counts exactly the votes for what is in the gallery', () => {
    fc.assert(
      fc.property(
        votes,
        fc.array(step, { minLength: 10, maxLength: 80, size: 'max' }),
        (budgets, steps) => {
          const relay = new Relay({ votes: budgets as never, entriesPerFan: 4, entriesPerStop: 3 });
          const known: string[] = [];
          let atMs = OPENS_MS + DAY_MS;
          for (const { kind, who, stopId, entry, photo, waitMs } of steps) {
            atMs += waitMs;
            const entryId = known[entry % Math.max(1, known.length)] ?? 'none';
            if (kind === 'submit') {
              const { id, code } = relay.submit(who, { stopId, photo, atMs });
              if (code === null) known.push(id);
            } else if (kind === 'approve') relay.approve(entryId, { atMs });
            else if (kind === 'refuse') relay.refuse(entryId, { atMs });
            else if (kind === 'join') relay.game.join('guest', 'Ana', atMs);
            else relay.act(who, { type: kind, entryId } as Action, { atMs });

            const { ballots, entries } = relay.state;
            const all = Object.values(entries.byId);
            const counted = all.reduce((sum, one) => sum + votesFor(ballots, one.id), 0);
            expect(ballots.counted).toBe(counted);
            for (const one of all) {
              const voters = Object.keys(ballots.standing[one.id] ?? {});
              expect(voters).not.toContain(one.authorId);
              expect(votesFor(ballots, one.id)).toBe(voters.length);
              if (one.status !== 'approved') expect(voters).toEqual([]);
            }
            for (const [voterId, used] of Object.entries(ballots.used)) {
              for (const budget of Object.keys(used)) {
                expect(votesUsed(ballots, voterId, budget)).toBeLessThanOrEqual(budgets.budget);
              }
            }
            expect(new Set(all.filter(isLive).map((one) => one.fingerprint)).size).toBe(
              all.filter(isLive).length,
            );
            const { voidedBy, ...figures } = relay.account();
            const shown = [...Object.values(figures), ...Object.values(voidedBy)];
            expect(shown.every((figure) => figure >= 0)).toBe(true);
          }
        },
      ),
    );
  });

  it('charges each vote to the budget that its rules name', () => {
    const at = (per: 'stop' | 'day' | 'total', atMs: number) =>
      budgetOf(relayConfig({ votes: { budget: 1, per } }), 'porto', atMs);
    expect(at('stop', VOTING_OPENS_MS)).toBe('porto');
    expect(at('total', VOTING_OPENS_MS)).toBe('');
    expect([at('day', VOTING_OPENS_MS), at('day', VOTING_OPENS_MS + DAY_MS)]).toEqual(['0', '1']);
  });

  it('is accounted for in full once no vote can be cast any more, and by one figure before', () => {
    const relay = new Relay({ votes: { budget: 1, per: 'total' } });
    relay.vote('Ben', relay.approved('Ana'));
    const { votes } = relay.board(VOTING_CLOSES_MS - 1);
    expect(votes).toEqual({
      cast: 1,
      counted: null,
      quarantined: null,
      voided: null,
      voidedBy: null,
    });
    expect(relay.board(VOTING_CLOSES_MS).votes).toEqual(relay.account());
  });
});
