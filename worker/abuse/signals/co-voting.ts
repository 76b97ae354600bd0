import type { Finding } from './finding.ts';
import { type EvidenceIndex, type Row, compareIds, groupBy } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { poissonSurprise, ramp, rounded } from './statistics.ts';

/**
 * Co-voting rings: many accounts that vote for the same three entries or more, far beyond what the entries' popularity
 * explains. Bought accounts that serve several clients look so (Beutel et al. 2013, "CopyCatch"; Cao et al. 2014, "SynchroTrap").
 *
 * Formula: every account's triples of entries are counted (its rarest eight entries, so at most 56 triples). With accounts
 * that choose by popularity p, a triple has E = p₁p₂p₃·Σ k(k − 1)(k − 2) accounts, summed over accounts with k votes. Found when
 * at least ten accounts, ten times E, and a Poisson surprise of eight digits. Triples that share half of their accounts are
 * one ring. Counting is an inverted index over triples: O(accounts × 56), no pair of accounts is ever compared.
 *
 * Honest behaviour that looks similar: shared taste (lifts a triple a few times, not ten), a class that votes for three
 * classmates, somebody's list of favourites that others follow. So it is weak to medium, and never enough alone.
 */
export function coVoting(index: EvidenceIndex, { coVoting: settings }: SignalSettings): Finding[] {
  const ids = [...index.byTarget.keys()].sort(compareIds);
  const numberOf = new Map(ids.map((id, number) => [id, number]));
  const sizeOf = (number: number) => index.byTarget.get(ids[number]!)!.length;
  const ballots = [...groupBy(index.rows, ({ voterId }) => voterId).values()]
    .map((rows) => {
      const targets = [...new Set(rows.map(({ targetId }) => numberOf.get(targetId)!))]
        .sort((a, b) => sizeOf(a) - sizeOf(b) || a - b)
        .slice(0, settings.votesPerAccount)
        .sort((a, b) => a - b);
      return { rows, targets };
    })
    .filter(({ targets }) => targets.length >= 3);
  const counts = new Map<number, number>();
  const chosen = new Map<number, number>();
  let orderedTriples = 0;
  let votes = 0;
  for (const { targets } of ballots) {
    const k = targets.length;
    orderedTriples += k * (k - 1) * (k - 2);
    votes += k;
    for (const target of targets) chosen.set(target, (chosen.get(target) ?? 0) + 1);
    for (const key of triplesOf(targets, ids.length)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const popularity = (target: number) => (chosen.get(target) ?? 0) / votes;
  const found = new Map<number, { surprise: number; lift: number; accounts: number[] }>();
  for (const [key, count] of counts) {
    if (count < settings.accountsFrom) continue;
    const chance = targetsOf(key, ids.length).reduce((all, target) => all * popularity(target), 1);
    const expected = chance * orderedTriples;
    const surprise = poissonSurprise(count, expected);
    if (count < settings.liftFrom * expected || surprise < settings.surpriseFrom) continue;
    found.set(key, { surprise, lift: count / expected, accounts: [] });
  }
  if (found.size === 0) return [];
  for (const [account, { targets }] of ballots.entries()) {
    for (const key of triplesOf(targets, ids.length)) found.get(key)?.accounts.push(account);
  }
  return ringsOf(found, ids.length).map(({ accounts, targets, surprise, lift }) => {
    const rows: Row[] = [];
    for (const account of accounts) {
      for (const row of ballots[account]!.rows) {
        if (targets.has(numberOf.get(row.targetId)!)) rows.push(row);
      }
    }
    const [low, high] = settings.scores;
    return {
      signal: 'co-voting',
      score: rounded(low + (high - low) * ramp(accounts.size, ...settings.accounts)),
      detail: {
        accounts: accounts.size,
        entries: targets.size,
        timesMoreThanChance: rounded(lift),
        surprise: rounded(surprise),
      },
      rows,
    };
  });
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

const targetsOf = (key: number, base: number) => [
  Math.floor(key / base / base),
  Math.floor(key / base) % base,
  key % base,
];

interface Ring {
  accounts: Set<number>;
  targets: Set<number>;
  surprise: number;
  lift: number;
}

/** Most surprising triple first, each joins the first ring that has half of its accounts. */
function ringsOf(
  found: ReadonlyMap<number, { surprise: number; lift: number; accounts: number[] }>,
  base: number,
): Ring[] {
  const rings: Ring[] = [];
  const ringsWith = new Map<number, Ring[]>();
  const triples = [...found].sort(([a, x], [b, y]) => y.surprise - x.surprise || a - b);
  for (const [key, { accounts, surprise, lift }] of triples) {
    const shared = new Map<Ring, number>();
    for (const account of accounts) {
      for (const ring of ringsWith.get(account) ?? [])
        shared.set(ring, (shared.get(ring) ?? 0) + 1);
    }
    let ring = rings.find((known) => (shared.get(known) ?? 0) >= accounts.length / 2);
    if (!ring) {
      ring = { accounts: new Set(), targets: new Set(), surprise, lift };
      rings.push(ring);
    }
    for (const target of targetsOf(key, base)) ring.targets.add(target);
    for (const account of accounts) {
      if (ring.accounts.has(account)) continue;
      ring.accounts.add(account);
      const known = ringsWith.get(account);
      if (known) known.push(ring);
      else ringsWith.set(account, [ring]);
    }
  }
  return rings;
}
