import { expect, it } from 'vitest';
import { inTurns } from './in-turns.ts';
import type { Steps } from './signals/steps.ts';

it('lets whatever waits have its turn between two steps', async () => {
  const log: string[] = [];
  function* steps(): Steps<string> {
    log.push('first step');
    yield;
    log.push('second step');
    yield;
    return 'done';
  }
  const act = (name: string) =>
    new Promise<void>((resolve) => setTimeout(() => (log.push(name), resolve()), 0));
  const waiting = act('an act');
  expect(await inTurns(steps())).toBe('done');
  await waiting;
  expect(log).toEqual(['first step', 'an act', 'second step']);
});

it('ends with what a step throws', async () => {
  function* steps(): Steps<never> {
    yield;
    throw new Error('no memory');
  }
  await expect(inTurns(steps())).rejects.toThrow('no memory');
});
