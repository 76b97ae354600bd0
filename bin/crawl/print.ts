import { timingTable } from './timing.ts';
import type { CrawlReport } from './run.ts';

/** The report as lines to be read. */
export function printed(report: CrawlReport): string {
  const replies = [...report.replies].map(([persona, statuses]) => {
    const classes = [...statuses]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([status, count]) => `${status} ${count}`);
    return `  ${persona.padEnd(12)}${classes.join(', ')}`;
  });
  const canaries = [...report.canaries].map(([kind, count]) => {
    const none = count === 0 ? '  could not be looked for: there is none on this server' : '';
    return `  ${kind.padEnd(32)}${String(count).padStart(6)}${none}`;
  });
  const played =
    report.played > 0
      ? `the player played: ${report.played} acts accepted`
      : 'nobody played: on a server of somebody else’s the player is new as well';
  const sum = [...report.replies.values()].flatMap((each) => [...each.values()]);
  const total = sum.reduce((all, count) => all + count, 0);
  return [
    `${total.toLocaleString('en')} replies in ${(report.tookMs / 1000).toFixed(1)} s`,
    ...replies,
    `${report.sockets} live sockets, ${report.pictures} pictures, ${report.scripts} scripts and styles, ${report.ids} ids`,
    played,
    '',
    'looked for in all of it',
    ...canaries,
    '',
    `hidden and absent things compared: ${report.compared} pairs`,
    ...(report.timings.length > 0 ? timingTable(report.timings) : []),
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
