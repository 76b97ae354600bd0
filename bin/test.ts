/**
 * `npm test`: every check, quickest first, stopping at the first red one. The last line says how
 * many tests passed and failed, and nothing else.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

const report = '.cache/vitest.json';

const checks: [what: string, command: string][] = [
  ['format', 'prettier --check . --cache --cache-location .cache/prettier --log-level warn'],
  ['binding types', 'wrangler types'],
  ['lint', 'eslint . --cache --cache-location .cache/eslint'],
  ['import rules', 'depcruise worker web contests bin --config .dependency-cruiser.mjs'],
  ['types: worker', 'tsc -p tsconfig.worker.json'],
  ['types: node', 'tsc -p tsconfig.node.json'],
  ['types: web', 'svelte-check --tsconfig tsconfig.web.json --fail-on-warnings --output human'],
  ['build', 'vite build --logLevel warn'],
];

/** Runs one command of node_modules/.bin; its output is shown only when it fails. */
function run(what: string, command: string): boolean {
  const startedAtMs = Date.now();
  const { status, stdout, stderr } = spawnSync(command, { shell: true, encoding: 'utf8' });
  const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1);
  console.log(`${status === 0 ? '✓' : '✗'} ${what} (${seconds} s)`);
  if (status !== 0) console.log(`${stdout}${stderr}`);
  return status === 0;
}

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

/** What vitest's report says; a file that could not even be loaded counts as one failure. */
function countTests(exitedWell: boolean): { line: string; red: boolean } {
  const result = JSON.parse(readFileSync(report, 'utf8')) as Report;
  const unloaded = result.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const counted = result.numFailedTests + unloaded;
  const failed = exitedWell ? counted : Math.max(counted, 1);
  const skipped = result.numPendingTests + result.numTodoTests;
  const line = `${result.numPassedTests} passed, ${failed} failed`;
  return { line: skipped ? `${line}, ${skipped} skipped` : line, red: failed > 0 };
}

mkdirSync('.cache', { recursive: true });
if (!checks.every(([what, command]) => run(what, command))) {
  console.log('0 passed, 1 failed');
  process.exit(1);
}

rmSync(report, { force: true });
const { status } = spawnSync(
  `vitest run --reporter=default --reporter=json --outputFile.json=${report}`,
  { shell: true, stdio: 'inherit' },
);
const { line, red } = countTests(status === 0);
console.log(line);
process.exit(red ? 1 : 0);
