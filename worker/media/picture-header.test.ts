import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { blackPng, withExifOrientation } from '../../test/support/bad-files.ts';
import { iphonePhotograph, photograph } from '../../test/support/photos.ts';
import { judgePicture } from './picture-header.ts';

/** Small real pictures of every encoding that is accepted, 300 × 240. */
const pictures = new Map<string, Uint8Array>();

beforeAll(async () => {
  const small = sharp(await photograph('boats')).resize(300, 240);
  const keep = async (name: string, picture: Sharp) =>
    pictures.set(name, Uint8Array.from(await picture.toBuffer()));
  await keep('baseline jpeg', small.clone().jpeg());
  await keep('progressive jpeg', small.clone().jpeg({ progressive: true }));
  await keep('jpeg with restart markers', small.clone().jpeg({ mozjpeg: true }));
  await keep('jpeg in CMYK', small.clone().toColourspace('cmyk').jpeg());
  await keep('grey jpeg', small.clone().greyscale().jpeg());
  await keep('png', small.clone().png());
  await keep('palette png', small.clone().png({ palette: true }));
  await keep('interlaced png', small.clone().png({ progressive: true }));
  await keep('lossy webp', small.clone().webp());
  await keep('lossless webp', small.clone().webp({ lossless: true }));
  await keep('webp with alpha', small.clone().ensureAlpha(0.5).webp());
  await keep('webp with metadata', small.clone().withMetadata({ orientation: 3 }).webp());
});

const names = [
  ...['baseline jpeg', 'progressive jpeg', 'jpeg with restart markers', 'jpeg in CMYK'],
  ...['grey jpeg', 'png', 'palette png', 'interlaced png'],
  ...['lossy webp', 'lossless webp', 'webp with alpha', 'webp with metadata'],
];

describe.each(names)('a %s', (name) => {
  const bytesOf = () => pictures.get(name) ?? new Uint8Array();

  it('is accepted with its size', () => {
    expect(judgePicture(bytesOf())).toMatchObject({ ok: true, widthPx: 300, heightPx: 240 });
  });

  it('is refused when any number of its last bytes are missing', () => {
    const bytes = bytesOf();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), (kept) => {
        expect(judgePicture(bytes.slice(0, kept)).ok).toBe(false);
      }),
    );
  });

  it('is called incomplete, not something else, when its second half is missing', () => {
    const bytes = bytesOf();
    expect(judgePicture(bytes.slice(0, bytes.length / 2))).toEqual({
      ok: false,
      code: 'media/TRUNCATED',
    });
  });

  it('never makes the judge throw or accept more pixels than allowed, whatever is changed in it', () => {
    const bytes = bytesOf();
    const at = fc.oneof(
      fc.integer({ min: 0, max: 80 }),
      fc.integer({ min: 0, max: bytes.length - 1 }),
    );
    const changes = fc.array(fc.tuple(at, fc.integer({ min: 0, max: 255 })), { maxLength: 12 });
    fc.assert(
      fc.property(changes, (list) => {
        const changed = bytes.slice();
        for (const [index, value] of list) changed[index] = value;
        const judged = judgePicture(changed);
        if (judged.ok) expect(judged.widthPx * judged.heightPx).toBeLessThanOrEqual(50_000_000);
        else expect(judged.code).toMatch(/^media\//);
      }),
    );
  });
});

it('accepts a photograph followed by what telephones append to it', async () => {
  const bytes = new Uint8Array([...(await photograph('alps')), 1, 2, 3, 4]);
  expect(judgePicture(bytes).ok).toBe(true);
});

it('is not misled by the thumbnail inside a cut-off telephone photograph', async () => {
  const bytes = Uint8Array.from(await iphonePhotograph());
  expect(judgePicture(bytes)).toMatchObject({ ok: true });
  expect(judgePicture(bytes.slice(0, 60_000))).toEqual({ ok: false, code: 'media/TRUNCATED' });
});

it('refuses a JPEG that declares a second, larger frame', async () => {
  const bytes = pictures.get('baseline jpeg') ?? new Uint8Array();
  const at = bytes.findIndex((byte, i) => byte === 0xff && bytes[i + 1] === 0xc0);
  const length = 2 + bytes[at + 2]! * 256 + bytes[at + 3]!;
  const frame = bytes.slice(at, at + length);
  const larger = frame.slice();
  larger.set([0xff, 0xff, 0xff, 0xff], 5);
  const twice = new Uint8Array([
    ...bytes.slice(0, at + length),
    ...larger,
    ...bytes.slice(at + length),
  ]);
  expect(judgePicture(twice).ok).toBe(false);
});

it('refuses a WebP whose frame is larger than its canvas', () => {
  const bytes = (pictures.get('webp with alpha') ?? new Uint8Array()).slice();
  // Canvas width minus one, 24 bits, follows the flags of the first chunk.
  bytes.set([199, 0, 0], 24);
  expect(judgePicture(bytes)).toEqual({ ok: false, code: 'media/UNREADABLE' });
});

it('holds its bounds to the pixel', async () => {
  const codeOf = async (width: number, height: number) => {
    const judged = judgePicture(await blackPng(width, height));
    return judged.ok || judged.code;
  };
  expect(await codeOf(200, 200)).toBe(true);
  expect(await codeOf(200, 199)).toBe('media/TOO_SMALL');
  expect(await codeOf(1000, 200)).toBe(true);
  expect(await codeOf(200, 1001)).toBe('media/TOO_ELONGATED');
  expect(await codeOf(10_000, 5000)).toBe(true);
  expect(await codeOf(10_000, 5001)).toBe('media/TOO_MANY_PIXELS');
});

it('does not mind an EXIF block', async () => {
  const bytes = withExifOrientation(await photograph('boats'), 6);
  expect(judgePicture(bytes)).toMatchObject({ ok: true, widthPx: 1024, heightPx: 819 });
});
