import { toWrittenPlace } from '../kit/map/place.ts';
import type { Path } from './path.ts';
import { fillPlaceBeside } from './place-beside.ts';
import type { Settings } from './settings.svelte.ts';

/** What file inputs for a brand's pictures take. */
export const PICTURE_TYPES = 'image/jpeg,image/png,image/webp,image/heic,image/heif';

/** Sends a brand's pictures for a form, one after the other, and says where it stands. */
export class PictureUpload {
  /** 0 … 1 over all chosen files; null while nothing is sent. */
  progress = $state<number | null>(null);
  failure = $state('');
  /** A place in the form was filled in from a photograph. */
  placeTaken = $state(false);
  readonly #form: Settings;
  readonly #brandId: () => string;

  constructor(form: Settings, brandId: () => string) {
    this.#form = form;
    this.#brandId = brandId;
  }

  /**
   * Sends files and hands each picture's id to `keep`, which puts it into the form and returns its path there. Stops at
   * the first that fails. Where a photograph knows its place, the empty place beside it is filled in: the position is
   * read here and is not part of what is sent.
   */
  async send(files: readonly File[], keep: (mediaId: string) => Path): Promise<void> {
    if (this.progress !== null || files.length === 0) return;
    this.failure = '';
    this.placeTaken = false;
    this.progress = 0;
    try {
      for (const [index, file] of files.entries()) {
        const report = (fraction: number) => (this.progress = (index + fraction) / files.length);
        if (!(await this.#sendOne(file, report, keep))) return;
      }
    } finally {
      this.progress = null;
    }
  }

  async #sendOne(
    file: File,
    report: (fraction: number) => void,
    keep: (mediaId: string) => Path,
  ): Promise<boolean> {
    const [{ uploadPicture }, { picturePosition }] = await Promise.all([
      import('../upload/upload-picture.ts'),
      import('../upload/picture-position.ts'),
    ]);
    const { position, hasPosition } = await picturePosition(file);
    const address = `/api/media?brand=${encodeURIComponent(this.#brandId())}`;
    const reply = await uploadPicture(file, address, report, { withoutMetadata: hasPosition });
    if (!reply.ok) {
      this.failure = reply.message;
      return false;
    }
    URL.revokeObjectURL(reply.previewUrl);
    const path = keep(reply.mediaId);
    if (position && fillPlaceBeside(this.#form, path, toWrittenPlace(position))) {
      this.placeTaken = true;
    }
    return true;
  }
}
