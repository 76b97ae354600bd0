import { isPlace, type Place } from '../kit/map/place.ts';
import type { Path } from './path.ts';
import { kindOf, resolve, withoutNull, type FormSchema } from './schema.ts';
import type { Settings } from './settings.svelte.ts';

/** Which properties of a place's schema hold its two halves, whatever they are called. */
export function placeParts(schema: FormSchema): { latitude: string; longitude: string } | null {
  const keys = Object.keys(schema.properties ?? {});
  const latitude = keys.find((key) => /^lat(itude)?$/.test(key));
  const longitude = keys.find((key) => /^(lng|lon|longitude)$/.test(key));
  return latitude && longitude ? { latitude, longitude } : null;
}

/** The place in a value of such a schema, or null while it is not complete. */
export function placeIn(value: unknown, schema: FormSchema): Place | null {
  const parts = placeParts(schema);
  if (!parts) return null;
  const fields = (value ?? {}) as Record<string, unknown>;
  const place = { latitude: fields[parts.latitude], longitude: fields[parts.longitude] };
  return isPlace(place) ? place : null;
}

/** Follows a path through schemas. */
function schemaAt(root: FormSchema, path: Path): FormSchema {
  let schema = root;
  for (const step of path) {
    const plain = withoutNull(resolve(schema, root)) ?? resolve(schema, root);
    const variants = (plain.oneOf ?? plain.anyOf ?? []).map((each) => each.properties?.[step]);
    schema = plain.items ?? plain.properties?.[step] ?? variants.find(Boolean) ?? {};
  }
  return withoutNull(resolve(schema, root)) ?? resolve(schema, root);
}

/** The groups that a picture may speak for: its own, and the one that holds the list it stands in. */
function groupsAround(path: Path): Path[] {
  const inList = (each: Path) => typeof each.at(-1) === 'number';
  const own = inList(path) ? path.slice(0, -2) : path.slice(0, -1);
  return inList(path) || !inList(own) ? [own] : [own, own.slice(0, -2)];
}

/**
 * Fills in the place beside a picture, or beside the list that the picture stands in, if nobody has chosen one.
 *
 * @param path of the picture
 * @returns whether there was such a place, empty until now
 */
export function fillPlaceBeside(form: Settings, path: Path, place: Place): boolean {
  for (const group of groupsAround(path)) {
    const properties = Object.entries(schemaAt(form.schema, group).properties ?? {});
    for (const [key, property] of properties) {
      const schema = schemaAt(form.schema, [...group, key]);
      const parts = kindOf(schema) === 'place' ? placeParts(schema) : null;
      if (!parts || property.widget === 'hidden') continue;
      const value = form.at([...group, key]);
      if (placeIn(value, schema)) return false;
      form.set([...group, key], {
        ...(value as object | null | undefined),
        [parts.latitude]: place.latitude,
        [parts.longitude]: place.longitude,
      });
      return true;
    }
  }
  return false;
}
