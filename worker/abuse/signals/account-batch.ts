import type { Finding } from './finding.ts';
import { type EvidenceIndex, type Row, groupBy } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { poissonSurprise, ramp, rounded } from './statistics.ts';
import { accountClass, blockCompany, mostlyOfHalls, strayFilter } from './traits.ts';
import { scoreOf } from './velocity.ts';

type Settings = SignalSettings['accountBatch'];

/**
 * Aged accounts from the same batches: voters of one entry whose accounts were confirmed together, long before they voted.
 * Sellers of votes register accounts in sessions and let them age.
 *
 * Formula: of the n votes for an entry by accounts older than a day, k were confirmed within one window of two hours; Poisson
 * tail at n × the share of that window among the aged accounts that vote for other entries. A batch is found at
 * `surpriseFrom` digits. Many batches, each too small for that, are found together: B separate windows of
 * `smallSurpriseFrom` digits (10^−s each) against the n·10^−s that chance gives (overdispersion). Once an entry has a
 * batch, its small windows count as well: where one session was, more are to be expected (the posterior of Efron's local false
 * discovery rate).
 *
 * The batches of one seller are alike: those whose votes come mostly from unshared blocks are judged apart from the others, so that a
 * class and a circle of friends abroad that support the same entry are not taken for one.
 *
 * Honest behaviour that looks the same: a class that signed up together for an earlier project, the guests of an event
 * where people were asked to sign up. Weak; more with the number of separate batches, as one occasion makes one, but never enough alone: an earlier
 * project of a whole school has many. A seller who registers one account at a time over months is not seen.
 * O(n log n).
 */
export function accountBatch(
  index: EvidenceIndex,
  { accountBatch: settings, strays }: SignalSettings,
): Finding[] {
  const aged = index.rows
    .filter((row) => accountClass(row) === 'aged')
    .sort((a, b) => confirmedAtMs(a) - confirmedAtMs(b) || a.index - b.index);
  const confirmed = Float64Array.from(aged, confirmedAtMs);
  const companyOf = blockCompany(index);
  const alone = (row: Row) => companyOf(row) === 'alone';
  const withoutStrays = strayFilter(index, strays);
  const inHalls = mostlyOfHalls(index);
  const findings: Finding[] = [];
  for (const ofTarget of groupBy(aged, ({ targetId }) => targetId).values()) {
    const all = batchesOf(ofTarget, confirmed, settings);
    const scattered = (batch: Batch) =>
      batch.rows.filter(alone).length >= settings.scatteredFrom * batch.rows.length;
    for (const batches of groupBy(all, scattered).values()) {
      const chance = ofTarget.length * 10 ** -settings.smallSurpriseFrom;
      const surprise = Math.max(
        poissonSurprise(batches.length, chance),
        ...batches.map((batch) => batch.surprise),
      );
      if (surprise < settings.surpriseFrom) continue;
      const rows = withoutStrays(batches.flatMap((batch) => batch.rows));
      const [, weak] = settings.scores;
      const repeated = ramp(batches.length, ...settings.batches) * (settings.repeatedScore - weak);
      const score = rounded(scoreOf(surprise, settings) + repeated);
      findings.push({
        signal: 'account-batch',
        score: inHalls(rows) ? Math.min(score, settings.hallScore) : score,
        detail: {
          votes: rows.length,
          batches: batches.length,
          agedVotesOfEntry: ofTarget.length,
          surprise: rounded(surprise),
        },
        rows,
      });
    }
  }
  return findings;
}

interface Batch {
  surprise: number;
  rows: Row[];
}

/** Windows of aged votes in the order of confirmation that stand out at least a little; overlapping ones are one batch. */
function batchesOf(ofTarget: readonly Row[], confirmed: Float64Array, settings: Settings): Batch[] {
  const batches: Batch[] = [];
  let first = 0;
  let batchEnd = -1;
  for (const [last, row] of ofTarget.entries()) {
    while (confirmedAtMs(row) - confirmedAtMs(ofTarget[first]!) > settings.windowMs) first++;
    const inWindow = last - first + 1;
    if (inWindow < settings.votesFrom) continue;
    const inWindowOfAll =
      countBelow(confirmed, confirmedAtMs(row) + 1) -
      countBelow(confirmed, confirmedAtMs(ofTarget[first]!));
    const share = (inWindowOfAll - inWindow + 1) / (confirmed.length - ofTarget.length + 1);
    const surprise = poissonSurprise(inWindow, ofTarget.length * Math.min(1, share));
    if (surprise < settings.smallSurpriseFrom) continue;
    if (first > batchEnd) batches.push({ surprise: 0, rows: [] });
    const batch = batches.at(-1)!;
    batch.surprise = Math.max(batch.surprise, surprise);
    batch.rows.push(...ofTarget.slice(Math.max(first, batchEnd + 1), last + 1));
    batchEnd = last;
  }
  return batches;
}

const confirmedAtMs = ({ trace }: Row) => trace?.verifiedAtMs ?? 0;

/** How many of the ascending whole numbers are below `limit`. */
function countBelow(ascending: Float64Array, limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
