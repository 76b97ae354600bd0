import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isFirstStart } from './demo-data.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fanfare-'));
  writeFileSync(join(folder, 'lock.sqlite'), '');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('takes a folder that holds nothing but the lock for a first start', () => {
  expect(isFirstStart(folder)).toBe(true);
});

it('never takes a folder with a database for a first start, and leaves it alone', () => {
  mkdirSync(join(folder, 'd1'));
  writeFileSync(join(folder, 'd1/contests.sqlite'), 'precious');
  expect(isFirstStart(folder)).toBe(false);
  expect(readdirSync(join(folder, 'd1'))).toEqual(['contests.sqlite']);
});

it('clears away a demo that was interrupted while it was being loaded', () => {
  mkdirSync(join(folder, 'd1'));
  writeFileSync(join(folder, 'demo-unfinished'), '');
  expect(isFirstStart(folder)).toBe(true);
  expect(readdirSync(folder)).toEqual(['lock.sqlite']);
});
