import { env } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import type { AnyContest } from '../../contests/contract.ts';
import { standingsOf } from '../../contests/lifecycle.ts';
import { logoDesignVotes } from '../../contests/logo-design-votes/rules.server.ts';
import type { Ballot, Board, Mine } from '../../contests/logo-design-votes/schema.ts';
import { replay } from '../../contests/replay.ts';
import type { ActInput } from '../../worker/room/act.ts';
import { advanceClock, nowMs } from '../../worker/clock.ts';
import { roomOf } from '../../worker/room/room-stub.ts';
import { brandVote, round } from '../support/design-vote.ts';
import {
  faultsOf,
  HOUR_MS,
  input,
  ledgerOf,
  loseMemory,
  newContest,
  send,
} from './engine-world.ts';

const contest = logoDesignVotes as AnyContest;
const FANS = 40;
const ROBOTS = 60;
/** All that there are of five designs. */
const PAIRS = 10;

const traceOf = (who: string, index: number) =>
  who === 'robot'
    ? {
        addressHash: `address-${index}`,
        blockHash: `block-${index % 50}`,
        network: 'AS64500',
        deviceHash: 'robot device',
        agentHash: 'robot agent',
        referrerHash: null,
      }
    : {
        addressHash: `home-${index}`,
        blockHash: `home block ${index}`,
        network: `AS${index % 7}`,
        deviceHash: `device-${index}`,
        agentHash: `agent-${index % 5}`,
        referrerHash: null,
      };

const ballots: Ballot[] = [
  { method: 'approval', most: 2 },
  { method: 'score', unscored: 'zero' },
  { method: 'ranked', most: 5 },
  { method: 'pairs', perFan: PAIRS },
];

/** A vote on five designs of a brand that is open now, in which one machine votes for the second as sixty accounts. */
class Attacked {
  readonly id: string;
  readonly designs: readonly string[];
  readonly #ballot: Ballot;

  private constructor(id: string, ballot: Ballot, designs: readonly string[]) {
    this.id = id;
    this.designs = designs;
    this.#ballot = ballot;
  }

  /** In the first of two rounds, `advance` designs of which go on to the other, where it says so. */
  static async by(ballot: Ballot, advance?: number): Promise<Attacked> {
    const opensAtMs = nowMs() - HOUR_MS;
    const closesAtMs = nowMs() + HOUR_MS;
    const final = { id: 'final', opensAtMs: closesAtMs, closesAtMs: closesAtMs + HOUR_MS };
    const first = { opensAtMs, closesAtMs, ...(advance === undefined ? {} : { advance }) };
    const id = await newContest(
      brandVote(ballot, {
        rounds: [round(ballot, first), ...(advance === undefined ? [] : [round(ballot, final)])],
        resultsAtMs: closesAtMs + 2 * HOUR_MS,
      }),
      { type: contest.type },
    );
    const { offered } = (await roomOf(env, id).view(null))?.board as Board;
    const attacked = new Attacked(id, ballot, offered);
    await attacked.vote('fan', FANS, (index) => (index % 4 === 0 ? 2 : 0));
    await attacked.vote('robot', ROBOTS, () => 1);
    return attacked;
  }

  /** Everybody puts one design first, by the method of the round. */
  private async vote(who: string, count: number, favourite: (index: number) => number) {
    for (let time = 0; time < (this.#ballot.method === 'pairs' ? PAIRS : 1); time++)
      for (let start = 0; start < count; start += 20) {
        const voters = Array.from({ length: 20 }, (_, index) => start + index);
        const acts = voters.map((index) => this.act(who, index, favourite(index)));
        await send(this.id, ...(await Promise.all(acts)));
      }
  }

  private async act(who: string, index: number, favourite: number): Promise<ActInput> {
    const first = this.designs[favourite] as string;
    const other = this.designs[3 + (index % 2)] as string;
    const voter = `${who}-${index}`;
    const act = (action: { type: string } & Record<string, unknown>) =>
      input(voter, { ...action, roundId: 'first' } as { type: string }, {
        trace: traceOf(who, index),
      });
    switch (this.#ballot.method) {
      case 'approval':
        // Robots hide the one that is to win behind another.
        return act({
          type: 'approveDesigns',
          entryIds: who === 'robot' ? [other, first] : [first, other],
        });
      case 'ranked':
        return act({ type: 'rankDesigns', entryIds: [first, other] });
      case 'score':
        return act({
          type: 'scoreDesigns',
          scores: [
            { entryId: other, points: who === 'robot' ? 5 : 2 },
            { entryId: first, points: who === 'robot' ? 4 : 5 },
          ],
        });
      case 'pairs': {
        const next = (await this.mineOf(voter)).round?.pairs?.next;
        const choice = next?.rightEntryId === first ? 'right' : 'left';
        return act({ type: 'choose', ...next, choice });
      }
    }
  }

  async mineOf(who: string): Promise<Mine> {
    return (await roomOf(env, this.id).view(who))?.mine as Mine;
  }

  async board(): Promise<Board> {
    return (await roomOf(env, this.id).view(null))?.board as Board;
  }

  async account() {
    return (await roomOf(env, this.id).review({ actorId: 'mo', role: 'moderator' }))?.votes;
  }

  /** Standings as the ledger alone gives them, and as they are on file. */
  async standings() {
    const state = replay(contest, (await ledgerOf(this.id)).events)!;
    const standings = standingsOf(contest, state);
    const { results } = await env.DB.prepare(
      'SELECT id, rank FROM standing WHERE contest_id = ? ORDER BY id',
    )
      .bind(this.id)
      .all();
    const onLedger = standings.map(({ id, rank }) => ({ id, rank }));
    expect(results).toEqual(onLedger.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
    return standings;
  }

  async first(): Promise<number> {
    return this.designs.indexOf((await this.standings())[0]?.id ?? '');
  }

  async decide(type: string, seen: string) {
    const { events } = await ledgerOf(this.id);
    const found = events.find(({ data }) => data.type === 'core.votesLookedThrough');
    const { clusters } = found?.data as unknown as { clusters: { clusterId: string }[] };
    const decision = { type, clusterId: clusters[0]?.clusterId, seen, reason: 'One machine.' };
    const act = input('mo', decision as never, { role: 'moderator' });
    return (await send(this.id, act))[0]?.status;
  }
}

describe.each(ballots.map((ballot) => [ballot.method, ballot] as const))(
  'a burst of one machine in a round by %s',
  (_, ballot) => {
    it('is put into quarantine, and moves the standings when it is cleared or voided', async () => {
      const attacked = await Attacked.by(ballot);
      const robot = await attacked.mineOf('robot-7');
      const before = await attacked.board();
      const won = await attacked.standings();
      const all = FANS + ROBOTS;
      expect(await attacked.first()).toBe(1);
      expect(await roomOf(env, attacked.id).sweep()).toBe(1);
      const state = replay(contest, (await ledgerOf(attacked.id)).events)!;
      const [cluster] = Object.values(state.core.clusters);
      const robots = new Set(Array.from({ length: ROBOTS }, (_, index) => `robot-${index}`));
      expect(new Set(cluster?.votes.map(({ voterId }) => voterId))).toEqual(robots);
      const forTheirs = cluster?.votes.filter(({ targetId }) => targetId === attacked.designs[1]);
      expect(forTheirs).toHaveLength(ROBOTS);
      expect(await attacked.account()).toMatchObject({
        cast: all,
        counted: FANS,
        quarantined: ROBOTS,
      });
      expect(await attacked.first()).toBe(0);
      // Whoever is held sees no difference, and the public reads how many ballots were cast.
      expect(await attacked.mineOf('robot-7')).toEqual(robot);
      const { votes, rounds } = await attacked.board();
      expect({ votes, rounds }).toEqual({ votes: before.votes, rounds: before.rounds });
      expect(votes).toMatchObject({ cast: all, quarantined: null });
      expect(await roomOf(env, attacked.id).sweep()).toBe(0);

      expect(await attacked.decide('core.clearCluster', 'quarantined')).toBe('accepted');
      expect(await attacked.standings()).toEqual(won);
      expect(await attacked.decide('core.voidCluster', 'counted')).toBe('accepted');
      expect(await attacked.first()).toBe(0);
      const account = await attacked.account();
      expect(account).toMatchObject({ cast: all, counted: FANS, voidedBy: { abuse: ROBOTS } });
      await loseMemory(attacked.id);
      expect(await attacked.account()).toEqual(account);
      expect(faultsOf(await ledgerOf(attacked.id))).toEqual([]);
    });
  },
);

describe('a burst in the last minute of a round', () => {
  it('is found before it is decided who goes on, whoever asks first', async () => {
    const attacked = await Attacked.by({ method: 'approval', most: 2 }, 2);
    advanceClock(HOUR_MS);
    const room = roomOf(env, attacked.id);
    const late = input('fan-1', { type: 'takeBallotBack', roundId: 'first' } as never);
    const [, [refused], view] = await Promise.all([
      room.view(null),
      send(attacked.id, late),
      attacked.board(),
    ]);
    expect(refused).toMatchObject({ code: 'designs/ROUND_CLOSED' });
    const goOn = view.rounds[0]?.goOn?.map((id) => attacked.designs.indexOf(id));
    // The fans' first, and the two level behind it.
    expect(goOn?.sort()).toEqual([0, 3, 4]);
    const { events } = await ledgerOf(attacked.id);
    const looks = events.filter(({ data }) => data.type === 'core.votesLookedThrough');
    const cut = events.find(({ data }) => data.type === 'shortlisted');
    expect(looks).toHaveLength(1);
    expect(looks[0]?.seq).toBeLessThan(cut?.seq ?? 0);
  });
});
