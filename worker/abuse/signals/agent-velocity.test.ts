import { expect, it } from 'vitest';
import {
  HOUR_MS,
  MINUTE_MS,
  OPENS_AT_MS,
  attack,
  crowd,
  evidenceOf,
} from '../../../test/support/abuse-evidence.ts';
import { agentVelocity } from './agent-velocity.ts';
import { indexEvidence } from './rows.ts';
import { defaultSettings } from './settings.ts';

const find = (votes: Parameters<typeof evidenceOf>[0]) =>
  agentVelocity(indexEvidence(evidenceOf(votes)), defaultSettings);
const noonMs = OPENS_AT_MS + 60 * HOUR_MS;

it('sees a program that changes its cookies and keeps its headers', () => {
  const program = attack(40, (number) => ({
    atMs: noonMs + number * 1000,
    ...{ deviceHash: `cookie-${number}`, agentHash: 'agent-3' },
  }));
  const [finding, ...others] = find([...crowd(), ...program]);
  expect(others).toEqual([]);
  expect(finding?.detail).toMatchObject({ votesInPeak: 40 });
  expect(finding?.score).toBeLessThanOrEqual(0.6);
});

it('expects the browser of an app among those who come by that app', () => {
  const inApp = crowd(300, '03').map((vote) => ({
    ...vote,
    ...{ voterId: `app-${vote.voterId}`, referrerHash: 'app', agentHash: 'in-app' },
  }));
  const followers = attack(60, (number) => ({
    atMs: noonMs + number * 60_000,
    ...{ referrerHash: 'app', agentHash: 'in-app' },
  }));
  expect(find([...crowd(), ...inApp, ...followers])).toEqual([]);
});

it('sees nothing in a wave of all kinds of browsers', () => {
  const wave = attack(100, (number) => ({ atMs: noonMs + number * 1000 }));
  expect(find([...crowd(), ...wave])).toEqual([]);
});

it('sees the commonest kind too once the rarer profiles of the same machine are taken away', () => {
  const profiles = ['agent-0', 'agent-rare', 'agent-of-script', 'agent-of-program'];
  const machine = attack(200, (number) => ({
    atMs: OPENS_AT_MS + 60 * HOUR_MS + number * MINUTE_MS,
    ...{ agentHash: profiles[number % 4]!, referrerHash: null },
  }));
  const common = crowd().map((vote, number) =>
    number % 4 === 0 ? { ...vote, agentHash: 'agent-0' } : vote,
  );
  const kinds = find([...common, ...machine]).map(({ rows }) => rows[0]!.trace!.agentHash);
  expect([...new Set(kinds)].sort()).toEqual([...profiles].sort());
});
