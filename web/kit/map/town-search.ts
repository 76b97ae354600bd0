import { folded } from './folded.ts';
import type { Town } from './towns.ts';

/** How well a name answers: the whole name, or only the beginning of it or of one of its words. */
type Match = 'whole' | 'start' | null;

function match(keys: readonly string[], wanted: string): Match {
  if (keys.includes(wanted)) return 'whole';
  return keys.some((key) => key.startsWith(wanted) || key.includes(` ${wanted}`)) ? 'start' : null;
}

/**
 * Towns whose name, or a word of it, begins with what was typed, without regard to marks and case. Behind a comma may
 * stand the beginning of the country's name or code, or the region's code: "springfield, il".
 *
 * Names that are typed completely come first, then all in the order of `towns`, which is by population with its ties.
 *
 * @param nameOfCountry a country's name for its two letters
 */
export function searchTowns(
  towns: readonly Town[],
  text: string,
  limit: number,
  nameOfCountry: (code: string) => string,
): Town[] {
  const [name = '', ...rest] = text.split(',').map(folded);
  const where = rest.join(' ').trim();
  if (name === '') return [];
  const isThere = ({ country, admin }: Town) =>
    where === '' ||
    country.toLowerCase() === where ||
    admin.toLowerCase() === where ||
    folded(nameOfCountry(country)).startsWith(where);
  const whole: Town[] = [];
  const started: Town[] = [];
  for (const town of towns) {
    const matched = match(town.keys, name);
    if (!matched || !isThere(town)) continue;
    (matched === 'whole' ? whole : started).push(town);
  }
  return [...whole, ...started].slice(0, limit);
}
