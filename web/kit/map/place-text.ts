import { t } from '../../messages/map.ts';
import { toWrittenPlace, type Place } from './place.ts';

const DECIMALS = 2;

/** A position in words: "48.21° N, 16.37° E", and what town is near, if that is known. */
export function placeText(place: Place, near?: string): string {
  const { latitude, longitude } = toWrittenPlace(place);
  const words = {
    latitude: t(latitude < 0 ? 'map.south' : 'map.north', {
      degrees: Math.abs(latitude).toFixed(DECIMALS),
    }),
    longitude: t(longitude < 0 ? 'map.west' : 'map.east', {
      degrees: Math.abs(longitude).toFixed(DECIMALS),
    }),
  };
  return near ? t('map.positionNear', { ...words, name: near }) : t('map.position', words);
}
