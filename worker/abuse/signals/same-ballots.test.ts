import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  OPENS_AT_MS,
  type TestVote,
  attack,
  ballots,
  evidenceOf,
  smallCrowd,
} from '../../../test/support/abuse-evidence.ts';
import { createRandom } from '../../../contests/mechanics/draw.ts';
import { judge } from './clusters.ts';
import { indexEvidence } from './rows.ts';
import { sameBallots } from './same-ballots.ts';
import { defaultSettings } from './settings.ts';

const { quarantineFrom } = defaultSettings;
const find = (votes: readonly TestVote[], authors: Parameters<typeof evidenceOf>[1] = []) =>
  sameBallots(indexEvidence(evidenceOf(votes, authors)), defaultSettings);
const noonMs = OPENS_AT_MS + 60 * HOUR_MS;
const clients = ['entry-2', 'entry-5', 'entry-9', 'entry-12', 'entry-14'];
const random = createRandom('0e');
const units = Array.from({ length: 600 }, () => random.below(2 ** 30) / 2 ** 30);
/** Uniform in [0, 1), the same each time. */
const drawn = (number: number) => units[number]!;
const fans = smallCrowd({ fans: 250 });

/** Guests on devices of their own, each at home. */
const ring = (
  members: number,
  entries: number,
  each: (number: number) => Partial<TestVote> = () => ({}),
) =>
  ballots(
    members,
    () => clients.slice(0, entries),
    (number) => ({
      atMs: OPENS_AT_MS + Math.floor(drawn(number) * 5 * DAY_MS),
      ...{ blockHash: `ring-${number}`, network: `provider-${number % 10}`, verifiedAtMs: null },
      ...each(number),
    }),
  );

describe('a ring from many places', () => {
  it.each([
    [60, 5],
    [40, 4],
    [40, 5],
    [120, 4],
  ])('of %i whose ballots are the same %i entries is quarantined by itself', (members, entries) => {
    const votes = ring(members, entries);
    const [finding, ...others] = find([...fans, ...votes]);
    expect(others).toEqual([]);
    expect(finding?.score).toBeGreaterThanOrEqual(quarantineFrom);
    expect(finding?.detail).toMatchObject({ entries, exactly: members });
    for (const agentHash of ['agent-1', undefined]) {
      const alike = votes.map((vote) => (agentHash ? { ...vote, agentHash } : vote));
      const { quarantine } = judge(evidenceOf([...fans, ...alike]));
      const held = quarantine.flatMap((cluster) => cluster.votes);
      expect(held.filter(({ voterId }) => voterId.startsWith('attacker'))).toHaveLength(
        votes.length,
      );
      expect(held.length).toBeLessThan(votes.length + 5);
    }
  });

  it('is found with a slip or an entry besides here and there', () => {
    const votes = ring(60, 5).filter((_, number) => number % 37 !== 0);
    const besides = attack(6, (number) => ({
      ...{ voterId: `attacker-${number * 9}`, atMs: noonMs, targetId: 'entry-0' },
    }));
    const [finding] = find([...fans, ...votes, ...besides]);
    expect(finding?.detail['accounts']).toBeGreaterThanOrEqual(58);
  });

  it('is looked at whatever the others are: several rings are several findings', () => {
    const second = ballots(
      50,
      () => ['entry-1', 'entry-6', 'entry-8', 'entry-13'],
      (number) => ({ voterId: `second-${number}`, atMs: noonMs + number * HOUR_MS }),
    );
    const findings = find([...fans, ...ring(60, 5), ...second]);
    expect(findings.map(({ detail }) => detail['accounts'])).toEqual([60, 50]);
  });

  it('is not found below forty, nor with three entries: co-voting shows those', () => {
    expect(find([...fans, ...ring(30, 5)])).toEqual([]);
    expect(find([...fans, ...ring(60, 3)])).toEqual([]);
    for (const votes of [ring(20, 5), ring(30, 4), ring(60, 3)]) {
      const { quarantine, suspect } = judge(evidenceOf([...fans, ...votes]));
      expect(quarantine).toEqual([]);
      expect(suspect[0]?.votes.length).toBeGreaterThanOrEqual(votes.length);
    }
  });
});

describe('a school that votes for its own entries', () => {
  /** At one address, on laptops set up alike, within an hour of a morning or of several. */
  const school = (pupils: number, entries: number, days: number) =>
    ring(pupils, entries, (number) => {
      const atMs = noonMs + (number % days) * DAY_MS + Math.floor(HOUR_MS * drawn(number) ** 1.3);
      const signedUp = number % 3;
      return {
        ...{ voterId: `pupil-${number}`, atMs, blockHash: `school-${number % days}` },
        ...{ network: 'school', agentHash: 'laptop' },
        verifiedAtMs: signedUp === 0 ? null : atMs - (signedUp === 1 ? 3 * MINUTE_MS : 20 * DAY_MS),
      };
    });

  it('is never taken for a ring, and no vote of it is quarantined', () => {
    const schools = fc.record({
      pupils: fc.integer({ min: 40, max: 220 }),
      entries: fc.integer({ min: 1, max: 5 }),
      days: fc.integer({ min: 1, max: 6 }),
      fans: fc.constantFrom(60, 250),
    });
    fc.assert(
      fc.property(schools, ({ pupils, entries, days, fans: count }) => {
        const votes = [...smallCrowd({ fans: count }), ...school(pupils, entries, days)];
        expect(find(votes)).toEqual([]);
        expect(judge(evidenceOf(votes)).quarantine).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it('is not taken for one where no address is known', () => {
    const { votes, traces, entries } = evidenceOf([...fans, ...school(200, 5, 1)]);
    const nowhere = traces.map((trace) => ({
      ...trace,
      addressHash: null,
      blockHash: null,
      network: null,
    }));
    expect(judge({ votes, traces: nowhere, entries }).quarantine).toEqual([]);
  });

  it('is not taken for a ring that votes for the same entries, nor on phones of one carrier', () => {
    const { quarantine } = judge(evidenceOf([...fans, ...school(200, 5, 1), ...ring(60, 5)]));
    const held = quarantine.flatMap(({ votes }) => votes.map(({ voterId }) => voterId));
    expect(held.filter((voterId) => voterId.startsWith('pupil'))).toEqual([]);
    const phones = school(60, 5, 1).map((vote) => {
      const number = Number(vote.voterId.split('-')[1]);
      return {
        ...vote,
        agentHash: `agent-${number % 10}`,
        blockHash: `carrier-${(number * 7) % 30}`,
      };
    });
    expect(judge(evidenceOf([...fans, ...phones])).quarantine).toEqual([]);
  });
});

describe('honest people of one mind', () => {
  it('are the readers of a list: a few follow it to the letter', () => {
    const readers = ballots(
      600,
      (number) =>
        number < 30
          ? clients
          : [clients[number % 5]!, ...(number % 2 ? [`entry-${(number * 7) % 16}`] : [])],
      (number) => ({ atMs: noonMs + Math.floor(drawn(number) ** 2 * 30 * HOUR_MS) }),
    );
    expect(find([...fans, ...readers])).toEqual([]);
    expect(judge(evidenceOf([...fans, ...readers])).quarantine).toEqual([]);
  });

  it('are many faithful readers, when more took a part of the list, or came by the same link', () => {
    const readers = (exact: number, partial: number, referrerHash: string | null) =>
      ballots(
        600,
        (number) => {
          const some = [0, 1, 2].map((at) => clients[(number + at) % 5]!);
          if (number < exact) return clients;
          return number < exact + partial ? [...some, 'entry-0'] : [`entry-${number % 16}`];
        },
        (number) => ({
          atMs: noonMs + Math.floor(drawn(number) ** 2 * 30 * HOUR_MS),
          referrerHash,
        }),
      );
    expect(find([...fans, ...readers(60, 0, null)])).toHaveLength(1);
    expect(find([...fans, ...readers(60, 120, null)])).toEqual([]);
    expect(find([...fans, ...readers(60, 0, 'blog')])).toEqual([]);
  });

  it('are a fan club that agrees in most and not in all', () => {
    const club = ballots(
      80,
      (number) => [
        ...clients.filter((_, at) => (number * 3 + at * 5) % 7 !== 0),
        ...(number % 2 ? [`entry-${(number * 5) % 16}`] : []),
      ],
      (number) => ({ atMs: OPENS_AT_MS + Math.floor(drawn(number) * 3 * DAY_MS) }),
    );
    expect(find([...fans, ...club])).toEqual([]);
  });

  it('are the supporters of one author, who handed in all of the entries', () => {
    const authors = Array.from({ length: 16 }, (_, number) => ({
      entryId: `entry-${number}`,
      authorId: clients.includes(`entry-${number}`) ? 'one' : `author-${number}`,
    }));
    expect(find([...fans, ...ring(60, 5)], authors)).toEqual([]);
    const brand = authors.map(({ entryId }) => ({ entryId, authorId: 'brand' }));
    expect(find([...fans, ...ring(60, 5)], brand)).toHaveLength(1);
  });

  it('are voters of one taste where few entries leave few sets to choose', () => {
    const approving = Array.from({ length: 400 }, (_, number) =>
      attack(5, (entry) => ({
        ...{ voterId: `fan-${number}`, targetId: `entry-${entry}` },
        atMs: OPENS_AT_MS + Math.floor(drawn(number) * 5 * DAY_MS) + entry,
      })).filter((_, entry) => entry !== (number * 7) % 5),
    ).flat();
    expect(find(approving)).toEqual([]);
    expect(judge(evidenceOf(approving)).quarantine).toEqual([]);
  });
});
