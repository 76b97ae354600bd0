import type { Failure } from '../../contests/ui.ts';
import { t } from '../messages/upload.ts';

/** What can go wrong before a server is asked: code → key of the sentence. */
const SENTENCES = {
  'upload/EMPTY': 'upload.empty',
  'upload/GIF': 'upload.gif',
  'upload/SVG': 'upload.svg',
  'upload/NOT_A_PICTURE': 'upload.notAPicture',
  'upload/UNDECODABLE': 'upload.undecodable',
  'upload/HEIC_UNAVAILABLE': 'upload.heicUnavailable',
  'upload/CANCELLED': 'upload.cancelled',
  'network/OFFLINE': 'upload.offline',
} as const;

export type UploadFailureCode = keyof typeof SENTENCES;

/** A failure in words that may be shown to the person. */
export function uploadFailure(code: UploadFailureCode): Failure {
  return { ok: false, code, message: t(SENTENCES[code]) };
}
