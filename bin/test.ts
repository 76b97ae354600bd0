/**
 * `npm test`: every check, quickest first, stopping at the first red one. The last line says how
 * many tests passed and failed, and nothing else.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';

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

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

/** What vitest's report says; a file that could not even be loaded counts as one failure. */
function countTests(report: string, exitedWell: boolean): Count {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const result = JSON.parse(readFileSync(report, 'utf8')) as Report;
  const unloaded = result.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const failed = result.numFailedTests + unloaded;
  return {
    passed: result.numPassedTests,
    failed: exitedWell ? failed : Math.max(failed, 1),
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

/** Runs one of the projects of vitest.config.ts. */
function runTests(project: string): Count {
  const report = `.cache/vitest-${project}.json`;
  rmSync(report, { force: true });
  const { status } = spawnSync(
    `vitest run --project ${project} --reporter=default --reporter=json --outputFile.json=${report}`,
    { shell: true, stdio: 'inherit' },
  );
  return countTests(report, status === 0);
}

mkdirSync('.cache', { recursive: true });
const total: Count = { passed: 0, failed: 0, skipped: 0 };
if (!checks.every(([what, command]) => run(what, command))) total.failed = 1;

// A run for each: beside another project, vitest 5 may lose its runner inside workerd.
for (const project of ['unit', 'worker', 'browser']) {
  if (total.failed > 0) break;
  const count = runTests(project);
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
}

const line = `${total.passed} passed, ${total.failed} failed`;
console.log(total.skipped ? `${line}, ${total.skipped} skipped` : line);
process.exit(total.failed > 0 ? 1 : 0);
