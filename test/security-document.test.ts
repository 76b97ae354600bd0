import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const document = readFileSync('SECURITY.md', 'utf8');
const rows = document
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );

/** Files of a test as the document names it: by its path, or by its name alone beside one that is. */
const filesOf = (name: string) =>
  globSync(name.includes('/') ? name : `{contests,worker,web,bin,test}/**/${name}`);

it('names for every threat a defence, and tests that there are', () => {
  expect(rows.length).toBeGreaterThan(25);
  for (const [threat, defence, proof, ...more] of rows) {
    expect(more, threat).toEqual([]);
    expect(threat && defence && proof, threat).toBeTruthy();
    const tests = proof?.match(/[\w*/.-]+\.test\.ts/g) ?? [];
    expect(tests.length, threat).toBeGreaterThan(0);
    for (const test of tests) expect(filesOf(test).length, `${threat}: ${test}`).toBeGreaterThan(0);
  }
});

it('names commands that there are', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    scripts: Record<string, string>;
  };
  const named = [...document.matchAll(/`npm run ([\w:]+)/g)].map(([, script = '']) => script);
  expect(named).toContain('abuse');
  expect(named.filter((script) => !(script in scripts))).toEqual([]);
});
