import { expect, it } from 'vitest';
import { createRandom } from '../../../contests/mechanics/draw.ts';
import {
  HOUR_MS,
  OPENS_AT_MS,
  type TestVote,
  attack,
  crowd,
  evidenceOf,
} from '../../../test/support/abuse-evidence.ts';
import { findClusters, judge } from './clusters.ts';
import { hastyVotes, unevennessOf } from './hasty-votes.ts';
import { indexEvidence } from './rows.ts';
import { defaultSettings } from './settings.ts';

const noonMs = OPENS_AT_MS + 60 * HOUR_MS;
const find = (votes: readonly TestVote[]) =>
  hastyVotes(indexEvidence(evidenceOf([...crowd(), ...votes])), defaultSettings);

/** Moments of `count` votes, each drawn by `delayMs` from a uniform number in (0, 1). */
function moments(count: number, delayMs: (unit: number) => number, seedHex = '0b'): number[] {
  const random = createRandom(seedHex);
  return Array.from({ length: count }, () =>
    Math.floor(noonMs + delayMs((random.below(2 ** 30) + 1) / 2 ** 30)),
  );
}
/** Guests of one kind of browser in one block. */
const alike = (atMs: readonly number[], each: (number: number) => Partial<TestVote> = () => ({})) =>
  attack(atMs.length, (number) => ({
    ...{ atMs: atMs[number]!, blockHash: 'host', network: 'host', agentHash: 'script' },
    ...{ verifiedAtMs: null, ...each(number) },
  }));
const within = (seconds: number) => (unit: number) => seconds * 1000 * unit;
/** After a call: exponential with this mean, and the sum of three such delays, which rises before it falls. */
const after = (seconds: number) => (unit: number) => -seconds * 1000 * Math.log(unit);

it('sees 287 votes of parallel workers within 36 seconds, without any beat', () => {
  const burst = alike(moments(287, within(36)));
  const [finding, ...others] = find(burst);
  expect(finding?.rows).toHaveLength(287);
  expect(finding?.detail).toMatchObject({ source: 'block', votes: 287, blocks: 1 });
  expect(finding?.detail.votesPerSecond).toBeCloseTo(8, 0);
  // The network is that host's alone.
  expect(others.map(({ detail }) => detail.source)).toEqual(['network']);
  const [cluster] = findClusters(evidenceOf([...crowd(), ...burst]));
  expect(cluster?.votes).toHaveLength(287);
  expect(cluster?.signals.map(({ signal }) => signal)).not.toContain('timing-entropy');
});

it('sees a program with three kinds of browsers on ten hosts of one network that votes for nothing else', () => {
  const spread = alike(moments(400, within(40)), (number) => ({
    ...{ blockHash: `host-${number % 10}`, agentHash: `script-${number % 3}` },
  }));
  expect(find(spread).map(({ detail }) => detail)).toMatchObject([
    { source: 'network', votes: 400, blocks: 10 },
  ]);
  expect(findClusters(evidenceOf([...crowd(), ...spread]))[0]?.votes).toHaveLength(400);
  const onProvider = spread.map((vote) => ({ ...vote, network: 'provider-3' }));
  expect(find(onProvider)).toEqual([]);
});

it('is never enough alone, nor with all that gathers at one address', () => {
  const { score } = defaultSettings.hastyVotes;
  const strongestGathering = defaultSettings.dormantAccounts.scores[1];
  expect(1 - (1 - score) * (1 - strongestGathering)).toBeLessThan(defaultSettings.quarantineFrom);
  const kindOfBrowser = defaultSettings.agentVelocity.scores[1];
  const block = defaultSettings.velocity.scores[1];
  expect(1 - (1 - score) * (1 - kindOfBrowser) * (1 - block)).toBeGreaterThanOrEqual(
    defaultSettings.quarantineFrom,
  );
});

it.each([
  ['thirty seconds, one after another', within(30)],
  ['twenty seconds', within(20)],
  ['a rush at the word', after(12)],
  ['a minute and a half', within(90)],
])('leaves 190 pupils with identical tablets counted who vote at "now": %s', (_, delayMs) => {
  const pupils = alike(moments(190, delayMs));
  expect(find(pupils)).toEqual([]);
  expect(judge(evidenceOf([...crowd(), ...pupils])).quarantine).toEqual([]);
});

it('leaves a larger hall counted, because it rises and falls', () => {
  const normal = (unit: number) => 15_000 + 8_000 * Math.log(unit / (1 - unit) + 1e-12);
  for (const seedHex of ['0c', '0d', '0e', '0f', '10']) {
    for (const shape of [after(12), after(25), normal]) {
      const hall = alike(moments(700, shape, seedHex));
      expect(find(hall)).toEqual([]);
    }
  }
});

it('leaves a hall with phones of all kinds counted, however fast', () => {
  const phones = alike(moments(400, within(40)), (number) => ({
    agentHash: `agent-${number % 10}`,
  }));
  expect(find(phones)).toEqual([]);
});

it('sees nothing in a rush for every entry from one carrier, and in what was decided at one instant', () => {
  const rush = alike(moments(2000, within(40)), (number) => ({
    targetId: `entry-${Math.floor(20 * ((number * 0.618) % 1) ** 2)}`,
  }));
  expect(find(rush)).toEqual([]);
  expect(find(alike(moments(400, () => 0)))).toEqual([]);
});

it('does not see a program that takes its time', () => {
  expect(find(alike(moments(300, within(900))))).toEqual([]);
});

it('measures how uneven a rate is', () => {
  expect(unevennessOf([0, 1, 2, 3, 4])).toBe(0);
  expect(unevennessOf([0, 0, 0, 0, 4])).toBeCloseTo(0.75, 6);
  expect(unevennessOf([5, 5, 5])).toBe(1);
  expect(unevennessOf([])).toBe(1);
});
