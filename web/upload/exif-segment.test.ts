import ExifReader from 'exifreader';
import fc from 'fast-check';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { withExifOrientation } from '../../test/support/bad-files.ts';
import { iphonePhotograph, photograph, withOrientation } from '../../test/support/photos.ts';
import { uprightExifSegment, withSegment } from './exif-segment.ts';

/** What the browser's canvas makes of a photograph: smaller, upright, without metadata. */
const redrawn = async (picture: Uint8Array) =>
  new Blob([Uint8Array.from(await sharp(picture).autoOrient().resize(600).jpeg().toBuffer())]);

it('carries place, time and camera of a telephone photograph over to its smaller copy', async () => {
  const original = await iphonePhotograph();
  const segment = uprightExifSegment(original.subarray(0, 100_000));
  const copy = await withSegment(await redrawn(original), segment!).arrayBuffer();
  const before = ExifReader.load(original, { expanded: true });
  const after = ExifReader.load(copy, { expanded: true });
  expect(after.gps).toEqual(before.gps);
  expect(after.exif?.Model?.description).toBe('iPhone 6 Plus');
  expect(after.exif?.DateTimeOriginal?.description).toBe('2016:03:24 14:49:51');
  expect([before.exif?.Orientation?.value, after.exif?.Orientation?.value]).toEqual([6, 1]);
  expect((await sharp(copy).metadata()).width).toBe(600);
});

it.each([1, 2, 3, 4, 5, 6, 7, 8])('says upright where it said orientation %i', async (turn) => {
  const boats = await photograph('boats');
  // One of them writes little-endian, the other big-endian.
  for (const file of [await withOrientation(boats, turn), withExifOrientation(boats, turn)]) {
    const segment = uprightExifSegment(file);
    const copy = withSegment(await redrawn(file), segment!);
    const { orientation } = await sharp(await copy.arrayBuffer()).metadata();
    expect(orientation ?? 1).toBe(1);
  }
});

it('finds nothing in a file without EXIF, or with its EXIF cut off', async () => {
  const plain = await sharp(await photograph('alps'))
    .jpeg()
    .toBuffer();
  expect(uprightExifSegment(plain)).toBeNull();
  expect(uprightExifSegment((await iphonePhotograph()).subarray(0, 400))).toBeNull();
  expect(uprightExifSegment(new Uint8Array())).toBeNull();
});

it('is none when the segment says that it ends within its own name', () => {
  const short = Uint8Array.of(0xff, 0xd8, 0xff, 0xe1, 0, 3, 0x45, 0x78, 0x69, 0x66, 0, 0, 0, 0);
  expect(uprightExifSegment(short)).toBeNull();
});

it('never throws, and never lets another orientation through, whatever the bytes', async () => {
  const file = Uint8Array.from((await iphonePhotograph()).subarray(0, 20_000));
  const change = fc.tuple(fc.integer({ min: 2, max: 300 }), fc.integer({ min: 0, max: 255 }));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
      const bytes = file.slice();
      for (const [at, value] of changes) bytes[at] = value;
      const segment = uprightExifSegment(bytes);
      if (!segment) return;
      const again = uprightExifSegment(Uint8Array.of(0xff, 0xd8, ...segment, 0xff, 0xda, 0, 0));
      expect(again).toEqual(segment);
    }),
  );
});
