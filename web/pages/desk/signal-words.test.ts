import { describe, expect, it } from 'vitest';
import {
  HOUR_MS,
  MINUTE_MS,
  OPENS_AT_MS,
  attack,
  crowd,
  evidenceOf,
} from '../../../test/support/abuse-evidence.ts';
import { signalKinds } from '../../../worker/abuse/signals/finding.ts';
import { indexEvidence } from '../../../worker/abuse/signals/rows.ts';
import { defaultSettings } from '../../../worker/abuse/signals/settings.ts';
import { findingsOf } from '../../../worker/abuse/signals/signals.ts';
import { finish } from '../../../worker/abuse/signals/steps.ts';
import { findingInWords, signalTitle, strongestFindings, sureness } from './signal-words.ts';

const noonMs = OPENS_AT_MS + 60 * HOUR_MS;
/** A machine behind proxies, a script on one host, and a timer. */
const attacks = [
  ...attack(60, (number) => ({
    ...{ voterId: `proxy-${number}`, targetId: 'entry-18', atMs: noonMs + number * number * 9000 },
    ...{ deviceHash: 'machine', blockHash: `proxy-${number}`, network: `far-${number}` },
  })),
  ...attack(200, (number) => ({
    ...{ voterId: `script-${number}`, targetId: 'entry-19', atMs: noonMs + number * 1000 },
    ...{ blockHash: 'host', network: 'host', agentHash: 'script', verifiedAtMs: null },
  })),
  ...attack(200, (number) => ({
    ...{ voterId: `drip-${number}`, targetId: 'entry-17' },
    ...{ atMs: OPENS_AT_MS + number * 12 * MINUTE_MS },
  })),
];
const index = indexEvidence(evidenceOf([...crowd(), ...attacks]));
const findings = finish(findingsOf(index, defaultSettings));

describe('signals at the desk', () => {
  it.each(Object.keys(signalKinds))('%s has a name in words', (signal) => {
    expect(signalTitle(signal)).not.toBe(signal);
    expect(signalTitle(signal)).not.toMatch(/^signal\./);
  });

  it('say in a whole sentence what they saw, with every figure there', () => {
    expect(new Set(findings.map(({ signal }) => signal)).size).toBeGreaterThan(5);
    for (const finding of findings) {
      const words = findingInWords(finding);
      expect(words, finding.signal).toMatch(/^[A-Z0-9{].*\.$/);
      expect(words, finding.signal).not.toMatch(/undefined|NaN|[{}]|signal\./);
    }
  });

  it('name the voters of one browser, and how often that happens among people', () => {
    const machine = findings.find(({ signal }) => signal === 'device-velocity');
    expect(findingInWords(machine!)).toMatch(
      /^60 voters used one and the same browser, from 60 places\. About 1 would be usual\. .*, practically never\.$/,
    );
  });

  it('say odds that anybody can picture, and beyond those that it does not happen', () => {
    const odds = (surprise: number) =>
      findingInWords({
        signal: 'device-velocity',
        detail: { accounts: 9, blocks: 3, expectedAccounts: 2, surprise },
      }).split('Among people who vote as the others do, ')[1];
    expect(odds(2.9)).toBe('less than once in 100.');
    expect(odds(6)).toBe('less than once in 1,000,000.');
    expect(odds(9.2)).toBe('practically never.');
    expect(odds(67)).toBe('practically never.');
  });

  it('say how many would be usual in whole numbers, or that it is hardly one', () => {
    const counts = {
      ...{ accounts: 11, blocks: 1, members: 5, mutualPairs: 7 },
      ...{ votesBetweenMembers: 20, votesOfMembers: 25 },
    };
    const usual = (signal: string, detail: Record<string, number>) =>
      findingInWords({ signal, detail: { ...counts, ...detail } });
    for (const signal of ['device-velocity', 'self-votes']) {
      expect(usual(signal, { expectedAccounts: 0.042 })).toContain(
        ' Fewer than one would be usual.',
      );
      expect(usual(signal, { expectedAccounts: 3.24 })).toContain(' About 3 would be usual.');
    }
    expect(usual('mutual-votes', { expectedPairs: 0.2 })).toContain('where fewer than one would');
    expect(usual('dense-authors', { expectedVotes: 12.3 })).toContain('where 12 would be usual.');
  });

  it('show their figures where they were written down with others than the sentence needs', () => {
    expect(findingInWords({ signal: 'self-votes', detail: { accounts: 11 } })).toBe('accounts 11');
  });

  it('are as sure as the strongest of them', () => {
    expect(sureness([{ score: 0.6 }, { score: 0.92 }])).toBe('nearly certain');
    expect([0.8, 0.5, 0.3].map((score) => sureness([{ score }]))).toEqual([
      'very likely',
      'likely',
      'a hint',
    ]);
  });

  it('without words show their name and their figures', () => {
    expect(signalTitle('constructor')).toBe('constructor');
    const detail = { expectedAccounts: 3, surprise: 9 };
    expect(findingInWords({ signal: 'new-one', detail })).toBe('expected accounts 3 · surprise 9');
  });

  it('are listed once each, by their strongest finding', () => {
    const found = (signal: string, score: number) => ({ signal, score, detail: {} });
    const listed = [found('a', 0.9), found('b', 0.8), found('a', 0.7)];
    expect(strongestFindings(listed)).toEqual([found('a', 0.9), found('b', 0.8)]);
  });
});
