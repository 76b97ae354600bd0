import { expect, it } from 'vitest';
import { keptText } from './kept-text.ts';

it('nobody waits for a text that somebody else’s request will never bring', async () => {
  let asked = 0;
  const dropped = new Promise<string>(() => undefined);
  const text = keptText((from: string) => {
    asked++;
    return from === 'who hangs up' ? dropped : Promise.resolve(`for ${from}`);
  });
  void text('who hangs up');
  expect(await text('who stays')).toBe('for who stays');
  expect(await text('who comes later')).toBe('for who stays');
  expect(asked).toBe(2);
});

it('what failed is asked for again', async () => {
  let asked = 0;
  const text = keptText(() =>
    asked++ === 0 ? Promise.reject(new Error('not yet')) : Promise.resolve('there'),
  );
  await expect(text(null)).rejects.toThrow('not yet');
  expect(await text(null)).toBe('there');
});
