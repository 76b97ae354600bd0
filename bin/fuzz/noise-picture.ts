import sharp from 'sharp';
import type { Chance } from './random.ts';

/** A picture that no other is, as PNG or JPEG. */
export async function noisePicture(number: number): Promise<Uint8Array> {
  const noise = { type: 'gaussian' as const, mean: 60 + ((number * 37) % 140), sigma: 30 };
  const create = { width: 240, height: 208 + (number % 32), channels: 3 as const, noise };
  const picture = sharp({ create: { ...create, background: 'grey' } });
  return new Uint8Array(await (number % 3 ? picture.jpeg() : picture.png()).toBuffer());
}

/** A picture that is the same, byte for byte, for the same chance. */
export async function chancePicture(chance: Chance): Promise<Uint8Array> {
  const [width, height] = [160 + chance.whole(120), 160 + chance.whole(120)];
  const pixels = Uint8Array.from({ length: width * height * 3 }, () => chance.whole(256));
  const picture = sharp(pixels, { raw: { width, height, channels: 3 } });
  return new Uint8Array(await (chance.happens(0.7) ? picture.jpeg() : picture.png()).toBuffer());
}
