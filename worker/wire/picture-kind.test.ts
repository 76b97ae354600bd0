import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { gif, isoMedia, svg, textNamedJpg } from '../../test/support/bad-files.ts';
import { photograph } from '../../test/support/photos.ts';
import { PICTURE_KIND_BYTES, pictureKind } from './picture-kind.ts';

it('recognises real files by their first bytes', async () => {
  const small = sharp(await photograph('alps')).resize(64);
  expect(pictureKind(await small.clone().jpeg().toBuffer())).toBe('jpeg');
  expect(pictureKind(await small.clone().png().toBuffer())).toBe('png');
  expect(pictureKind(await small.clone().webp().toBuffer())).toBe('webp');
  expect(pictureKind(await small.clone().avif().toBuffer())).toBe('avif');
  expect(pictureKind(await small.clone().gif().toBuffer())).toBe('gif');
  expect(pictureKind(await readFile('test/support/alpine-landscape.heic'))).toBe('heic');
});

it('tells HEIC from AVIF, which share a brand, and from films', () => {
  expect(pictureKind(isoMedia('mif1', 'mif1', 'heic'))).toBe('heic');
  expect(pictureKind(isoMedia('mif1', 'mif1', 'avif', 'miaf'))).toBe('avif');
  expect(pictureKind(isoMedia('isom', 'isom', 'mp41'))).toBe('unknown');
});

it('knows an SVG with or without a declaration, and no other markup', () => {
  const encode = (text: string) => new TextEncoder().encode(text);
  expect(pictureKind(svg())).toBe('svg');
  expect(pictureKind(encode('\ufeff  <svg width="1"/>'))).toBe('svg');
  expect(pictureKind(encode('<html><body>no drawing</body></html>'))).toBe('unknown');
});

it('does not guess', () => {
  expect(pictureKind(textNamedJpg())).toBe('unknown');
  expect(pictureKind(new Uint8Array())).toBe('unknown');
  expect(pictureKind(gif().subarray(0, 3))).toBe('unknown');
});

it('answers for any bytes, by their start alone', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
      expect(pictureKind(bytes)).toBe(pictureKind(bytes.slice(0, PICTURE_KIND_BYTES)));
    }),
  );
});
