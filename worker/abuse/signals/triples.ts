import type { Ballot } from './ballots.ts';
import type { SignalSettings } from './settings.ts';
import { poissonSurprise } from './statistics.ts';

/** Accounts that have the same three entries, and how far beyond chance that is. */
export interface Triple {
  /** Positions in the list of ballots. */
  accounts: number[];
  surprise: number;
  lift: number;
}

/** By key, the triples that more accounts have than chance gives them. */
export function frequentTriples(
  choosers: readonly Ballot[],
  base: number,
  settings: SignalSettings['coVoting'],
): Map<number, Triple> {
  /** Accounts that have the triple, and the votes they have altogether. */
  const counts = new Map<number, { accounts: number; votes: number }>();
  const chosen = new Array<number>(base).fill(0);
  let orderedTriples = 0;
  let votes = 0;
  for (const { targets } of choosers) {
    const k = targets.length;
    orderedTriples += k * (k - 1) * (k - 2);
    votes += k;
    for (const target of targets) chosen[target]!++;
    for (const key of triplesOf(targets, base)) {
      const count = counts.get(key);
      if (!count) counts.set(key, { accounts: 1, votes: k });
      else {
        count.accounts++;
        count.votes += k;
      }
    }
  }
  const found = new Map<number, Triple>();
  for (const [key, holders] of counts) {
    if (holders.accounts < settings.accountsFrom) continue;
    const popularity = (target: number) =>
      (chosen[target]! - holders.accounts + 1) / (votes - holders.votes + base);
    const chance = targetsOf(key, base).reduce((all, target) => all * popularity(target), 1);
    const expected = chance * orderedTriples;
    const surprise = poissonSurprise(holders.accounts, expected);
    const lift = holders.accounts / expected;
    if (lift < settings.liftFrom || surprise < settings.surpriseFrom) continue;
    found.set(key, { surprise, lift, accounts: [] });
  }
  if (found.size === 0) return found;
  for (const [account, { targets }] of choosers.entries()) {
    for (const key of triplesOf(targets, base)) found.get(key)?.accounts.push(account);
  }
  return found;
}

/** Keys of all triples of an ascending list: three digits to the base of the number of entries. */
function triplesOf(targets: readonly number[], base: number): number[] {
  const keys: number[] = [];
  for (const [at, third] of targets.entries()) {
    for (let second = 1; second < at; second++) {
      for (let first = 0; first < second; first++) {
        keys.push((targets[first]! * base + targets[second]!) * base + third);
      }
    }
  }
  return keys;
}

/** The three of a key. */
export const targetsOf = (key: number, base: number) => [
  Math.floor(key / base / base),
  Math.floor(key / base) % base,
  key % base,
];
