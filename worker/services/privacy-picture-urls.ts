import type { Bindings } from '../env.ts';
import { VARIANTS } from '../media/variants.ts';

/** Addresses of a picture; absolute, since a file on a disk has no site that it belongs to. */
export function pictureUrls(env: Pick<Bindings, 'FANFARE_ORIGIN'>, mediaId: string): string[] {
  return VARIANTS.map((variant) => `${env.FANFARE_ORIGIN}/media/${mediaId}/${variant}`);
}
