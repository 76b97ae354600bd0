import { env } from 'cloudflare:test';
import ExifReader from 'exifreader';
import { decode } from 'fast-png';
import { beforeAll, describe, expect, it } from 'vitest';
import { hammingDistance, hashWords } from '../../worker/media/difference-hash.ts';
import { renderVariants, VARIANTS, type Rendition } from '../../worker/media/variants.ts';
import { readWebpHeader } from '../../worker/media/webp-header.ts';
import { withAuthor, withExifOrientation } from '../support/bad-files.ts';
import { alps, boats, iphone, newContest, newGuest, upload } from './media-world.ts';

/** Side of the coarse grid on which pictures are compared. */
const GRID = 24;

/** Brightness of a picture on the grid, by row and column, as the Images binding shows it. */
async function gridOf(picture: Uint8Array<ArrayBuffer>): Promise<number[][]> {
  const png = await env.IMAGES.input(new Blob([picture]).stream())
    .transform({ width: GRID, height: GRID, fit: 'squeeze' })
    .output({ format: 'image/png' });
  const { data, channels } = decode(await new Response(png.image()).arrayBuffer());
  const at = (y: number, x: number) => {
    const first = (y * GRID + x) * channels;
    return ((data[first] ?? 0) + (data[first + 1] ?? 0) + (data[first + 2] ?? 0)) / 3;
  };
  return Array.from({ length: GRID }, (_, y) => Array.from({ length: GRID }, (_, x) => at(y, x)));
}

const LAST = GRID - 1;
/** Where each pixel of the shown picture is found in the stored one (EXIF 2.32, tag 0x0112). */
const storedAt: Record<number, (y: number, x: number) => [y: number, x: number]> = {
  1: (y, x) => [y, x],
  2: (y, x) => [y, LAST - x],
  3: (y, x) => [LAST - y, LAST - x],
  4: (y, x) => [LAST - y, x],
  5: (y, x) => [x, y],
  6: (y, x) => [LAST - x, y],
  7: (y, x) => [LAST - x, LAST - y],
  8: (y, x) => [x, LAST - y],
};

/** Mean difference in brightness, 0 … 255, if `stored` is to be shown turned by `orientation`. */
function difference(shown: number[][], stored: number[][], orientation: number): number {
  let sum = 0;
  for (let y = 0; y < GRID; y += 1) {
    for (let x = 0; x < GRID; x += 1) {
      const [storedY, storedX] = storedAt[orientation]!(y, x);
      sum += Math.abs(shown[y]![x]! - stored[storedY]![storedX]!);
    }
  }
  return sum / GRID ** 2;
}

const ORIENTATIONS = [1, 2, 3, 4, 5, 6, 7, 8];

describe.each(ORIENTATIONS)('a photograph with EXIF orientation %i', (orientation) => {
  let rendition: Rendition;
  beforeAll(async () => {
    rendition = (await renderVariants(env.IMAGES, withExifOrientation(boats, orientation)))!;
  });

  it.each(VARIANTS)('is the right way up in its %s variant, and no other way', async (variant) => {
    const stored = await gridOf(boats);
    const shown = await gridOf(rendition.variants[variant]);
    const differences = ORIENTATIONS.map((turn) => difference(shown, stored, turn));
    expect(differences[orientation - 1]).toBeLessThan(5);
    const others = differences.filter((_, index) => index !== orientation - 1);
    expect(Math.min(...others)).toBeGreaterThan(12);
  });

  it('says its size as it is shown', async () => {
    const query = `contest=${await newContest()}`;
    const reply = await upload(await newGuest(), query, withExifOrientation(boats, orientation));
    const isTurned = orientation >= 5;
    expect([reply.widthPx, reply.heightPx]).toEqual(isTurned ? [819, 1024] : [1024, 819]);
  });
});

describe('a variant', () => {
  /** Names of the chunks of a WebP. */
  function chunksOf(webp: Uint8Array<ArrayBuffer>): string[] {
    const view = new DataView(webp.buffer);
    const names: string[] = [];
    for (let at = 12; at < webp.length;) {
      names.push(String.fromCharCode(...webp.subarray(at, at + 4)));
      const dataBytes = view.getUint32(at + 4, true);
      at += 8 + dataBytes + (dataBytes % 2);
    }
    return names;
  }

  it.each([
    ['an iPhone, with position and camera', () => iphone],
    ['an editor, with XMP and a comment', () => withAuthor(alps, 'Ada Lovelace')],
  ])('of a photograph from %s holds nothing but a picture', async (_from, file) => {
    const rendition = (await renderVariants(env.IMAGES, file()))!;
    for (const variant of VARIANTS) {
      const webp = rendition.variants[variant];
      expect(chunksOf(webp)).toEqual(['VP8 ']);
      const tags = ExifReader.load(webp.buffer, { expanded: true });
      expect(Object.keys(tags).filter((group) => !['file', 'riff'].includes(group))).toEqual([]);
      const text = new TextDecoder('latin1').decode(webp);
      expect(text).not.toMatch(/exif|apple|iphone|xmp|lovelace|icc_profile/i);
    }
  });

  it('is at most 320, 1,024 or 2,048 pixels a side, and never enlarged', async () => {
    const sidesOf = async (picture: Uint8Array<ArrayBuffer>) => {
      const rendition = (await renderVariants(env.IMAGES, picture))!;
      return VARIANTS.map((variant) => {
        const { widthPx, heightPx, fault } = readWebpHeader(rendition.variants[variant]);
        expect(fault).toBeNull();
        return Math.max(widthPx, heightPx);
      });
    };
    expect(VARIANTS).toEqual(['thumb', 'medium', 'large']);
    expect(await sidesOf(iphone)).toEqual([320, 1024, 2048]);
    expect(await sidesOf(boats)).toEqual([320, 1024, 1024]);
  });
});

describe('the difference hash', () => {
  async function hashOf(picture: Uint8Array<ArrayBuffer>) {
    return hashWords((await renderVariants(env.IMAGES, picture))!.differenceHash);
  }

  it('hardly changes when a photograph is scaled and saved anew, and sets others apart', async () => {
    const smaller = await env.IMAGES.input(new Blob([boats]).stream())
      .transform({ width: 400 })
      .output({ format: 'image/jpeg' });
    const copy = new Uint8Array(await new Response(smaller.image()).arrayBuffer());
    const original = await hashOf(boats);
    expect(hammingDistance(original, await hashOf(copy))).toBeLessThanOrEqual(8);
    expect(hammingDistance(original, await hashOf(alps))).toBeGreaterThan(8);
  });

  it('is made of the upright picture', async () => {
    const upright = await renderVariants(env.IMAGES, withExifOrientation(boats, 6));
    expect(upright?.differenceHash).toMatch(/^[0-9a-f]{16}$/);
    const asStored = await renderVariants(env.IMAGES, boats);
    expect(upright?.differenceHash).not.toBe(asStored?.differenceHash);
  });
});
