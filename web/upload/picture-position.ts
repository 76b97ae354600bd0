/** Where a photograph was taken, in degrees. */
export interface PicturePosition {
  latitude: number;
  longitude: number;
}

/** Some cameras write zeros while they know nothing. */
const isKnown = (latitude: number, longitude: number) =>
  Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude !== 0 || longitude !== 0);

/**
 * What a picture file (JPEG, HEIC, PNG, WebP) says about where it was taken: its EXIF position, and whether there is a
 * position anywhere in it, in a form that is not read too. A file that cannot be read says nothing.
 */
export async function picturePosition(
  file: Blob,
): Promise<{ position: PicturePosition | null; hasPosition: boolean }> {
  try {
    const { default: ExifReader } = await import('exifreader');
    const { gps, xmp } = ExifReader.load(await file.arrayBuffer(), { expanded: true });
    const latitude = Number(gps?.Latitude ?? NaN);
    const longitude = Number(gps?.Longitude ?? NaN);
    const position = isKnown(latitude, longitude) ? { latitude, longitude } : null;
    const isInXmp = Object.keys(xmp ?? {}).some((name) => /gps/i.test(name));
    return { position, hasPosition: gps !== undefined || isInXmp };
  } catch {
    return { position: null, hasPosition: false };
  }
}
