import { deviceVelocity } from './device-velocity.ts';
import type { Finding } from './finding.ts';
import { newAccounts } from './new-accounts.ts';
import type { EvidenceIndex } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { velocity } from './velocity.ts';

/** Every signal, each a pure function of the evidence. A new one is one line here and one in finding.ts. */
const signals: readonly ((index: EvidenceIndex, settings: SignalSettings) => Finding[])[] = [
  velocity,
  newAccounts,
  deviceVelocity,
];

export function findingsOf(index: EvidenceIndex, settings: SignalSettings): Finding[] {
  return signals.flatMap((signal) => signal(index, settings));
}
