import { timingLine } from './look-alikes.ts';
import type { CrawlReport } from './run.ts';

/** The report as lines to be read. */
export function printed(report: CrawlReport): string {
  const replies = [...report.replies].map(([persona, statuses]) => {
    const classes = [...statuses]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([status, count]) => `${status} ${count}`);
    return `  ${persona.padEnd(12)}${classes.join(', ')}`;
  });
  const canaries = [...report.canaries].map(
    ([kind, count]) => `  ${kind.padEnd(30)}${String(count).padStart(6)}`,
  );
  const sum = [...report.replies.values()].flatMap((each) => [...each.values()]);
  const total = sum.reduce((all, count) => all + count, 0);
  return [
    `${total.toLocaleString('en')} replies in ${(report.tookMs / 1000).toFixed(1)} s`,
    ...replies,
    `${report.sockets} live sockets, ${report.pictures} pictures, ${report.scripts} scripts and styles, ${report.ids} ids`,
    '',
    'canaries looked for in all of it',
    ...canaries,
    '',
    'hidden and absent, milliseconds: median / 90th percentile; then how often hidden takes longer',
    `${' '.repeat(24)}${'hidden'.padStart(16)}${'absent'.padStart(16)}${'(0.5 = no)'.padStart(12)}`,
    ...report.timings.map(timingLine),
    '',
    `findings: ${report.findings.length}`,
    ...inGroups(report.findings),
  ].join('\n');
}

/** The same thing found by several, or at several addresses, in one line. */
function inGroups(findings: CrawlReport['findings']): string[] {
  return [...Map.groupBy(findings, ({ what }) => what)].slice(0, 60).map(([what, all]) => {
    const personas = [...new Set(all.map(({ persona }) => persona))].join(', ');
    return `  ${what}\n    ${all.length} times, by ${personas}; first at ${all[0]?.address}`;
  });
}
