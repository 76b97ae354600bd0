import { createRandom } from '../../contests/mechanics/draw.ts';
import type { Entry, Evidence, Trace } from '../../worker/abuse/signals/evidence.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
export const OPENS_AT_MS = Date.UTC(2026, 4, 4);

/** A vote with what came with it; what is left out is unlike anybody else's. */
export interface TestVote extends Partial<Omit<Trace, 'seq' | 'fanId'>> {
  voterId: string;
  targetId: string;
  atMs: number;
}

/** Numbers the votes in the given order and gives each its trace. Submissions are given by the device that sent them. */
export function evidenceOf(
  votes: readonly TestVote[],
  authors: readonly { entryId: string; authorId: string; deviceHash?: string }[] = [],
): Evidence {
  const traceOf = (seq: number, fanId: string, known: Partial<Trace>): Trace => ({
    ...{ seq, fanId, atMs: OPENS_AT_MS, addressHash: `address-${seq}`, blockHash: `block-${seq}` },
    ...{ network: 'provider-0', deviceHash: `device-${fanId}`, agentHash: `agent-${seq % 10}` },
    ...{ referrerHash: null, verifiedAtMs: OPENS_AT_MS - 30 * DAY_MS - seq * HOUR_MS },
    ...known,
  });
  const entries: Entry[] = authors.map(({ entryId, authorId }, index) => ({
    ...{ id: entryId, authorId, submittedSeq: index + 1 },
  }));
  const numbered = votes.map((vote, index) => ({ ...vote, seq: authors.length + index + 1 }));
  return {
    votes: numbered.map(({ seq, atMs, voterId, targetId }) => ({ seq, atMs, voterId, targetId })),
    traces: [
      ...authors.map(({ authorId, deviceHash = `device-${authorId}` }, index) =>
        traceOf(index + 1, authorId, { deviceHash }),
      ),
      ...numbered.map(({ seq, voterId, targetId: _, ...known }) => traceOf(seq, voterId, known)),
    ],
    entries,
  };
}

/** Ordinary fans over a week: two votes each for twenty entries of skewed popularity, by ten providers. */
export function crowd(fans = 1000, seedHex = '00'): TestVote[] {
  const random = createRandom(seedHex);
  const unit = () => random.below(2 ** 30) / 2 ** 30;
  return Array.from({ length: fans }, (_, fan) => {
    const firstMs = OPENS_AT_MS + Math.floor(unit() * 7 * DAY_MS);
    const age = random.below(3);
    const trace = {
      network: `provider-${random.below(10)}`,
      blockHash: `home-${fan}`,
      agentHash: `agent-${random.below(10)}`,
      referrerHash: random.below(2) === 0 ? null : `site-${random.below(5)}`,
      verifiedAtMs:
        age === 0 ? null : firstMs - (age === 1 ? 5 * MINUTE_MS : Math.floor(unit() * 60 * DAY_MS)),
    };
    return [0, 1].map((vote) => ({
      ...trace,
      voterId: `fan-${fan}`,
      targetId: `entry-${Math.floor(20 * unit() ** 2)}`,
      atMs: firstMs + vote * random.below(DAY_MS),
    }));
  }).flat();
}

/** `count` votes for one entry; `each` says what is special about number n. */
export function attack(
  count: number,
  each: (number: number) => Partial<TestVote> & { atMs: number },
): TestVote[] {
  return Array.from({ length: count }, (_, number) => ({
    voterId: `attacker-${number}`,
    targetId: 'entry-19',
    ...each(number),
  }));
}

/** Fans of a small contest over a week: one to `mostVotes` votes each, for `entries` of skewed popularity; four in ten are behind a carrier's few addresses. */
export function smallCrowd({
  fans = 200,
  entries = 16,
  mostVotes = 3,
  seedHex = '00',
} = {}): TestVote[] {
  const random = createRandom(seedHex);
  const unit = () => random.below(2 ** 30) / 2 ** 30;
  return Array.from({ length: fans }, (_, fan) => {
    const firstMs = OPENS_AT_MS + Math.floor(unit() * 7 * DAY_MS);
    const wanted = 1 + random.below(mostVotes);
    const targets = new Set<string>();
    while (targets.size < wanted) targets.add(`entry-${Math.floor(entries * unit() ** 1.5)}`);
    const trace = {
      network: `provider-${random.below(10)}`,
      blockHash: unit() < 0.4 ? `carrier-${random.below(6)}` : `home-${fan}`,
      agentHash: `agent-${random.below(10)}`,
      verifiedAtMs: random.below(2) === 0 ? null : firstMs - 5 * MINUTE_MS,
    };
    return [...targets].map((targetId, vote) => ({
      ...{ ...trace, voterId: `fan-${fan}`, targetId, atMs: firstMs + vote * 30_000 },
    }));
  }).flat();
}

/** `count` ballots with a vote for each of `targetsOf(number)`, some seconds apart; `each` says what is special about number n. */
export function ballots(
  count: number,
  targetsOf: (number: number) => readonly string[],
  each: (number: number) => Partial<TestVote> & { atMs: number },
): TestVote[] {
  return Array.from({ length: count }, (_, number) =>
    targetsOf(number).map((targetId, vote) => {
      const ballot = { voterId: `attacker-${number}`, ...each(number) };
      return { ...ballot, targetId, atMs: ballot.atMs + vote * 15_000 };
    }),
  ).flat();
}
