import type { Path } from './path.ts';
import { kindOf, resolve, withoutNull, type FormSchema } from './schema.ts';

/** Things with more fields than this are edited one below the other, as cards. */
const MOST_FIELDS = 4;
const WIDE = ['group', 'list', 'variant', 'place', 'weights'];

/**
 * Where a list's item has its picture: at the item itself, or at a property of a small object. Null when the item has
 * none, or is too large to be shown as one.
 */
export function itemPicture(item: FormSchema, root: FormSchema): Path | null {
  const kind = (schema: FormSchema) => {
    const plain = resolve(schema, root);
    return kindOf(withoutNull(plain) ?? plain);
  };
  if (kind(item) === 'picture') return [];
  const properties = Object.entries(item.properties ?? {});
  if (kind(item) !== 'group' || properties.length > MOST_FIELDS) return null;
  if (properties.some(([, property]) => WIDE.includes(kind(property)))) return null;
  const pictures = properties.filter(([, property]) => kind(property) === 'picture');
  return pictures.length === 1 && pictures[0] ? [pictures[0][0]] : null;
}
