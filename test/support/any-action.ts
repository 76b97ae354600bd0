import fc from 'fast-check';
import { toJSONSchema, type ZodType } from 'zod';

/** What ids may be chosen from. */
export interface Names {
  groups: readonly string[];
  /** Parts of the schedule that the type names itself: `final` of a stage `round:final`. */
  stages: readonly string[];
  photos: readonly string[];
}

/** Stands for the id of an entry that the history has brought forth. */
export const ENTRY = 'an entry of this game';

export interface AnyAction {
  type: string;
  /** Actions of this kind that pass the type's schema; ids are real ones, strange ones and made-up ones. */
  arbitrary(names: Names): fc.Arbitrary<Record<string, unknown>>;
}

interface Shape {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Shape>;
  required?: string[];
  items?: Shape;
  minItems?: number;
  oneOf?: Shape[];
  anyOf?: Shape[];
}

/** Reads the kinds of action of a contest type from its schema, so that histories can be made up for any type. */
export function actionsOf(schema: ZodType): AnyAction[] {
  const shape = toJSONSchema(schema, { io: 'input' }) as Shape;
  return (shape.oneOf ?? shape.anyOf ?? [shape]).map((option) => ({
    type: String(option.properties?.['type']?.const),
    arbitrary: (names) => ofObject(option, names),
  }));
}

function ofObject(shape: Shape, names: Names): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.entries(shape.properties ?? {}).map(
    ([name, field]) => [name, ofField(name, field, names)] as const,
  );
  return fc.record(Object.fromEntries(fields), { requiredKeys: shape.required ?? [] });
}

/** Fills in real ids for every place that asks for an entry; each place gets another one. */
export function withEntries(value: unknown, entryAt: (place: number) => string): unknown {
  let place = 0;
  const fill = (part: unknown): unknown => {
    if (part === ENTRY) return entryAt(place++);
    if (Array.isArray(part)) return part.map(fill);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, field]) => [key, fill(field)]));
  };
  return fill(value);
}

function ofField(name: string, shape: Shape, names: Names): fc.Arbitrary<unknown> {
  if (shape.const !== undefined) return fc.constant(shape.const);
  if (shape.enum) return fc.constantFrom(...shape.enum);
  if (shape.type === 'boolean') return fc.boolean();
  if (shape.type === 'object') return ofObject(shape, names);
  if (shape.type === 'array') {
    // A list of ids holds what a field for one of them would.
    const item = ofField(name.replace(/Ids$/, 'Id'), shape.items ?? {}, names);
    const minLength = shape.minItems ?? 0;
    return fc.array(item, { minLength, maxLength: minLength + 2 });
  }
  if (shape.type === 'integer' || shape.type === 'number') {
    const minimum = shape.minimum ?? 0;
    // Small numbers are the ones that mean something: a version, a mark.
    return fc.oneof(
      { weight: 5, arbitrary: fc.constant(minimum) },
      fc.integer({ min: minimum, max: Math.min(shape.maximum ?? 10, 10) }),
    );
  }
  if (!name.endsWith('Id')) return fc.constantFrom('Rain', 'The 28 is full.', 'Ayşe');
  const strange = fc.constantFrom('constructor', '__proto__', 'no-such-id');
  const usual = /media/i.test(name)
    ? fc.constantFrom(...names.photos)
    : /entry|standing/i.test(name)
      ? fc.constant(ENTRY)
      : fc.constantFrom(
          ...(/round/i.test(name) && names.stages.length > 0 ? names.stages : names.groups),
        );
  return fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: strange });
}
