import { describe, expect, it } from 'vitest';
import { OPENS_AT_MS, evidenceOf } from '../../test/support/abuse-evidence.ts';
import { summaryOf } from './cluster-summary.ts';

const evidence = evidenceOf(
  Array.from({ length: 64 }, (_, number) => ({
    voterId: `voter-${number % 60}`,
    targetId: `entry-${number % 8}`,
    atMs: OPENS_AT_MS + number * 1000,
    deviceHash: number < 48 ? 'one machine' : null,
    verifiedAtMs: number < 10 ? null : OPENS_AT_MS,
  })),
);
const votes = [...evidence.votes];

describe('the picture of a cluster', () => {
  it('holds every vote once, in equal parts of the time', () => {
    const { bars, firstAtMs, lastAtMs } = summaryOf({ signals: [], votes }, evidence);
    expect(bars).toEqual(Array<number>(32).fill(2));
    expect([firstAtMs, lastAtMs]).toEqual([OPENS_AT_MS, OPENS_AT_MS + 63_000]);
  });

  it('counts voters, guests, entries and where they came from, as far as that is known', () => {
    const summary = summaryOf({ signals: [], votes }, evidence);
    expect(summary).toMatchObject({ votes: 64, accounts: 60, guests: 10, traced: 64, entries: 8 });
    expect(summary.devices).toEqual({ different: 1, largest: [48] });
    expect(summary.blocks).toEqual({ different: 64, largest: [1, 1, 1, 1, 1] });
    expect(summary.targets).toHaveLength(5);
    const forgotten = summaryOf({ signals: [], votes }, { traces: [], votes });
    expect(forgotten).toMatchObject({ traced: 0, guests: 0, devices: { different: 0 } });
  });

  it('shows beside it the other votes for the same entries, in the same time', () => {
    const found = votes.filter(({ targetId }, index) => targetId === 'entry-1' && index < 40);
    const { bars, others } = summaryOf({ signals: [], votes: found }, evidence);
    // Five of eight votes for that entry; the other three came later.
    expect(bars.reduce((sum, bar) => sum + bar, 0)).toBe(5);
    expect(others?.reduce((sum, bar) => sum + bar, 0)).toBe(0);
    const ends = votes.filter(({ targetId }, index) => targetId === 'entry-1' && index % 56 === 1);
    const between = summaryOf({ signals: [], votes: ends }, evidence);
    expect(between.bars).toEqual([1, ...Array<number>(30).fill(0), 1]);
    expect(between.others?.reduce((sum, bar) => sum + bar, 0)).toBe(6);
    expect(between.others).toHaveLength(32);
  });

  it('names nobody and no place', () => {
    const text = JSON.stringify(summaryOf({ signals: [], votes }, evidence));
    expect(text).not.toMatch(/voter-|machine|block-|address-/);
  });

  it('of a single instant is one bar', () => {
    const { bars } = summaryOf({ signals: [], votes: votes.slice(0, 1) }, evidence);
    expect(bars[0]).toBe(1);
    expect(bars.reduce((sum, bar) => sum + bar, 0)).toBe(1);
  });
});
