import { deviceUse } from './devices.ts';
import type { Finding } from './finding.ts';
import { type EvidenceIndex, distinct } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { poissonSurprise, ramp, rounded } from './statistics.ts';

/**
 * Self-votes: other accounts vote for an entry on the device that handed it in.
 *
 * Formula: k accounts on the author's device vote for the author's entry; Poisson tail at the entry's voters × the device's
 * share of the voters who have not voted for it, so that a computer which a whole library uses proves nothing, and votes for others
 * besides hide nothing. The score grows with k: weak for as many as a family has, shown from six accounts on, strong from ten.
 *
 * Honest behaviour that looks the same: a family that votes for the mother's picture on her tablet (weak); a lab where pupils
 * queue at the computers, on one of which a classmate handed the entry in (weak: there most of the votes for it come from the others). An
 * author with a second device is not seen. O(n).
 */
export function selfVotes(
  index: EvidenceIndex,
  { selfVotes: settings }: SignalSettings,
): Finding[] {
  const use = deviceUse(index);
  const findings: Finding[] = [];
  for (const { id, submittedSeq } of index.entries) {
    const device = index.traces.get(submittedSeq)?.deviceHash ?? null;
    const ofDevice = (device !== null && use.byDevice.get(device)) || [];
    const rows = ofDevice.filter(({ targetId }) => targetId === id);
    const accounts = distinct(rows, ({ voterId }) => voterId);
    if (accounts < settings.family.accounts[0]) continue;
    const expected = use.expectedVoters(ofDevice, id);
    const surprise = poissonSurprise(accounts, expected);
    if (surprise < settings.surpriseFrom) continue;
    const others = use.othersAtItsBlocks(rows, id);
    const inLab = others >= settings.labFrom && others > rows.length;
    const score = scoreOf(accounts, settings);
    findings.push({
      signal: 'self-votes',
      score: inLab ? Math.min(score, settings.labScore) : score,
      detail: { accounts, expectedAccounts: rounded(expected), surprise: rounded(surprise) },
      rows,
    });
  }
  return findings;
}

function scoreOf(accounts: number, { family, author }: SignalSettings['selfVotes']): number {
  const level = accounts < author.accounts[0] ? family : author;
  const [low, high] = level.scores;
  const [few, many] = level.accounts;
  return rounded(low + (high - low) * ramp(accounts, few, many));
}
