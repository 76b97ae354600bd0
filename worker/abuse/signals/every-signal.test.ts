import { expect, it } from 'vitest';
import {
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  OPENS_AT_MS,
  type TestVote,
  attack,
  crowd,
  evidenceOf,
} from '../../../test/support/abuse-evidence.ts';
import { judge } from './clusters.ts';
import type { Evidence } from './evidence.ts';
import { type SignalName, signalKinds } from './finding.ts';

/**
 * Each signal, from evidence to the desk: unplugged, it is missing among the reasons of its cluster. Weak signals come with the
 * device of one machine that travels, which makes a cluster of whatever it casts.
 */

const noonMs = OPENS_AT_MS + 60 * HOUR_MS;
const aged = OPENS_AT_MS - 30 * DAY_MS;
const machine = (count: number, each: (number: number) => Partial<TestVote>) =>
  attack(count, (number) => ({
    ...{ atMs: OPENS_AT_MS + number * HOUR_MS, deviceHash: 'machine' },
    ...each(number),
  }));

/** A script on one host, by one link: 200 guests, one a second. */
const script = attack(200, (number) => ({
  ...{ atMs: noonMs + number * 1000, blockHash: 'host', network: 'host', agentHash: 'script' },
  ...{ referrerHash: 'one-link', verifiedAtMs: null },
}));
const scriptWithoutLink = script.map((vote) => ({ ...vote, referrerHash: null }));
const carriers = crowd().map((vote, number) =>
  Math.floor(number / 2) % 2 === 0 ? vote : { ...vote, blockHash: `carrier-${number % 20}` },
);
const thrice = [
  ...crowd(),
  ...crowd(1000, '09').map((vote) => ({ ...vote, atMs: vote.atMs + HOUR_MS })),
];
const authors = Array.from({ length: 60 }, (_, number) => ({
  ...{ entryId: `entry-${number}`, authorId: `author-${number}` },
}));
/** Authors from number 20 on: each votes for those so many steps further round the circle. */
const ring = (members: number, steps: readonly number[]): TestVote[] =>
  Array.from({ length: members }, (_, from) =>
    steps.map((step) => ({
      voterId: `author-${20 + from}`,
      targetId: `entry-${20 + ((from + step + members) % members)}`,
      atMs: OPENS_AT_MS + (from * 61 + step) * 2 * MINUTE_MS + HOUR_MS,
    })),
  ).flat();

const cases: Record<SignalName, Evidence> = {
  'block-velocity': evidenceOf([...crowd(), ...script]),
  'network-velocity': evidenceOf([...crowd(), ...script]),
  'referrer-velocity': evidenceOf([...crowd(), ...script]),
  'new-account-velocity': evidenceOf([...crowd(), ...script]),
  'link-burst': evidenceOf([...crowd(), ...script]),
  'timing-entropy': evidenceOf([...crowd(), ...script]),
  'agent-velocity': evidenceOf([...crowd(), ...scriptWithoutLink]),
  'account-batch': evidenceOf([
    ...crowd(),
    ...machine(60, (number) => ({
      verifiedAtMs: aged + Math.floor(number / 20) * DAY_MS + (number % 20) * 300_000,
    })),
  ]),
  'dormant-accounts': evidenceOf([
    ...crowd().filter((_, number) => number % 4 !== 1),
    ...machine(250, (number) => ({
      atMs: OPENS_AT_MS + number * (HOUR_MS / 4),
      verifiedAtMs: OPENS_AT_MS - ((number % 40) + 2) * DAY_MS,
    })),
  ]),
  'scattered-networks': evidenceOf([
    ...crowd(),
    ...machine(60, (number) => ({ network: `far-${number}` })),
  ]),
  'unshared-blocks': evidenceOf([...carriers, ...machine(80, () => ({ verifiedAtMs: aged }))]),
  'device-velocity': evidenceOf([...crowd(), ...machine(30, () => ({}))]),
  'self-votes': evidenceOf(
    [
      ...crowd(),
      ...attack(12, (number) => ({ atMs: noonMs + number * HOUR_MS, deviceHash: 'own' })),
    ],
    [{ entryId: 'entry-19', authorId: 'author', deviceHash: 'own' }],
  ),
  'timing-rhythm': evidenceOf([
    ...crowd(),
    ...attack(200, (number) => ({ atMs: OPENS_AT_MS + number * 12 * MINUTE_MS })),
  ]),
  'hasty-votes': evidenceOf([
    ...crowd(),
    ...scriptWithoutLink
      .concat(scriptWithoutLink.map((vote) => ({ ...vote, voterId: `second-${vote.voterId}` })))
      .map((vote, number) => ({
        ...vote,
        atMs: noonMs + Math.floor(40_000 * ((number * 0.618) % 1)),
      })),
  ]),
  'co-voting': evidenceOf([
    ...thrice,
    ...['entry-15', 'entry-17', 'entry-19'].flatMap((targetId, at) =>
      machine(30, (number) => ({
        ...{ voterId: `ring-${number}`, targetId },
        atMs: OPENS_AT_MS + (number * 5 + at * 37) * HOUR_MS,
      })),
    ),
  ]),
  'same-ballots': evidenceOf([
    ...thrice,
    ...['entry-13', 'entry-15', 'entry-17', 'entry-19'].flatMap((targetId, at) =>
      attack(50, (number) => ({
        ...{ voterId: `list-${number}`, targetId },
        atMs: OPENS_AT_MS + (number * 5 + at * 37) * HOUR_MS,
      })),
    ),
  ]),
  'mutual-votes': evidenceOf([...crowd(), ...ring(12, [-2, -1, 1, 2])], authors),
  'dense-authors': evidenceOf([...crowd(), ...ring(30, [1, 2, 3])], authors),
};

it.each(Object.keys(signalKinds) as SignalName[])('%s is among the reasons shown', (signal) => {
  const evidence = cases[signal];
  expect(evidence, 'a signal needs a case here').toBeDefined();
  const { quarantine, suspect } = judge(evidence);
  const reasons = [...quarantine, ...suspect].flatMap(({ signals }) => signals);
  expect(reasons.map((reason) => reason.signal)).toContain(signal);
});
