import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { iphonePhotograph, photograph } from '../../test/support/photos.ts';
import { picturePosition } from './picture-position.ts';

const file = (bytes: Uint8Array) => new Blob([Uint8Array.from(bytes)]);
const photographAt = async (gps: Record<string, string>, format: 'jpeg' | 'png' | 'webp') =>
  file(
    await sharp(await photograph('alps'))
      .resize(200)
      .withExif({ IFD3: gps })
      .toFormat(format)
      .toBuffer(),
  );
const sydney = {
  GPSLatitudeRef: 'S',
  GPSLatitude: '33/1 51/1 30/1',
  GPSLongitudeRef: 'E',
  GPSLongitude: '151/1 12/1 36/1',
};

it('reads where a telephone took a photograph', async () => {
  const { position, hasPosition } = await picturePosition(file(await iphonePhotograph()));
  expect(hasPosition).toBe(true);
  expect(position?.latitude).toBeCloseTo(40.004, 2);
  expect(position?.longitude).toBeCloseTo(116.485, 2);
});

it.each(['jpeg', 'png', 'webp'] as const)('reads the southern half of a %s', async (format) => {
  const { position } = await picturePosition(await photographAt(sydney, format));
  expect(position?.latitude).toBeCloseTo(-33.858, 2);
  expect(position?.longitude).toBeCloseTo(151.21, 2);
});

it('reads the place of a HEIC', async () => {
  const heic = await readFile('test/support/photograph-of-sydney.heic');
  const { position } = await picturePosition(file(heic));
  expect(position?.latitude).toBeCloseTo(-33.858, 2);
  expect(position?.longitude).toBeCloseTo(151.21, 2);
});

it('takes two zeros for a camera that knew nothing', async () => {
  const zero = { ...sydney, GPSLatitude: '0/1 0/1 0/1', GPSLongitude: '0/1 0/1 0/1' };
  const found = await picturePosition(await photographAt(zero, 'jpeg'));
  expect(found).toEqual({ position: null, hasPosition: true });
});

it('finds nothing in pictures without a position, HEIC too, and in what is no picture', async () => {
  const nothing = { position: null, hasPosition: false };
  const plain = await sharp(await photograph('alps'))
    .jpeg()
    .toBuffer();
  expect(await picturePosition(file(plain))).toEqual(nothing);
  const heic = await readFile('test/support/alpine-landscape.heic');
  expect(await picturePosition(file(heic))).toEqual(nothing);
  expect(await picturePosition(new Blob(['Dear diary']))).toEqual(nothing);
});
