import ExifReader from 'exifreader';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import {
  distinctPhotograph,
  iphonePhotograph,
  photograph,
  withGps,
  withOrientation,
} from './support/photos.ts';

/** Mean brightness of the four corners, once the picture is shown right way up. */
async function corners(picture: Buffer): Promise<number[]> {
  const { data } = await sharp(picture)
    .autoOrient()
    .resize(2, 2, { fit: 'fill' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
}

it.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'turns a photograph so that orientation %i shows it as it was',
  async (orientation) => {
    const original = await photograph('alps');
    const turned = await withOrientation(original, orientation);
    expect((await sharp(turned).metadata()).orientation ?? 1).toBe(orientation);
    const [expected, shown] = await Promise.all([corners(original), corners(turned)]);
    shown.forEach((value, index) => expect(Math.abs(value - expected[index]!)).toBeLessThan(6));
  },
);

it('writes a position that a reader of EXIF finds again', async () => {
  const picture = await withGps(await photograph('boats'), {
    latitude: -33.8568,
    longitude: 151.2153,
  });
  const { gps } = ExifReader.load(picture, { expanded: true });
  expect(gps?.Latitude).toBeCloseTo(-33.8568, 3);
  expect(gps?.Longitude).toBeCloseTo(151.2153, 3);
});

it('has a photograph as it came out of a telephone', async () => {
  const tags = ExifReader.load(await iphonePhotograph(), { expanded: true });
  expect(tags.gps?.Latitude).toBeTypeOf('number');
  expect(tags.exif?.Orientation?.value).toBe(6);
});

/** A 64-bit difference hash: whether each of 8 × 8 cells is brighter than the one to its right. */
async function differenceHash(picture: Buffer): Promise<boolean[]> {
  const cells = await sharp(picture).greyscale().resize(9, 8, { fit: 'fill' }).raw().toBuffer();
  return Array.from({ length: 64 }, (_, i) => {
    const at = Math.floor(i / 8) * 9 + (i % 8);
    return cells[at]! > cells[at + 1]!;
  });
}

it('has sixty photographs, no two of them near-duplicates', async () => {
  const indexes = Array.from({ length: 60 }, (_, index) => index);
  const hashes = await Promise.all(
    indexes.map(async (index) => differenceHash(await distinctPhotograph(index))),
  );
  const close = hashes.flatMap((hash, i) =>
    hashes
      .slice(i + 1)
      .map((other) => hash.filter((bit, n) => bit !== other[n]).length)
      .filter((distance) => distance <= 8),
  );
  expect(close).toEqual([]);
});
