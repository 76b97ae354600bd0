import { kindOf, resolve, variantsOf, type FormSchema } from './schema.ts';

/** The value a new field starts with: its default, or the emptiest value of its shape. */
export function newValue(schema: FormSchema, root: FormSchema): unknown {
  const plain = resolve(schema, root);
  if (plain.default !== undefined) return structuredClone(plain.default);
  switch (kindOf(plain)) {
    case 'optional':
      return null;
    case 'fixed':
      return plain.const;
    case 'group':
      return newGroup(plain, root);
    case 'weights':
      return newGroup(plain, root);
    case 'place':
      return {};
    case 'list':
      return Array.from({ length: plain.minItems ?? 0 }, () => newValue(plain.items ?? {}, root));
    case 'variant':
      return newGroup(variantsOf(plain)?.variants[0] ?? {}, root);
    case 'choice':
      return plain.enum?.[0] ?? (plain.anyOf ?? plain.oneOf)?.[0]?.const;
    case 'switch':
      return false;
    case 'number':
    case 'instant':
      return undefined;
    default:
      return '';
  }
}

function newGroup(schema: FormSchema, root: FormSchema): Record<string, unknown> {
  const required = new Set(schema.required);
  return Object.fromEntries(
    Object.entries(schema.properties ?? {})
      .filter(([key, property]) => required.has(key) || property.default !== undefined)
      .map(([key, property]) => [key, newValue(property, root)]),
  );
}

/** A copy of a list's item for "duplicate": the same, with its part of the address left to be made anew. */
export function duplicateOf(value: unknown, schema: FormSchema, root: FormSchema): unknown {
  const plain = resolve(schema, root);
  const copy = structuredClone(value);
  if (!copy || typeof copy !== 'object' || Array.isArray(copy)) return copy;
  const fields = copy as Record<string, unknown>;
  for (const [key, property] of Object.entries(plain.properties ?? {})) {
    if (resolve(property, root).widget === 'slug') fields[key] = '';
  }
  return fields;
}
