import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const bin = join(import.meta.dirname, '..');
const run = (command: string, ...options: string[]) =>
  spawnSync(process.execPath, [join(bin, command), ...options], { encoding: 'utf8' });

describe('a command line that makes no sense', () => {
  it.each([
    [
      'fuzz.ts',
      ['--requests', 'abc'],
      /^--requests must be a whole number from 1 on, not "abc"\.$/,
    ],
    ['fuzz.ts', ['--requests', '-5'], /needs|ambiguous/],
    ['fuzz.ts', ['--seed', '1.5'], /^--seed must be a whole number/],
    ['fuzz.ts', ['--concurrency', '0'], /^--concurrency must be a whole number from 1 on/],
    ['fuzz.ts', ['--only', ''], /^--only must be a whole number/],
    ['fuzz.ts', ['--origin', 'nowhere'], /^--origin must be an address/],
    ['fuzz.ts', ['--times', '7'], /^Unknown option '--times'\. The options are --requests, /],
    ['fuzz.ts', ['--requests'], /--requests.* argument missing/],
    ['crawl.ts', ['--comparisons', 'many'], /^--comparisons must be a whole number/],
    ['crawl.ts', ['--origin', 'http://localhost:1'], /^--origin and --data need each other\.$/],
    ['crawl.ts', ['--fast'], /^Unknown option '--fast'/],
    ['abuse.ts', ['--seeds', 'abc'], /^--seeds must be a whole number from 1 on, not "abc"\.$/],
    ['abuse.ts', ['--school'], /^Unknown option '--school'/],
  ])('%s %j is answered in one sentence', (command, options, sentence) => {
    const { status, stderr, stdout } = run(command, ...options);
    expect(stderr.trim()).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect([status, stdout]).toEqual([1, '']);
  });
});

describe('--help', () => {
  it.each([
    ['abuse.ts', '--variants'],
    ['fuzz.ts', '--requests'],
    ['crawl.ts', '--comparisons'],
  ])('%s says what the options are, and does nothing else', (command, option) => {
    const { status, stderr, stdout } = run(command, '--help');
    expect(stdout).toContain(option);
    expect([status, stderr]).toEqual([0, '']);
  });
});
