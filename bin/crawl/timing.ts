import type { Persona } from './who-may-see.ts';

/** How long hidden things of one class took, each measured right beside an absent one. */
export interface TimingClass {
  what: string;
  persona: Persona;
  /** Which cookies were sent. */
  way: string;
  /** Milliseconds, one pair each. */
  hiddenMs: number[];
  absentMs: number[];
}

/** Fewer pairs stand out by chance. */
export const ENOUGH_PAIRS = 100;
const LEAST_SHARE = 0.25;
const MOST_SHARE = 0.75;

/** The share of pairs in which the hidden one took longer: 0.5 when nothing can be told from it. */
export function shareLonger({ hiddenMs, absentMs }: TimingClass): number {
  let longer = 0;
  for (const [index, hidden] of hiddenMs.entries()) {
    const absent = absentMs[index] ?? Number.NaN;
    longer += hidden > absent ? 1 : hidden === absent ? 0.5 : 0;
  }
  return longer / hiddenMs.length;
}

/** Whether hidden and absent can be told apart by their time. */
export function standsOut(timing: TimingClass): boolean {
  const share = shareLonger(timing);
  return timing.hiddenMs.length >= ENOUGH_PAIRS && (share >= MOST_SHARE || share <= LEAST_SHARE);
}

const median = (times: readonly number[]) =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

/** A class that stands out, as a finding. */
export function timingFinding(timing: TimingClass): string {
  const { what, way, hiddenMs, absentMs } = timing;
  const share = shareLonger(timing).toFixed(2);
  const medians = `${median(hiddenMs).toFixed(2)} ms to ${median(absentMs).toFixed(2)} ms`;
  return `${what} takes another time than an absent one with ${way}: longer in ${share} of ${hiddenMs.length} pairs, medians ${medians}`;
}

/** A table: a line for each thing, a column for each persona and way; `*` marks what stands out. */
export function timingTable(timings: readonly TimingClass[]): string[] {
  const columnOf = ({ persona, way }: TimingClass) => `${persona}, ${way}`;
  const columns = [...new Set(timings.map(columnOf))];
  const byWhat = Map.groupBy(timings, ({ what }) => what);
  const cell = (timing: TimingClass | undefined) =>
    timing
      ? `${shareLonger(timing).toFixed(2)}${standsOut(timing) ? '*' : ' '}`.padStart(7)
      : '-'.padStart(6).padEnd(7);
  const counts = new Set(timings.map(({ hiddenMs }) => hiddenMs.length));
  return [
    `how often hidden takes longer than absent (0.5 = no; ${[...counts].sort((a, b) => a - b).join(' or ')} pairs each; * from ${MOST_SHARE} or to ${LEAST_SHARE} with ${ENOUGH_PAIRS} pairs)`,
    ...columns.map((column, index) => `  ${String.fromCharCode(97 + index)}  ${column}`),
    `${' '.repeat(34)}${columns
      .map((_, index) =>
        String.fromCharCode(97 + index)
          .padStart(6)
          .padEnd(7),
      )
      .join('')}`,
    ...[...byWhat].map(([what, own]) => {
      const cells = columns.map((column) => cell(own.find((one) => columnOf(one) === column)));
      return `  ${what.padEnd(32)}${cells.join('')}`;
    }),
  ];
}
