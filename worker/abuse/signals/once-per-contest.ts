import type { EvidenceIndex } from './rows.ts';

/** Several signals ask for the same figures of the contest; they are taken once. */
export function oncePerContest<T>(
  compute: (index: EvidenceIndex) => T,
): (index: EvidenceIndex) => T {
  const known = new WeakMap<EvidenceIndex, { figures: T }>();
  return (index) => {
    const before = known.get(index);
    if (before) return before.figures;
    const figures = compute(index);
    known.set(index, { figures });
    return figures;
  };
}
