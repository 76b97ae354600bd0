import type { ClusterSummary } from '../../../worker/wire/desk.ts';
import { keyWords } from '../../../worker/wire/key-words.ts';
import { t } from '../../messages/desk.ts';

type Finding = ClusterSummary['signals'][number];
type Detail = Finding['detail'];
type Key = Parameters<typeof t>[0];

/** The message of each signal: what it is called is `signal.<name>`, what it saw `signal.<name>.saw`. */
const words: Readonly<Record<string, Key>> = {
  'block-velocity': 'signal.blockVelocity',
  'network-velocity': 'signal.networkVelocity',
  'referrer-velocity': 'signal.referrerVelocity',
  'new-account-velocity': 'signal.newAccounts',
  'link-burst': 'signal.linkBurst',
  'account-batch': 'signal.accountBatch',
  'dormant-accounts': 'signal.dormantAccounts',
  'scattered-networks': 'signal.scatteredNetworks',
  'unshared-blocks': 'signal.unsharedBlocks',
  'device-velocity': 'signal.deviceVelocity',
  'agent-velocity': 'signal.agentVelocity',
  'self-votes': 'signal.selfVotes',
  'timing-entropy': 'signal.timingEntropy',
  'timing-rhythm': 'signal.timingRhythm',
  'hasty-votes': 'signal.hastyVotes',
  'co-voting': 'signal.coVoting',
  'same-ballots': 'signal.sameBallots',
  'mutual-votes': 'signal.mutualVotes',
  'dense-authors': 'signal.denseAuthors',
};

const keyOf = (signal: string): Key | null =>
  (Object.hasOwn(words, signal) ? words[signal] : null) ?? null;

/** What a signal is called at the desk. One without words of its own shows its name. */
export function signalTitle(signal: string): string {
  const key = keyOf(signal);
  return key ? t(key) : signal;
}

/** What a signal saw, in a sentence with its figures; as a list of figures where there is no sentence for it. */
export function findingInWords({ signal, detail }: Pick<Finding, 'signal' | 'detail'>): string {
  const key = keyOf(signal);
  if (!key) return figures(detail);
  const { shareElsewhere, meanGapMs, periodMs, ...plain } = detail;
  const usual = plain['expectedAccounts'] ?? plain['expectedPairs'] ?? plain['expectedVotes'];
  let saw: string;
  try {
    saw = t(`${key}.saw` as Key, {
      few: typeof usual === 'number' && usual < 1,
      ...Object.fromEntries(
        Object.entries(plain).map(([name, value]) => [name, figure(name, value)]),
      ),
      ...(typeof shareElsewhere === 'number' ? { percent: inRound(shareElsewhere * 100) } : {}),
      ...(typeof meanGapMs === 'number' ? { pause: timeInWords(meanGapMs) } : {}),
      ...(typeof periodMs === 'number' ? { pause: timeInWords(periodMs) } : {}),
    });
  } catch {
    // What was found is kept for long, and a sentence may need a figure that was not written down then.
    return figures(detail);
  }
  const { surprise } = detail;
  return typeof surprise === 'number'
    ? `${saw} ${t('signal.byChance', { odds: odds(surprise) })}`
    : saw;
}

/** Each signal once, with the strongest of its findings, strongest first. */
export function strongestFindings(findings: readonly Finding[]): Finding[] {
  const strongest = new Map<string, Finding>();
  for (const finding of findings)
    if (!strongest.has(finding.signal)) strongest.set(finding.signal, finding);
  return [...strongest.values()];
}

/** What would be usual is a number of people or votes: whole, as nobody meets a quarter of one. */
const figure = (name: string, value: number | string) =>
  name.startsWith('expected') && typeof value === 'number' ? Math.round(value) : inRound(value);

/** Counts as they are; of shares and expectations the two digits that say something. */
const inRound = <Value extends number | string>(value: Value): Value | number =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(2)) : value;

/** A span of time, as roughly as it matters. */
export function timeInWords(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 90) return t('span.seconds', { count: Math.max(1, Math.round(seconds)) });
  if (seconds < 90 * 60) return t('span.minutes', { count: Math.round(seconds / 60) });
  if (seconds < 48 * 3600) return t('span.hours', { count: Math.round(seconds / 3600) });
  return t('span.days', { count: Math.round(seconds / 86_400) });
}

/** How sure the strongest of several findings is, in a word or two. */
export function sureness(findings: readonly Pick<Finding, 'score'>[]): string {
  const score = findings.reduce((most, finding) => Math.max(most, finding.score), 0);
  const level =
    score >= 0.9
      ? 'nearlyCertain'
      : score >= 0.75
        ? 'veryLikely'
        : score >= 0.5
          ? 'likely'
          : 'hint';
  return t(`sure.${level}`);
}

/** What nobody can picture any more is rather said in words. */
const MOST_DIGITS = 8;

/** One in how many: a surprise is in decimal digits, 6 is a million. 0 is never. */
function odds(surprise: number): number {
  const digits = Math.max(0, Math.floor(surprise));
  return digits > MOST_DIGITS ? 0 : 10 ** digits;
}

/** `{expectedAccounts: 3}` → "expected accounts 3". */
function figures(detail: Readonly<Detail>): string {
  return Object.entries(detail)
    .map(([key, value]) => `${keyWords(key)} ${value}`)
    .join(' · ');
}
