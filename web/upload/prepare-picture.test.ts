import { expect, it } from 'vitest';
import { isFine, prepare } from './prepare-picture.ts';

const small = { width: 1600, height: 1200 };

it('sends a small JPEG, PNG or WebP as it is', () => {
  expect((['jpeg', 'png', 'webp'] as const).map((kind) => isFine(kind, 900_000, small))).toEqual([
    true,
    true,
    true,
  ]);
});

it('encodes anew what is too large in pixels or bytes, or in a format that the server refuses', () => {
  expect(isFine('jpeg', 900_000, { width: 1600, height: 4000 })).toBe(false);
  expect(isFine('png', 9_000_000, small)).toBe(false);
  expect(isFine('heic', 900_000, small)).toBe(false);
  expect(isFine('avif', 900_000, small)).toBe(false);
});

it.each([
  ['an empty file', '', 'upload/EMPTY'],
  ['a GIF', 'GIF89a and more', 'upload/GIF'],
  ['an SVG', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', 'upload/SVG'],
  ['a text named .jpg', 'Dear diary', 'upload/NOT_A_PICTURE'],
])('refuses %s in words, without asking the server', async (_name, content, code) => {
  expect(await prepare(new File([content], 'photo.jpg', { type: 'image/jpeg' }))).toEqual({
    ok: false,
    code,
    message: expect.stringMatching(/^This file|cannot be entered/),
  });
});
