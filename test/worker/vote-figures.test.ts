import { env } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ActInput } from '../../worker/room/act.ts';
import { roomOf } from '../../worker/room/room-stub.ts';
import type { ContestDetail, VoteFigures } from '../../worker/wire/contest.ts';
import type { ClustersReply, ContestReview } from '../../worker/wire/desk.ts';
import { Caller, signedIn } from './browser-like.ts';
import {
  accepted,
  approvedEntry,
  byModerator,
  closed,
  closingConfig,
  loseMemory,
  newContest,
  openConfig,
  send,
  unvote,
  vote,
} from './engine-world.ts';

// The figures of clusters, of the account and of warnings are the same figures, and the account says why.

const FANS = 40;
const ROBOTS = 40;

const many = (count: number, act: (index: number) => ActInput) =>
  Array.from({ length: count }, (_, index) => act(index));
const trace = (index: number, device: string | null) => ({
  addressHash: `${device} address ${index}`,
  blockHash: `${device} block ${index}`,
  network: device ? 'AS64500' : `AS${index % 7}`,
  deviceHash: device ?? `device-${index}`,
  agentHash: device ?? `agent-${index % 5}`,
  referrerHash: null,
});
const robot = (index: number, entryId: string, name = 'robot') =>
  vote(`${name}-${index}`, entryId, { trace: trace(index, name) });
const fan = (index: number, entryId: string) =>
  vote(`fan-${index}`, entryId, { trace: trace(index, null) });

let moderator: Caller;
beforeAll(async () => {
  await signedIn('brand');
  moderator = await signedIn('moderator');
});

const desk = async (id: string) =>
  (await moderator.json<ClustersReply>('GET', `/api/contests/${id}/clusters`)).body;
const readiness = async (id: string) =>
  (await moderator.json<ContestReview>('GET', `/api/contests/${id}/review`)).body.readiness;
/** What everybody reads of it. */
const published = async (id: string) => {
  const reply = await new Caller().json<ContestDetail>('GET', `/api/contests/${id}`);
  return (reply.body.board as { votes: VoteFigures }).votes;
};

async function attacked(config = openConfig()) {
  const id = await newContest(config);
  const stuffed = await approvedEntry(id, 'ann');
  const honest = await approvedEntry(id, 'ben');
  await send(id, ...many(FANS, (index) => fan(index, honest)));
  await send(id, ...many(ROBOTS, (index) => robot(index, stuffed)));
  expect(await roomOf(env, id).sweep()).toBe(1);
  return { id, stuffed, honest };
}

/** Puts the votes of these people aside and decides on them in one act. */
const decideOn = (
  id: string,
  entryId: string,
  type: 'void' | 'clear',
  voters: readonly string[],
  reason: string,
) =>
  accepted(
    id,
    byModerator({
      ...{
        type: `core.${type}Cluster`,
        clusterId: `${type} ${voters[0]}`,
        seen: 'suspect',
        reason,
      },
      found: { signals: [], votes: voters.map((voterId) => ({ voterId, targetId: entryId })) },
    }),
  );

describe('a group of votes', () => {
  it('has the votes that stand, at the desk and in the warning before the selection', async () => {
    const { id, stuffed } = await attacked(closingConfig());
    expect((await desk(id)).clusters).toMatchObject([{ votes: ROBOTS, found: ROBOTS, gone: 0 }]);
    await send(id, ...many(10, (index) => unvote(`robot-${index}`, stuffed)));
    const { clusters, account } = await desk(id);
    expect(clusters).toMatchObject([{ votes: 30, found: ROBOTS, gone: 10 }]);
    expect(clusters[0]?.targets).toMatchObject([{ id: stuffed, votes: 30 }]);
    expect(account).toMatchObject({ quarantined: 30 });
    await closed(id);
    expect((await readiness(id)).warnings).toContainEqual(
      expect.stringContaining('Votes in quarantine: 30, in 1 group.'),
    );
  });

  it('is no longer to be decided when its entry is gone, and comes back with it', async () => {
    const { id, stuffed } = await attacked(closingConfig());
    await accepted(id, byModerator({ type: 'refuse', entryId: stuffed, reason: 'quality' }));
    expect(await desk(id)).toMatchObject({ clusters: [], suspects: [] });
    expect((await desk(id)).account).toMatchObject({ quarantined: 0 });
    await closed(id);
    expect((await readiness(id)).warnings.join()).not.toContain('quarantine');
    await accepted(id, byModerator({ type: 'approve', entryId: stuffed }));
    expect((await desk(id)).clusters).toMatchObject([{ weight: 'quarantined', votes: ROBOTS }]);
  });

  it('says what a decision would make of its entry', async () => {
    const { id, stuffed, honest } = await attacked();
    const last = await approvedEntry(id, 'cem');
    await send(id, ...many(8, (index) => fan(100 + index, stuffed)));
    await send(id, ...many(20, (index) => fan(200 + index, last)));
    const effect = async () => (await desk(id)).clusters[0]?.effect;
    expect(await effect()).toEqual({ votes: 8, votesThen: 48, place: 3, placeThen: 1 });
    await send(id, ...many(20, (index) => unvote(`robot-${index}`, stuffed)));
    expect(await effect()).toEqual({ votes: 8, votesThen: 28, place: 3, placeThen: 2 });
    const standing = byModerator({
      ...{ type: 'core.disqualify', standingId: honest, reason: 'Not their own.' },
    });
    await accepted(id, standing);
    expect(await effect()).toEqual({ votes: 8, votesThen: 28, place: 2, placeThen: 1 });
  });
});

describe('the account of votes', () => {
  it('lists what was decided by reason, in the words that stand on the ledger', async () => {
    const { id, stuffed, honest } = await attacked(closingConfig());
    const fans = Array.from({ length: FANS }, (_, index) => `fan-${index}`);
    const exchanged = 'Votes <i>exchanged</i> for votes.';
    await decideOn(id, honest, 'void', fans.slice(0, 5), exchanged);
    await decideOn(id, honest, 'void', fans.slice(5, 9), 'One machine.');
    await decideOn(id, honest, 'void', fans.slice(9, 11), 'One machine.');
    await decideOn(id, honest, 'clear', fans.slice(11, 14), 'A school.');
    const decisions = {
      voided: [
        { reason: 'One machine.', votes: 6 },
        { reason: exchanged, votes: 5 },
      ],
      cleared: [{ reason: 'A school.', votes: 3 }],
    };
    expect((await desk(id)).account).toMatchObject({ decisions, settled: false });
    // While votes can be cast the public is told how many were and no more.
    expect(await published(id)).toMatchObject({ counted: null, decisions: null, settled: false });
    await closed(id);
    const account = await published(id);
    expect(account).toEqual({
      cast: FANS + ROBOTS,
      counted: FANS - 11,
      quarantined: ROBOTS,
      voided: 11,
      voidedBy: { entryGone: 0, joined: 0, abuse: 11, disqualified: 0 },
      decisions,
      settled: false,
    });
    const clusterId = (await desk(id)).clusters[0]?.id;
    const reason = 'One machine.';
    const decision = { type: 'core.voidCluster', clusterId, seen: 'quarantined', reason };
    await accepted(id, byModerator(decision));
    const summed = [{ reason, votes: 6 + ROBOTS }, decisions.voided[1]];
    expect((await published(id)).decisions?.voided).toEqual(summed);
    await accepted(id, byModerator({ type: 'refuse', entryId: stuffed, reason: 'quality' }));
    expect(await published(id)).toMatchObject({
      voided: 11 + ROBOTS,
      voidedBy: { entryGone: ROBOTS, abuse: 11 },
      decisions: { voided: decisions.voided },
    });
    await loseMemory(id);
    expect((await published(id)).decisions).toEqual(decisions);
    const disqualified = { type: 'core.disqualify', standingId: honest, reason: 'Not their own.' };
    await accepted(id, byModerator(disqualified));
    // Cleared votes of an entry that is out do not count, so nobody says that they do.
    expect(await published(id)).toMatchObject({
      counted: 0,
      voidedBy: { disqualified: FANS - 11 },
      decisions: { cleared: [] },
    });
  });

  it('is settled for those who decide once winners are selected, for everybody with the result', async () => {
    const { id } = await attacked(closingConfig());
    await closed(id);
    const settled = async () => [(await desk(id)).account?.settled, (await published(id)).settled];
    expect(await settled()).toEqual([false, false]);
    await accepted(id, byModerator({ type: 'core.selectWinners' }));
    expect(await settled()).toEqual([true, false]);
    await accepted(id, byModerator({ type: 'core.confirmWinners' }));
    await accepted(id, byModerator({ type: 'core.announce' }));
    expect(await settled()).toEqual([true, true]);
    expect(await published(id)).toMatchObject({ quarantined: ROBOTS });
  });
});
