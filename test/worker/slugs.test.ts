import { expect, it } from 'vitest';
import { signedIn } from './browser-like.ts';

const AT_ONCE = 6;

it('things that are called the same at the same instant each get an address of their own', async () => {
  const owner = await signedIn('brand');
  const together = async (path: string, body: unknown) => {
    const sent = Array.from({ length: AT_ONCE }, () =>
      owner.json<{ id: string; slug: string }>('POST', path, body),
    );
    const replies = await Promise.all(sent);
    expect(replies.map(({ status }) => status)).toEqual(Array(AT_ONCE).fill(201));
    expect(new Set(replies.map(({ body: { id } }) => id)).size).toBe(AT_ONCE);
    return replies.map(({ body: made }) => made);
  };
  const brands = await together('/api/brands', { name: 'Twice' });
  expect(new Set(brands.map(({ slug }) => slug)).size).toBe(AT_ONCE);
  const brandId = brands[0]?.id ?? '';
  const campaigns = await together(`/api/brands/${brandId}/campaigns`, {
    title: 'Thrice',
    timeZone: 'Europe/Vienna',
  });
  await together(`/api/studio/campaigns/${campaigns[0]?.id}/contests`, {
    type: 'caption-this-photo',
    title: 'Often',
  });
});
