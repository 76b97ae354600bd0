import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demoPictures, Game, playSteps, type Act } from '../test/support/play.ts';
import { clusterFacts, FORGOTTEN, type ClusterAct } from './clusters.ts';
import type { AnyContest, VoteRef } from './contract.ts';
import { streetPhotoRelay } from './street-photo-relay/rules.server.ts';

const contest = streetPhotoRelay as AnyContest;
const NOW_MS = Date.UTC(2026, 4, 4, 12);
const typeOf = (step: { action: unknown }) => (step.action as { type?: string }).type ?? '';

/** The demo's game up to the selection, with everything that was cast in it. */
function voted() {
  const { config, steps } = contest.demo.playedToTheEnd(NOW_MS, demoPictures);
  const game = new Game(contest, config, {}, steps[0]!.atMs - 1);
  playSteps(
    game,
    steps.filter((step) => !typeOf(step).startsWith('core.')),
  );
  const atMs = steps.find((step) => typeOf(step) === 'core.selectWinners')!.atMs;
  const cast = game.events.flatMap(({ actorId, data }) =>
    contest
      .votes!.castBy(data)
      .map((targetId) => [`${actorId} ${targetId}`, { voterId: actorId, targetId }] as const),
  );
  // Somebody may have taken a vote back and cast it again.
  const votes: VoteRef[] = [...new Map(cast).values()].filter((vote) =>
    contest.votes!.stands(game.state.play, vote),
  );
  const act = (action: ClusterAct, role: 'moderator' | 'system' = 'moderator') =>
    game.act({
      ...{ who: `a ${role}`, role, verifiedAtMs: 0, atMs },
      action: action as Act['action'],
    }).outcome;
  const account = () => contest.votes!.account(game.state.play, []);
  return { game, act, account, votes };
}

const decision = fc.record({
  clusterId: fc.constantFrom('a', 'b', 'c'),
  voids: fc.boolean(),
  /** Every n-th vote from the m-th on. */
  from: fc.nat({ max: 20 }),
  step: fc.integer({ min: 1, max: 7 }),
});

describe('decisions on votes that counted', () => {
  it('leave an account that sums up to what was cast, and decide on no vote twice', () => {
    fc.assert(
      fc.property(fc.array(decision, { minLength: 1, maxLength: 8 }), (decisions) => {
        const { game, act, account, votes } = voted();
        const before = account();
        expect(votes.length).toBe(before.cast);
        for (const { clusterId, voids, from, step } of decisions) {
          const found = {
            signals: ['a-signal'],
            votes: votes.filter((_, index) => index >= from && (index - from) % step === 0),
          };
          const seen = game.state.core.clusters[clusterId]?.weight ?? 'suspect';
          act(
            voids
              ? { type: 'core.voidCluster', clusterId, seen, reason: 'Not people.', found }
              : { type: 'core.clearCluster', clusterId, seen, reason: 'A school.', found },
          );
        }
        const clusters = Object.values(game.state.core.clusters);
        const held = clusters.flatMap((cluster) =>
          cluster.votes.map(({ voterId, targetId }) => `${voterId} ${targetId}`),
        );
        expect(new Set(held).size).toBe(held.length);
        const voided = clusters
          .filter(({ weight }) => weight === 'voided')
          .reduce((sum, cluster) => sum + cluster.votes.length, 0);
        const after = account();
        expect(after.cast).toBe(before.cast);
        expect(after.counted + after.quarantined + after.voided).toBe(after.cast);
        expect(after.quarantined).toBe(0);
        expect(after.voidedBy.abuse).toBe(voided);
        const reasons = Object.values(after.voidedBy).reduce((sum, count) => sum + count, 0);
        expect(reasons).toBe(after.voided);
      }),
      { numRuns: 20 },
    );
  });

  it('need votes that somebody found, cast and undecided', () => {
    const { act, votes } = voted();
    const refused = { ok: false, code: 'core/NO_SUCH_CLUSTER' };
    const clear = { type: 'core.clearCluster', seen: 'suspect', reason: 'A school.' } as const;
    expect(act({ ...clear, clusterId: 'a' })).toMatchObject(refused);
    const invented = { signals: [], votes: [{ voterId: 'nobody', targetId: 'nothing' }] };
    expect(act({ ...clear, clusterId: 'a', found: invented })).toMatchObject(refused);
    const found = { signals: [], votes: votes.slice(0, 5) };
    expect(act({ ...clear, clusterId: 'a', found }).ok).toBe(true);
    expect(act({ ...clear, type: 'core.voidCluster', clusterId: 'b', found })).toMatchObject(
      refused,
    );
  });

  it('undo no decision that whoever decides has not seen', () => {
    const { game, act, account, votes } = voted();
    const found = { signals: [], votes: votes.slice(0, 5) };
    const decision = { clusterId: 'a', reason: 'Looked into.', found } as const;
    const voids = { ...decision, type: 'core.voidCluster' } as const;
    const clears = { ...decision, type: 'core.clearCluster' } as const;
    expect(act({ ...voids, seen: 'suspect' }).ok).toBe(true);
    const decided = account();
    for (const seen of ['suspect', 'quarantined', 'counted'] as const) {
      expect(act({ ...clears, seen })).toMatchObject({ code: 'core/DECIDED_MEANWHILE' });
      expect(act({ ...voids, seen })).toMatchObject({ code: 'core/ALREADY_DECIDED' });
    }
    expect(account()).toEqual(decided);
    expect(act({ ...clears, seen: 'voided' }).ok).toBe(true);
    expect(game.state.core.clusters['a']).toMatchObject({
      weight: 'counted',
      reason: 'Looked into.',
    });
  });
});

describe('votes of somebody who asked to be forgotten', () => {
  const forget = (votes: readonly VoteRef[], clusterId = 'gone'): ClusterAct => ({
    ...{ type: 'core.voidCluster', clusterId, seen: 'suspect', reason: 'Asked to be forgotten.' },
    found: { signals: [FORGOTTEN], votes },
  });
  const decision = { seen: 'suspect', reason: 'Looked into.' } as const;

  it('count no more, whatever was decided on them, and what comes on the ledger tells nobody what that was', () => {
    const { act, account, votes } = voted();
    const [free, cleared, voided] = [votes.slice(0, 4), votes.slice(4, 8), votes.slice(8, 12)];
    const found = (some: readonly VoteRef[]) => ({ found: { signals: ['a-signal'], votes: some } });
    act({ type: 'core.clearCluster', clusterId: 'a', ...decision, ...found(cleared) });
    act({ type: 'core.voidCluster', clusterId: 'b', ...decision, ...found(voided) });
    const before = account();
    const written = [free, cleared, voided].map((some, index) => {
      const decided = act(forget(some, `gone ${index}`), 'system');
      return decided.ok && decided.events.map(({ type }) => type);
    });
    const events = ['core.votesQuarantined', 'core.clusterVoided'];
    expect(written).toEqual([events, events, events]);
    expect(account()).toMatchObject({ cast: before.cast, counted: before.counted - 8 });
    expect(account().voidedBy.abuse).toBe(12);
    // A second time there is nothing to do.
    expect(act(forget(free, 'again'), 'system')).toMatchObject({ code: 'core/NO_SUCH_CLUSTER' });
  });

  it('do not come back when the group that they were in is cleared, and nobody can decide on them', () => {
    const { game, act, account, votes } = voted();
    const found = { signals: ['a-signal'], votes: votes.slice(0, 6) };
    act({ type: 'core.voidCluster', clusterId: 'a', ...decision, found });
    act(forget(votes.slice(0, 2)), 'system');
    const { counted } = account();
    const clear = { type: 'core.clearCluster', reason: 'A school.' } as const;
    expect(act({ ...clear, clusterId: 'gone', seen: 'voided' })).toMatchObject({
      code: 'core/NO_SUCH_CLUSTER',
    });
    expect(act({ ...clear, clusterId: 'a', seen: 'voided' }).ok).toBe(true);
    expect(account().counted).toBe(counted + 4);
    expect(clusterFacts(contest, game.state).map(({ id, votes: left }) => [id, left])).toEqual([
      ['a', 4],
    ]);
  });

  it('do not come back with an entry that had left the gallery when they were forgotten', () => {
    const { game, act, account, votes } = voted();
    const [{ targetId: entryId }] = votes as [VoteRef];
    const gone = votes.filter((vote) => vote.targetId === entryId).slice(0, 2);
    const moderate = (action: Record<string, unknown>) =>
      act({ ...action, entryId } as unknown as ClusterAct);
    const before = account();
    expect(moderate({ type: 'refuse', reason: 'quality' }).ok).toBe(true);
    expect(act(forget(gone), 'system').ok).toBe(true);
    expect(moderate({ type: 'approve' }).ok).toBe(true);
    expect(account()).toMatchObject({
      ...{ cast: before.cast, counted: before.counted - 2 },
      voidedBy: { ...before.voidedBy, abuse: before.voidedBy.abuse + 2 },
    });
    expect(game.contest.votes!.stands(game.state.play, gone[0]!)).toBe(true);
  });
});
