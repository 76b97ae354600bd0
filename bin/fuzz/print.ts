import type { FuzzReport, Tally } from './run.ts';

const whole = (count: number) => count.toLocaleString('en');

const byName = (counts: ReadonlyMap<string, number>) =>
  [...counts]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, count]) => `  ${name.padEnd(8)}${whole(count).padStart(9)}`);

const HEADS = ['sent', 'accepted', 'valid', 'accepted', 'mean ms'];

/** How many were sent and accepted (2xx, sockets opened); then the same of those that nothing was wrong with. */
function tallies(title: string, all: ReadonlyMap<string, Tally>): string[] {
  const lines = [...all]
    .sort(([, a], [, b]) => b.sent - a.sent)
    .map(([name, { sent, accepted, valid, validAccepted, tookMs }]) => {
      const figures = [sent, accepted, valid, validAccepted, Math.round(tookMs / sent)];
      return `  ${name.padEnd(52)}${figures.map((count) => whole(count).padStart(10)).join('')}`;
    });
  return [`${title.padEnd(54)}${HEADS.map((head) => head.padStart(10)).join('')}`, ...lines];
}

const runtimes = ({ runtimeByStatus }: FuzzReport) =>
  [...runtimeByStatus].map(([status, count]) => `${status} ${whole(count)}`).join(', ') || 'none';

/** The report as lines to be read. */
export function printed(report: FuzzReport): string {
  const rate = report.sent / (report.tookMs / 1000);
  const lines = [
    `${whole(report.sent)} requests in ${(report.tookMs / 1000).toFixed(1)} s (${whole(Math.round(rate))}/s), seed ${report.seed}`,
    '',
    'replies by status',
    ...byName(report.byStatus),
    `of these the runtime’s own, without our headers (the worker never saw the request): ${runtimes(report)}`,
    '',
    ...tallies('by route', report.byRoute),
    '',
    ...tallies('by act', report.byAction),
    '',
    'most frequent refusals',
    ...[...report.byCode]
      .sort(([, a], [, b]) => b - a)
      .slice(0, 20)
      .map(([code, count]) => `  ${code.padEnd(40)}${whole(count).padStart(9)}`),
    '',
    'slowest',
    ...report.slowest.map(
      ({ route, tookMs, index }) =>
        `  ${tookMs.toFixed(0).padStart(6)} ms  ${route} (request ${index})`,
    ),
    '',
    `ledgers verified afterwards: ${report.ledgersVerified}`,
    `faults in the server's log: ${report.faultsInLog?.length ?? 'not looked at, it was started elsewhere'}`,
    ...(report.faultsInLog ?? []).slice(0, 5).map((line) => `  ${line.slice(0, 300)}`),
    `failures: ${report.failures.length}`,
  ];
  const seen = new Map<string, number>();
  for (const { index, what, command } of report.failures) {
    const kind = what.slice(0, 60);
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    if ((seen.get(kind) ?? 0) > 3) continue;
    lines.push(
      `  ${what}`,
      `    npm run fuzz -- --seed ${report.seed} --only ${index}`,
      `    ${command}`,
    );
  }
  return lines.join('\n');
}
