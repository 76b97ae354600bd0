import type { GroundTruth } from './ground-truth.ts';
import { headerText, look, type Seen } from './visit.ts';

/** Something hidden, and something that does not exist: they must look the same. */
interface Pair {
  what: string;
  hidden: string;
  absent: () => string;
}

const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** An id of the same form as another that nothing has. */
function unlike(id: string): string {
  const hex = /^[0-9a-f]+$/.test(id);
  return [...id]
    .map(() => (hex ? CHARACTERS.slice(26, 32) + CHARACTERS.slice(52, 62) : CHARACTERS))
    .map((alphabet) => alphabet[Math.floor(Math.random() * alphabet.length)])
    .join('');
}

function pairsIn(truth: GroundTruth): Pair[] {
  const pairs: Pair[] = [];
  const add = (what: string, id: string | undefined, address: (id: string) => string) => {
    if (id) pairs.push({ what, hidden: address(id), absent: () => address(unlike(id)) });
  };
  const live = truth.contests.find(
    ({ id, publishedAtMs, announcedAtMs }) =>
      publishedAtMs !== null &&
      announcedAtMs === null &&
      truth.entries.some(({ contestId, status }) => contestId === id && status === 'pending'),
  );
  const pending = truth.entries.find(
    ({ contestId, status }) => contestId === live?.id && status === 'pending',
  );
  const page = `/c/${live?.campaignSlug}/${live?.slug}`;
  add('an entry’s page', pending?.id, (id) => `${page}/entries/${id}`);
  add('an entry by id', pending?.id, (id) => `/api/contests/${live?.id}/entries?ids=${id}`);
  const draft = truth.contests.find(({ publishedAtMs }) => publishedAtMs === null);
  add('a contest', draft?.id, (id) => `/api/contests/${id}`);
  add('a contest’s entries', draft?.id, (id) => `/api/contests/${id}/entries`);
  add('a contest’s ledger', draft?.id, (id) => `/api/contests/${id}/ledger`);
  add('a campaign', draft?.campaignSlug, (id) => `/api/campaigns/${id}`);
  add('a campaign’s page', draft?.campaignSlug, (id) => `/c/${id}`);
  const picture = truth.media.find(({ shown }) => !shown);
  for (const variant of ['thumb', 'large'])
    add(`a picture (${variant})`, picture?.id, (id) => `/media/${id}/${variant}`);
  return pairs;
}

/** A reply without what differs each time: request id, nonce, date, and the address that was asked for. */
function lookOf(seen: Seen): string {
  const words = headerText(seen) + '\n\n' + new TextDecoder().decode(seen.bytes);
  const [path = ''] = seen.address.split('?');
  return `${seen.status}\n${words}`
    .replaceAll(seen.headers.get('x-request-id') ?? ' ', '<request id>')
    .replace(/nonce-[\w+/=]+/g, '<nonce>')
    .replace(/nonce="[^"]*"/g, '<nonce>')
    .replace(/^date: .*$/m, '')
    .replaceAll(path.split('/').at(-1) ?? ' ', '<id>');
}

export interface TimingClass {
  what: string;
  hiddenMs: number[];
  absentMs: number[];
}

const median = (sorted: readonly number[]) => sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;

/** How often a hidden one takes longer than an absent one: 0.5 when nothing can be told from it. */
export function advantage({ hiddenMs, absentMs }: TimingClass): number {
  let longer = 0;
  for (const hidden of hiddenMs)
    for (const absent of absentMs) longer += hidden > absent ? 1 : hidden === absent ? 0.5 : 0;
  return longer / (hiddenMs.length * absentMs.length);
}

/** One class of replies in a line. */
export function timingLine(timing: TimingClass): string {
  const figures = [timing.hiddenMs, timing.absentMs].map((times) => {
    const sorted = times.toSorted((a, b) => a - b);
    const late = sorted[Math.floor(sorted.length * 0.9)] ?? Number.NaN;
    return `${median(sorted).toFixed(2)} / ${late.toFixed(2)}`;
  });
  const [hidden = '', absent = ''] = figures;
  return `${timing.what.padEnd(24)}${hidden.padStart(16)}${absent.padStart(16)}${advantage(timing).toFixed(2).padStart(12)}`;
}

/**
 * Asks for hidden and for absent things in turn, one request at a time.
 * @returns differences that can be seen, and how long each took
 */
export async function compareLookAlikes(
  origin: string,
  cookie: string,
  truth: GroundTruth,
  times: number,
): Promise<{ differences: string[]; timings: TimingClass[]; compared: number }> {
  const differences: string[] = [];
  const timings: TimingClass[] = [];
  const pairs = pairsIn(truth);
  for (const { what, hidden, absent } of pairs) {
    const timing: TimingClass = { what, hiddenMs: [], absentMs: [] };
    const looks = new Set<string>();
    for (let time = 0; time < times + 5; time++) {
      const both = [
        { address: hidden, into: timing.hiddenMs },
        { address: absent(), into: timing.absentMs },
      ];
      // Whoever comes second might find something warm.
      if (time % 2) both.reverse();
      for (const { address, into } of both) {
        const startedAtMs = performance.now();
        const seen = await look(origin, cookie, address);
        if (time >= 5) into.push(performance.now() - startedAtMs);
        looks.add(lookOf(seen));
      }
    }
    // The board's own time may move on between two replies of a page that is shown.
    if (looks.size > 1) differences.push(`${what}: ${looks.size} looks, for ${hidden}`);
    timings.push(timing);
  }
  return { differences, timings, compared: pairs.length };
}
