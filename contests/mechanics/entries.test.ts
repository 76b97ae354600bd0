import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  acceptablePhoto,
  addEntry,
  approvedIn,
  handOver,
  isLive,
  noEntries,
  notApprovable,
  notRefusable,
  notWithdrawable,
  overLimit,
  setStatus,
  statusCount,
  tooManyGone,
  type Entries,
} from './entries.ts';

const LIMITS = { perFan: 3, perGroup: 2 };
const AUTHORS = ['ana', 'ben', 'guest'];
const GROUPS = ['vienna', 'constructor'];
const STATUSES = ['pending', 'approved', 'refused', 'withdrawn'] as const;

function submit(entries: Entries, author: string, group: string, photo: number): string | null {
  const media = [
    { id: `m${photo}`, fingerprint: `f${photo}`, widthPx: 9, heightPx: 9, ownedByActor: true },
  ];
  const refused = overLimit(entries, author, group, LIMITS);
  if (refused) return refused.code;
  const photograph = acceptablePhoto(entries, media, `m${photo}`, author);
  if (!photograph.ok) return photograph.code;
  const seq = Object.keys(entries.byId).length;
  addEntry(entries, {
    id: `e${seq}`,
    group,
    authorId: author,
    mediaId: photograph.media.id,
    fingerprint: photograph.media.fingerprint,
    captionHash: '',
    creditHash: '',
    status: 'pending',
    refusalReason: null,
    submittedAtMs: seq,
    seq,
  });
  return null;
}

const step = fc.record({
  kind: fc.constantFrom('submit', 'submit', 'submit', 'approve', 'refuse', 'withdraw', 'handOver'),
  author: fc.constantFrom(...AUTHORS),
  group: fc.constantFrom(...GROUPS),
  photo: fc.nat(5),
  entry: fc.nat(9).map((seq) => `e${seq}`),
});

describe('entries', () => {
  it('keep limits, counters and one live entry per photograph through any history', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const entries = noEntries();
        /** How far joining has put an author over a limit; it may never get worse. */
        const allowed: Record<string, number> = {};
        for (const { kind, author, group, photo, entry } of steps) {
          if (kind === 'submit') submit(entries, author, group, photo);
          else if (kind === 'approve' && !notApprovable(entries, entry, LIMITS))
            setStatus(entries, entry, 'approved');
          else if (kind === 'refuse' && !notRefusable(entries, entry))
            setStatus(entries, entry, 'refused', 'quality');
          else if (kind === 'withdraw' && !notWithdrawable(entries, entry, author))
            setStatus(entries, entry, 'withdrawn');
          else if (kind === 'handOver') handOver(entries, 'guest', 'ana');

          const all = Object.values(entries.byId);
          const live = all.filter(isLive);
          expect(new Set(live.map((one) => one.fingerprint)).size).toBe(live.length);
          for (const group of GROUPS) {
            const inGroup = all.filter((one) => one.group === group);
            for (const status of STATUSES) {
              expect(statusCount(entries, group, status)).toBe(
                inGroup.filter((one) => one.status === status).length,
              );
            }
            expect(approvedIn(entries, group)).toEqual(
              inGroup.filter((one) => one.status === 'approved'),
            );
          }
          for (const author of AUTHORS) {
            const own = all.filter((one) => one.authorId === author);
            expect(entries.byAuthor[author] ?? []).toEqual(own.map((one) => one.id));
            const count = own.filter(isLive).length;
            const ceiling = Math.max(
              LIMITS.perFan,
              kind === 'handOver' ? count : (allowed[author] ?? 0),
            );
            expect(count).toBeLessThanOrEqual(ceiling);
            allowed[author] = count;
          }
          expect(JSON.parse(JSON.stringify(entries))).toEqual(entries);
        }
      }),
    );
  });
});

describe('the same photograph', () => {
  it('is refused with another sentence for its own author than for anybody else', () => {
    const entries = noEntries();
    submit(entries, 'ana', 'vienna', 1);
    expect(submit(entries, 'ana', 'vienna', 1)).toBe('entries/DUPLICATE_OWN');
    expect(submit(entries, 'ben', 'vienna', 1)).toBe('entries/DUPLICATE');
  });

  it.each(['refused', 'withdrawn'] as const)(
    'may come again from its author alone once it was %s',
    (status) => {
      const entries = noEntries();
      submit(entries, 'ana', 'vienna', 1);
      setStatus(entries, 'e0', status);
      expect(submit(entries, 'ben', 'vienna', 1)).toBe('entries/DUPLICATE');
      expect(submit(entries, 'ana', 'vienna', 1)).toBeNull();
      expect(notApprovable(entries, 'e0', LIMITS)?.code).toBe(
        status === 'refused' ? 'entries/SENT_AGAIN' : 'entries/WITHDRAWN',
      );
    },
  );

  it('must exist and belong to whoever sends it', () => {
    const media = [{ id: 'm1', fingerprint: 'f', widthPx: 9, heightPx: 9, ownedByActor: false }];
    expect(acceptablePhoto(noEntries(), media, 'm1', 'ana')).toMatchObject({
      code: 'entries/NO_SUCH_PHOTO',
    });
    expect(acceptablePhoto(noEntries(), media, 'm2', 'ana')).toMatchObject({
      code: 'entries/NO_SUCH_PHOTO',
    });
  });
});

describe('a refused entry', () => {
  it('gives its room back, and cannot be approved once the author has used it', () => {
    const entries = noEntries();
    submit(entries, 'ana', 'vienna', 1);
    submit(entries, 'ana', 'vienna', 2);
    expect(submit(entries, 'ana', 'vienna', 3)).toBe('entries/GROUP_LIMIT');
    setStatus(entries, 'e0', 'refused', 'quality');
    expect(notApprovable(entries, 'e0', LIMITS)).toBeNull();
    expect(submit(entries, 'ana', 'vienna', 3)).toBeNull();
    expect(notApprovable(entries, 'e0', LIMITS)?.code).toBe('entries/AUTHOR_OVER_LIMIT');
  });
});

describe('unknown ids', () => {
  it.each(['constructor', '__proto__', 'toString', ''])('%j is no entry', (id) => {
    const entries = noEntries();
    expect(notApprovable(entries, id, LIMITS)?.code).toBe('entries/NO_SUCH_ENTRY');
    expect(notWithdrawable(entries, id, 'ana')?.code).toBe('entries/NO_SUCH_ENTRY');
  });
});

describe('sending and withdrawing in turn', () => {
  it('comes to an end, for its author alone, and entries that stand use none of it up', () => {
    const entries = noEntries();
    let sent = 0;
    const send = (author: string) => {
      const seq = sent++;
      const entry = { id: `e${seq}`, group: 'vienna', authorId: author, mediaId: 'm', seq };
      const hashes = { fingerprint: `f${seq}`, captionHash: null, creditHash: null };
      const status = { status: 'pending' as const, refusalReason: null, submittedAtMs: seq };
      addEntry(entries, { ...entry, ...hashes, ...status });
      return entry.id;
    };
    send('ana');
    let gone = 0;
    for (; gone < 1_000 && !tooManyGone(entries, 'ana'); gone++)
      setStatus(entries, send('ana'), gone % 2 ? 'withdrawn' : 'refused');
    expect(gone).toBe(100);
    expect(tooManyGone(entries, 'ana')?.code).toBe('entries/TOO_MANY_GONE');
    expect(tooManyGone(entries, 'ben')).toBeNull();
    setStatus(entries, 'e1', 'approved');
    expect(tooManyGone(entries, 'ana')).toBeNull();
  });
});
