import { describe, expect, it } from 'vitest';
import { signedIn } from './browser-like.ts';
import { me } from './people-world.ts';

describe('demo people', () => {
  it('are fixed ones, with their roles in the demo brand', async () => {
    for (const [as, role] of [
      ['brand', 'owner'],
      ['moderator', 'moderator'],
      ['judge', 'judge'],
    ] as const) {
      const first = await me(await signedIn(as));
      expect(first.brands).toEqual([expect.objectContaining({ slug: 'demo', role })]);
      expect((await me(await signedIn(as))).person?.id).toBe(first.person?.id);
    }
    expect((await me(await signedIn('fan'))).brands).toEqual([]);
  });

  it('are as many distinct verified fans as there are names', async () => {
    const ids = new Set<string | undefined>();
    for (const name of ['Aya', 'Bo', 'Aya', 'Ça va', '東京']) {
      ids.add((await me(await signedIn('fan', name))).person?.id);
    }
    expect(ids.size).toBe(4);
  });
});
