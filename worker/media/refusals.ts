/** Every expected "no" of an upload: HTTP status, and a sentence telling the person what to do. */
export const mediaRefusals = {
  'media/EMPTY': [422, 'The file is empty. Choose the photograph again.'],
  'media/TOO_LARGE': [413, 'The file is larger than 15 MB. Choose a smaller photograph.'],
  'media/NOT_A_PICTURE': [415, 'This file is not a photograph. Choose a JPEG, PNG or WebP.'],
  'media/GIF': [415, 'GIF pictures are not accepted. Choose a JPEG, PNG or WebP.'],
  'media/SVG': [415, 'SVG drawings are not accepted. Export it as PNG and choose that.'],
  'media/HEIC': [
    415,
    'HEIC photographs are converted on the upload page. Send it from there, or choose a JPEG.',
  ],
  'media/AVIF': [415, 'AVIF pictures are not accepted. Choose a JPEG, PNG or WebP.'],
  'media/ANIMATED': [415, 'Animated pictures are not accepted. Choose a still photograph.'],
  'media/UNSUPPORTED': [
    415,
    'This kind of JPEG cannot be read. Save it as an ordinary JPEG first.',
  ],
  'media/TRUNCATED': [422, 'Part of the file is missing. Choose the photograph again.'],
  'media/TOO_SLOW': [
    408,
    'The file took too long to arrive. Send it again where the connection is better.',
  ],
  'media/UNREADABLE': [422, 'The photograph is damaged. Open it, save it anew and choose that.'],
  'media/TOO_SMALL': [
    422,
    'The photograph is too small. Its shorter side must have at least 200 pixels.',
  ],
  'media/TOO_MANY_PIXELS': [
    422,
    'The photograph has more than 50 megapixels. Choose a smaller version.',
  ],
  'media/TOO_ELONGATED': [
    422,
    'The photograph is too long and thin. Crop it to at most five times as long as wide.',
  ],
  'media/NO_TARGET': [422, 'Say what the picture is for: one contest or one brand.'],
  'media/NO_SUCH_TARGET': [404, 'There is no such contest or brand. Check the link and try again.'],
  'media/NOT_ALLOWED': [403, 'Your role does not include this. Ask an owner of the brand.'],
  'media/NOT_SIGNED_IN': [401, 'Open the contest in your browser first, then send the picture.'],
} as const satisfies Record<string, readonly [number, string]>;

export type MediaRefusalCode = keyof typeof mediaRefusals;

/** An expected refusal, returned and never thrown. */
export interface MediaRefused {
  ok: false;
  code: MediaRefusalCode;
}

/** Refuses an upload with a code of the table. */
export function refuseMedia(code: MediaRefusalCode): MediaRefused {
  return { ok: false, code };
}
