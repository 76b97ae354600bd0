import { expect, it } from 'vitest';
import { freeSlug } from './slugs.ts';

const free = () => Promise.resolve(false);

it('resembles the title in small letters, digits and hyphens', async () => {
  expect(await freeSlug("L'été à Paris, 2026!", free)).toBe('lete-a-paris-2026');
  expect(await freeSlug('  ---Night & Day---  ', free)).toBe('night-day');
});

it('is random when no character of the title fits', async () => {
  const slugs = await Promise.all(['東京', '🚋', '!'].map((title) => freeSlug(title, free)));
  for (const slug of slugs) expect(slug).toMatch(/^[a-z0-9]{10}$/);
  expect(new Set(slugs).size).toBe(3);
});

it('never is a word that addresses use for something else', async () => {
  expect(await freeSlug('Results', free)).toMatch(/^results-[a-z0-9]{5}$/);
});

it('is tried until it is free', async () => {
  const taken: string[] = [];
  const slug = await freeSlug('Relay', (candidate) => {
    taken.push(candidate);
    return Promise.resolve(taken.length < 4);
  });
  expect(taken[0]).toBe('relay');
  expect(slug).toBe(taken[3]);
});
