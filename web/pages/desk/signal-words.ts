import { t } from '../../messages/desk.ts';

/** What each signal is called at the desk. One without words of its own shows its name. */
const titles: Readonly<Record<string, Parameters<typeof t>[0]>> = {
  'block-velocity': 'signal.blockVelocity',
  'network-velocity': 'signal.networkVelocity',
  'referrer-velocity': 'signal.referrerVelocity',
  'new-account-velocity': 'signal.newAccounts',
  'link-burst': 'signal.linkBurst',
  'account-batch': 'signal.accountBatch',
  'scattered-networks': 'signal.scatteredNetworks',
  'device-velocity': 'signal.deviceVelocity',
  'self-votes': 'signal.selfVotes',
  'timing-entropy': 'signal.timingEntropy',
  'timing-rhythm': 'signal.timingRhythm',
  'co-voting': 'signal.coVoting',
  'mutual-votes': 'signal.mutualVotes',
};

export function signalTitle(signal: string): string {
  const key = Object.hasOwn(titles, signal) ? titles[signal] : undefined;
  return key ? t(key) : signal;
}

/** `{expectedAccounts: 3}` → "expected accounts 3". */
export function detailInWords(detail: Readonly<Record<string, number | string>>): string {
  return Object.entries(detail)
    .map(([key, value]) => `${key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()} ${value}`)
    .join(' · ');
}
