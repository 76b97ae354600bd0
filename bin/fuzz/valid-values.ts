import type { Chance } from './random.ts';

/** The part of JSON Schema that our interface and our contest types use. */
export interface Shape {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  items?: Shape;
  properties?: Record<string, Shape>;
  required?: string[];
  oneOf?: Shape[];
  anyOf?: Shape[];
  allOf?: Shape[];
  default?: unknown;
}

/** What fields of a name may hold: ids of things that exist and numbers that mean something, by the field's name. */
export type Names = (field: string, chance: Chance) => string | number | undefined;

const words = ['Rain', 'The 28 is full.', 'Ayşe', 'first-stop', 'UTC', '48.2', 'Tea & gulls'];

function textOf(shape: Shape, field: string, names: Names, chance: Chance): string {
  const known = names(field, chance);
  if (typeof known === 'string') return known;
  if (shape.format === 'email') return `fan${chance.whole(500)}@example.org`;
  const { minLength = 0, maxLength = 200 } = shape;
  if (shape.pattern?.includes('\\d{6}')) return String(chance.whole(1_000_000)).padStart(6, '0');
  if (shape.pattern?.includes('#')) return '#b4432b';
  if (/^\^\[\\w-\]/.test(shape.pattern ?? '')) return `key-${chance.whole(2 ** 31)}-fuzz`;
  const text = chance.happens(0.05) ? 'x'.repeat(maxLength) : chance.of(words);
  return text.padEnd(minLength, '.').slice(0, maxLength);
}

function numberOf(shape: Shape, field: string, names: Names, chance: Chance): number {
  const known = names(field, chance);
  if (typeof known === 'number') return known;
  const { type, minimum = 0, maximum = 1_000_000 } = shape;
  if (chance.happens(0.2)) return chance.happens(0.5) ? minimum : maximum;
  const few = minimum + chance.next() * Math.min(maximum - minimum, 20);
  return type === 'integer' ? Math.floor(few) : few;
}

/** A value that passes the schema, or nearly: patterns are only guessed at. */
export function validValue(shape: Shape, field: string, names: Names, chance: Chance): unknown {
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return chance.of(shape.enum);
  const options = shape.oneOf ?? shape.anyOf;
  if (options) return validValue(chance.of(options), field, names, chance);
  switch (shape.type) {
    case 'string':
      return textOf(shape, field, names, chance);
    case 'integer':
    case 'number':
      return numberOf(shape, field, names, chance);
    case 'boolean':
      return chance.happens(0.5);
    case 'null':
      return null;
    case 'array': {
      const { minItems = 0, maxItems = 3, items = {} } = shape;
      const length = minItems + chance.whole(Math.max(1, Math.min(maxItems - minItems, 3)) + 1);
      const all = Array.from({ length }, () => validValue(items, field, names, chance));
      // Lists of ids name each once.
      return items.type === 'string' ? [...new Set(all)] : all;
    }
    default:
      return objectOf(shape, names, chance);
  }
}

function objectOf(shape: Shape, names: Names, chance: Chance): Record<string, unknown> {
  const required = new Set(shape.required);
  const fields = Object.entries(shape.properties ?? {})
    .filter(([name]) => required.has(name) || chance.happens(0.6))
    .map(([name, field]) => [name, validValue(field, name, names, chance)]);
  return Object.fromEntries(fields) as Record<string, unknown>;
}
