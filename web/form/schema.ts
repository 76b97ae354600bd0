import { keyLabel } from '../../worker/wire/key-words.ts';

/** The part of JSON Schema (draft 7) that contest settings are written in, with the metadata of the generated form. */
export interface FormSchema {
  type?: string | string[];
  title?: string;
  /** One or two sentences under the label. */
  help?: string;
  description?: string;
  /** Shown behind a number: km, points, … */
  unit?: string;
  /** How to edit it, where the type alone does not tell. */
  widget?: string;
  /** Words for the values of an enumeration. */
  labels?: Record<string, string>;
  /** Shows the field only while the setting beside it, by this name, has one of these values. */
  shownWhen?: Record<string, unknown[]>;
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  anyOf?: FormSchema[];
  oneOf?: FormSchema[];
  properties?: Record<string, FormSchema>;
  required?: string[];
  items?: FormSchema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  $ref?: string;
  definitions?: Record<string, FormSchema>;
}

/** How a value is edited. */
export type FieldKind =
  | 'group'
  | 'list'
  | 'variant'
  | 'optional'
  | 'choice'
  | 'switch'
  | 'number'
  | 'instant'
  | 'place'
  | 'markdown'
  | 'long-text'
  | 'text'
  | 'slug'
  | 'picture'
  | 'weights'
  | 'fixed'
  | 'hidden';

/** Follows a local reference (`#/definitions/…`), keeping the metadata written beside it. */
export function resolve(schema: FormSchema, root: FormSchema): FormSchema {
  if (!schema.$ref) return schema;
  const name = schema.$ref.replace(/^#\/definitions\//, '');
  const target = root.definitions?.[name];
  if (!target) throw new Error(`the schema refers to ${schema.$ref}, which it does not define`);
  const { $ref: _followed, ...beside } = schema;
  return { ...resolve(target, root), ...beside };
}

const isNull = (schema: FormSchema) => schema.type === 'null';

/** The schema without its "or nothing" alternative, or null when nothing is not allowed. */
export function withoutNull(schema: FormSchema): FormSchema | null {
  const { anyOf, oneOf, ...beside } = schema;
  const alternatives = anyOf ?? oneOf;
  if (alternatives?.some(isNull)) {
    const rest = alternatives.filter((alternative) => !isNull(alternative));
    const { default: _default, ...metadata } = beside;
    return rest.length === 1 ? { ...rest[0], ...metadata } : { ...metadata, anyOf: rest };
  }
  if (Array.isArray(schema.type) && schema.type.includes('null')) {
    const rest = schema.type.filter((type) => type !== 'null');
    return { ...schema, type: rest.length === 1 ? (rest[0] as string) : rest };
  }
  return null;
}

/** How a value of this schema is edited. A widget is honoured only on a type that it can edit. */
export function kindOf(schema: FormSchema): FieldKind {
  if (schema.widget === 'hidden') return 'hidden';
  if (withoutNull(schema)) return 'optional';
  if (schema.const !== undefined) return 'fixed';
  if (variantsOf(schema)) return 'variant';
  if (schema.enum ?? constantsOf(schema)) return 'choice';
  switch (schema.type) {
    case 'object':
      return schema.widget === 'place' || schema.widget === 'weights' ? schema.widget : 'group';
    case 'array':
      return 'list';
    case 'boolean':
      return 'switch';
    case 'integer':
    case 'number':
      return schema.widget === 'instant' ? 'instant' : 'number';
    default:
      if (schema.widget === 'markdown' || schema.widget === 'slug' || schema.widget === 'picture') {
        return schema.widget;
      }
      return schema.widget === 'textarea' || (schema.maxLength ?? 0) > 200 ? 'long-text' : 'text';
  }
}

/** Alternatives of a union in which every one is an object told apart by a constant; null for other schemas. */
export function variantsOf(schema: FormSchema): { key: string; variants: FormSchema[] } | null {
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (!alternatives || !alternatives.every((alternative) => alternative.type === 'object')) {
    return null;
  }
  const key = Object.keys(alternatives[0]?.properties ?? {}).find((name) =>
    alternatives.every((alternative) => alternative.properties?.[name]?.const !== undefined),
  );
  return key ? { key, variants: alternatives } : null;
}

function constantsOf(schema: FormSchema): unknown[] | null {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (!alternatives?.every((alternative) => alternative.const !== undefined)) return null;
  return alternatives.map((alternative) => alternative.const);
}

/** Options of a choice, with the words people read. */
export function optionsOf(schema: FormSchema): { value: unknown; label: string; help?: string }[] {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) {
    return alternatives.map(({ const: value, title, help }) => ({
      value,
      label: title ?? keyLabel(String(value)),
      help,
    }));
  }
  return (schema.enum ?? []).map((value) => ({
    value,
    label: schema.labels?.[String(value)] ?? keyLabel(String(value)),
  }));
}

/** The label of a property. */
export function labelOf(schema: FormSchema, key: string): string {
  return schema.title ?? keyLabel(key);
}

/** The short explanation of a field, or undefined. */
export function helpOf(schema: FormSchema): string | undefined {
  return schema.help ?? schema.description;
}

/** Whether a property makes sense beside the present values of its neighbours. */
export function isShown(schema: FormSchema, neighbours: Record<string, unknown>): boolean {
  return Object.entries(schema.shownWhen ?? {}).every(([key, values]) =>
    values.includes(neighbours[key]),
  );
}

/** The label of the field at a path, with the number of the list's card it is in: "2. Name". */
export function labelAt(root: FormSchema, path: readonly string[]): string {
  let schema: FormSchema = root;
  let number = '';
  let label = '';
  for (const step of path) {
    const plain = withoutNull(resolve(schema, root)) ?? resolve(schema, root);
    if (plain.items) {
      number = `${Number(step) + 1}. `;
      schema = plain.items;
      continue;
    }
    const variants = (plain.oneOf ?? plain.anyOf ?? []).map((each) => each.properties?.[step]);
    schema = plain.properties?.[step] ?? variants.find(Boolean) ?? {};
    label = labelOf(resolve(schema, root), step);
  }
  return `${number}${label}`;
}
