import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { iphonePhotograph, photograph, withGps } from '../../test/support/photos.ts';
import { readExifHints } from './exif-hints.ts';

const bufferOf = (bytes: Uint8Array) => Uint8Array.from(bytes).buffer;

it('reads place, time and camera of a telephone photograph', async () => {
  expect(readExifHints(bufferOf(await iphonePhotograph()))).toEqual({
    position: { latitude: expect.closeTo(40.004, 3), longitude: expect.closeTo(116.485, 3) },
    takenAt: '2016-03-24 14:49:51',
    camera: 'Apple iPhone 6 Plus',
  });
});

it('knows south and west', async () => {
  const rio = { latitude: -22.9519, longitude: -43.2105 };
  const hints = readExifHints(bufferOf(await withGps(await photograph('boats'), rio)));
  expect(hints?.position?.latitude).toBeCloseTo(rio.latitude, 3);
  expect(hints?.position?.longitude).toBeCloseTo(rio.longitude, 3);
});

it('has nothing to say of a photograph without EXIF', async () => {
  expect(readExifHints(bufferOf(await photograph('boats')))).toBeNull();
});

it('survives any nonsense in the EXIF of a file', () => {
  const file = readFileSync('node_modules/jpeg-exif/test/IMG_0001.JPG').subarray(0, 20_000);
  const change = fc.tuple(fc.integer({ min: 12, max: 3000 }), fc.integer({ min: 0, max: 255 }));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const bytes = Uint8Array.from(file);
      for (const [at, value] of changes) bytes[at] = value;
      const position = readExifHints(bytes.buffer)?.position;
      if (!position) return;
      expect(Math.abs(position.latitude)).toBeLessThanOrEqual(90);
      expect(Math.abs(position.longitude)).toBeLessThanOrEqual(180);
    }),
  );
});
