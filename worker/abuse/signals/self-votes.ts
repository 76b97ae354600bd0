import type { Finding } from './finding.ts';
import { type EvidenceIndex, distinct } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { poissonSurprise, ramp, rounded } from './statistics.ts';

/**
 * Self-votes: other accounts vote for an entry on the device that handed it in.
 *
 * Formula: k accounts on the author's device vote for the author's entry, which has n votes with a known device; Poisson
 * tail at n × the device's share among the votes for other entries, so that a phone model which many people have
 * proves nothing. The score grows with k.
 *
 * Honest behaviour that looks the same: a family that votes for the mother's picture on her tablet. So two accounts
 * weigh little and six are not yet strong; ten accounts on one author's device are. An author with a second device is
 * not seen. O(n).
 */
export function selfVotes(
  index: EvidenceIndex,
  { selfVotes: settings }: SignalSettings,
): Finding[] {
  const votesOn = new Map<string, number>();
  let withDevice = 0;
  for (const { trace } of index.rows) {
    if (trace?.deviceHash == null) continue;
    withDevice++;
    votesOn.set(trace.deviceHash, (votesOn.get(trace.deviceHash) ?? 0) + 1);
  }
  const findings: Finding[] = [];
  for (const { id, submittedSeq } of index.entries) {
    const device = index.traces.get(submittedSeq)?.deviceHash ?? null;
    if (device === null) continue;
    const known = (index.byTarget.get(id) ?? []).filter(({ trace }) => trace?.deviceHash != null);
    const rows = known.filter(({ trace }) => trace?.deviceHash === device);
    const accounts = distinct(rows, ({ voterId }) => voterId);
    if (accounts < settings.accounts[0]) continue;
    const elsewhere = (votesOn.get(device) ?? 0) - rows.length;
    const expected = (known.length * (elsewhere + 1)) / (withDevice - known.length + 1);
    const surprise = poissonSurprise(accounts, expected);
    if (surprise < settings.surpriseFrom) continue;
    const [low, high] = settings.scores;
    findings.push({
      signal: 'self-votes',
      score: rounded(low + (high - low) * ramp(accounts, ...settings.accounts)),
      detail: { accounts, expectedAccounts: rounded(expected), surprise: rounded(surprise) },
      rows,
    });
  }
  return findings;
}
