import { t } from './messages/index.ts';

/** A distance as people say it: 640 m, 8.3 km, 1,204 km. */
export function distanceText(metres: number): string {
  if (metres < 1000) return t('distance.metres', { count: metres });
  const km = metres / 1000;
  return t('distance.km', { count: km < 9.95 ? Math.round(km * 10) / 10 : Math.round(km) });
}
