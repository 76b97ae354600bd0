import type { FuzzReport } from './run.ts';

const whole = (count: number) => count.toLocaleString('en');

/** The report as lines to be read. */
export function printed(report: FuzzReport): string {
  const rate = report.sent / (report.tookMs / 1000);
  const lines = [
    `${whole(report.sent)} requests in ${(report.tookMs / 1000).toFixed(1)} s (${whole(Math.round(rate))}/s), seed ${report.seed}`,
    '',
    'replies by status',
    ...[...report.byStatus]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([status, count]) => `  ${status.padEnd(8)}${whole(count).padStart(9)}`),
    '',
    'by route                                                        sent     done  refused  mean ms',
    ...[...report.byRoute]
      .sort(([, a], [, b]) => b.sent - a.sent)
      .map(([route, { sent, ok, refused, tookMs }]) => {
        const figures = [sent, ok, refused, Math.round(tookMs / sent)]
          .map((count) => whole(count).padStart(9))
          .join('');
        return `  ${route.padEnd(56)}${figures}`;
      }),
    '',
    'slowest',
    ...report.slowest.map(
      ({ route, tookMs, index }) =>
        `  ${tookMs.toFixed(0).padStart(6)} ms  ${route} (request ${index})`,
    ),
    '',
    `ledgers verified afterwards: ${report.ledgersVerified}`,
    `faults in the server's log: ${report.faultsInLog.length}`,
    ...report.faultsInLog.slice(0, 5).map((line) => `  ${line.slice(0, 300)}`),
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
