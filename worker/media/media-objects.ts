import type { Bindings } from '../env.ts';
import { VARIANTS, type Variant } from './variants.ts';

/** Where a picture's bytes are in R2. The original is private: whoever sent it alone gets it back. */
export function objectKey(mediaId: string, part: Variant | 'original'): string {
  return `media/${mediaId}/${part}`;
}

/** Deletes every object of a picture; succeeds when there is none. */
export async function deleteObjects(env: Pick<Bindings, 'MEDIA'>, mediaId: string): Promise<void> {
  await env.MEDIA.delete(
    [...VARIANTS, 'original' as const].map((part) => objectKey(mediaId, part)),
  );
}
