import { expect, it } from 'vitest';
import worker from '../../worker/index.ts';

it('the worker can be called as the runtime calls it, and by no other method', () => {
  const named = new Set<string>();
  for (let at: object = worker; at !== Object.prototype; at = Object.getPrototypeOf(at) as object)
    for (const name of Object.getOwnPropertyNames(at)) named.add(name);
  expect([...named]).toEqual(['fetch']);
});
