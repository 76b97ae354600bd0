import { differenceHash, HASH_HEIGHT_PX, HASH_WIDTH_PX } from './difference-hash.ts';
import { readWebpHeader } from './webp-header.ts';

/** The public renditions of a picture, and the longest side of each. */
export const variantSidePx = { thumb: 320, medium: 1024, large: 2048 } as const;
export type Variant = keyof typeof variantSidePx;
export const VARIANTS = Object.keys(variantSidePx) as Variant[];

const QUALITY = 82;

/** A picture decoded and encoded anew: upright, and nothing of the original but its pixels. */
export interface Rendition {
  variants: Record<Variant, Uint8Array<ArrayBuffer>>;
  /** Size of the large variant, upright. */
  largeWidthPx: number;
  largeHeightPx: number;
  differenceHash: string;
}

async function bytesOf(transformer: ImageTransformer, options: ImageOutputOptions) {
  const result = await transformer.output(options);
  return new Uint8Array(await new Response(result.image()).arrayBuffer());
}

const streamOf = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes]).stream();

function scaled(images: ImagesBinding, picture: Uint8Array<ArrayBuffer>, sidePx: number) {
  const transformer = images
    .input(streamOf(picture))
    .transform({ width: sidePx, height: sidePx, fit: 'scale-down' });
  return bytesOf(transformer, { format: 'image/webp', quality: QUALITY });
}

/**
 * Re-encodes an accepted picture. The foreign bytes are decoded once; the smaller variants are made
 * from the large one, which is trusted, already upright and a fraction of the size.
 *
 * @returns null when the decoder finds the picture damaged
 */
export async function renderVariants(
  images: ImagesBinding,
  picture: Uint8Array<ArrayBuffer>,
): Promise<Rendition | null> {
  const large = await scaled(images, picture, variantSidePx.large).catch((error: unknown) => {
    if (isDamage(error)) return null;
    throw error;
  });
  if (!large) return null;
  const tiny = images
    .input(streamOf(large))
    .transform({ width: HASH_WIDTH_PX, height: HASH_HEIGHT_PX, fit: 'squeeze' });
  const [medium, thumb, hashPng] = await Promise.all([
    scaled(images, large, variantSidePx.medium),
    scaled(images, large, variantSidePx.thumb),
    bytesOf(tiny, { format: 'image/png' }),
  ]);
  const { widthPx, heightPx, fault } = readWebpHeader(large);
  if (fault) throw new Error(`the Images binding produced a ${fault} WebP`);
  return {
    variants: { thumb, medium, large },
    largeWidthPx: widthPx,
    largeHeightPx: heightPx,
    differenceHash: differenceHash(hashPng),
  };
}

/**
 * Errors of the binding carry a number; without one it is our platform that failed, not the picture. The
 * numbers do not tell damage from an overloaded decoder reliably, so operators get to see them.
 */
function isDamage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as Partial<ImagesError>;
  if (typeof code !== 'number') return false;
  console.warn(JSON.stringify({ undecodablePicture: code }));
  return true;
}
