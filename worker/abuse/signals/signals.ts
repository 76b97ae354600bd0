import { agentVelocity } from './agent-velocity.ts';
import { accountBatch } from './account-batch.ts';
import { coVoting } from './co-voting.ts';
import { denseAuthors } from './dense-authors.ts';
import { deviceVelocity } from './device-velocity.ts';
import { dormantAccounts } from './dormant-accounts.ts';
import type { Finding } from './finding.ts';
import { hastyVotes } from './hasty-votes.ts';
import { linkBurst } from './link-burst.ts';
import { mutualVotes } from './mutual-votes.ts';
import { newAccounts } from './new-accounts.ts';
import type { EvidenceIndex } from './rows.ts';
import { sameBallots } from './same-ballots.ts';
import { scatteredNetworks } from './scattered-networks.ts';
import { selfVotes } from './self-votes.ts';
import type { SignalSettings } from './settings.ts';
import type { Steps } from './steps.ts';
import { timingEntropy } from './timing-entropy.ts';
import { timingRhythm } from './timing-rhythm.ts';
import { unsharedBlocks } from './unshared-blocks.ts';
import { velocity } from './velocity.ts';

/** Every signal, each a pure function of the evidence. A new one is one line here and one in finding.ts. */
const signals: readonly ((index: EvidenceIndex, settings: SignalSettings) => Finding[])[] = [
  velocity,
  newAccounts,
  accountBatch,
  dormantAccounts,
  scatteredNetworks,
  unsharedBlocks,
  deviceVelocity,
  agentVelocity,
  selfVotes,
  timingEntropy,
  timingRhythm,
  hastyVotes,
  coVoting,
  sameBallots,
  mutualVotes,
  denseAuthors,
  linkBurst,
];

/** All findings, one signal a step. */
export function* findingsOf(index: EvidenceIndex, settings: SignalSettings): Steps<Finding[]> {
  const findings: Finding[] = [];
  for (const signal of signals) {
    findings.push(...signal(index, settings));
    yield;
  }
  return findings;
}
