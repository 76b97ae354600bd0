import ExifReader from 'exifreader';

/**
 * What a file claims about its making. Anybody can write these fields and many phones strip them, so
 * they are hints for a moderator: never proof, never public, never input of the rules.
 */
export interface ExifHints {
  /** Decimal degrees, WGS 84. */
  position: { latitude: number; longitude: number } | null;
  /** Local time of the camera as written, `YYYY-MM-DD HH:MM:SS`; the zone is usually unknown. */
  takenAt: string | null;
  /** Maker and model. */
  camera: string | null;
}

/** Everything else in the file, such as XMP and colour profiles, is not even parsed. */
const TAGS = { exif: true, gps: true } as const;
const MAX_CAMERA_CHARACTERS = 80;

function textOf(tag: { description?: unknown } | undefined): string {
  const text = typeof tag?.description === 'string' ? tag.description : '';
  return text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '').trim();
}

function cameraOf(make: string, model: string): string | null {
  const name = model.toLowerCase().startsWith(make.toLowerCase()) ? model : `${make} ${model}`;
  return name.trim().slice(0, MAX_CAMERA_CHARACTERS) || null;
}

function takenAtOf(text: string): string | null {
  const parts = /^(\d{4})[:-](\d\d)[:-](\d\d) (\d\d:\d\d:\d\d)/.exec(text);
  return parts ? `${parts[1]}-${parts[2]}-${parts[3]} ${parts[4]}` : null;
}

function positionOf(gps: { Latitude?: unknown; Longitude?: unknown } | undefined) {
  const latitude = Number(gps?.Latitude ?? NaN);
  const longitude = Number(gps?.Longitude ?? NaN);
  const onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return onEarth ? { latitude, longitude } : null;
}

/** Reads the hints of a JPEG, PNG or WebP; null when there are none or they cannot be read. */
export function readExifHints(picture: ArrayBuffer): ExifHints | null {
  try {
    const { exif, gps } = ExifReader.load(picture, { expanded: true, includeTags: TAGS });
    const hints: ExifHints = {
      position: positionOf(gps),
      takenAt: takenAtOf(textOf(exif?.DateTimeOriginal)),
      camera: cameraOf(textOf(exif?.Make), textOf(exif?.Model)),
    };
    return hints.position || hints.takenAt || hints.camera ? hints : null;
  } catch {
    // The reader throws on files without metadata and on nonsense in it; neither matters here.
    return null;
  }
}
