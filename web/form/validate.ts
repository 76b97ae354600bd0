import { pathKey, type Path } from './path.ts';
import { isShown, kindOf, resolve, variantsOf, withoutNull, type FormSchema } from './schema.ts';

/** Something wrong with one field, in words that a message file can hold. */
export interface FieldIssue {
  /** Dotted path of the field. */
  path: string;
  /** Key of the message, without its area. */
  rule: FieldRule;
  /** The bound that was missed. */
  bound?: number;
}

export type FieldRule =
  | 'required'
  | 'tooShort'
  | 'tooLong'
  | 'tooSmall'
  | 'tooLarge'
  | 'notAbove'
  | 'notWhole'
  | 'notANumber'
  | 'tooFew'
  | 'tooMany'
  | 'wrongForm'
  | 'notAnOption'
  | 'noPicture';

/**
 * Checks settings against their schema where the person types. The server checks again with the type's own rules, which
 * also know how fields depend on each other.
 */
export function validate(
  value: unknown,
  schema: FormSchema,
  root = schema,
  path: Path = [],
): FieldIssue[] {
  const plain = resolve(schema, root);
  const one = (rule: FieldRule, bound?: number): FieldIssue[] => [
    { path: pathKey(path), rule, ...(bound === undefined ? {} : { bound }) },
  ];
  switch (kindOf(plain)) {
    case 'hidden':
      return [];
    case 'optional':
      return value === null ? [] : validate(value, withoutNull(plain) ?? {}, root, path);
    case 'fixed':
      return value === plain.const ? [] : one('notAnOption');
    case 'choice':
      return value === undefined
        ? one('required')
        : optionValues(plain).includes(value)
          ? []
          : one('notAnOption');
    case 'switch':
      return typeof value === 'boolean' ? [] : one('required');
    case 'number':
    case 'instant':
      return numberIssues(value, plain, one);
    case 'place':
    case 'weights':
    case 'group':
      return groupIssues(value, plain, root, path);
    case 'variant': {
      const { key, variants } = variantsOf(plain) as NonNullable<ReturnType<typeof variantsOf>>;
      const chosen = variants.find(
        ({ properties }) =>
          properties?.[key]?.const === (value as Record<string, unknown> | null)?.[key],
      );
      return chosen ? groupIssues(value, chosen, root, path) : one('required');
    }
    case 'list': {
      if (!Array.isArray(value)) return one('required');
      if (value.length < (plain.minItems ?? 0)) return one('tooFew', plain.minItems);
      if (value.length > (plain.maxItems ?? Infinity)) return one('tooMany', plain.maxItems);
      return value.flatMap((item, index) =>
        validate(item, plain.items ?? {}, root, [...path, index]),
      );
    }
    case 'picture':
      if (typeof value !== 'string') return one('noPicture');
      return value === '' && (plain.minLength ?? 0) > 0 ? one('noPicture') : [];
    default:
      return textIssues(value, plain, one);
  }
}

function optionValues(schema: FormSchema): unknown[] {
  return schema.enum ?? (schema.anyOf ?? schema.oneOf ?? []).map((option) => option.const);
}

type One = (rule: FieldRule, bound?: number) => FieldIssue[];

function numberIssues(value: unknown, schema: FormSchema, one: One): FieldIssue[] {
  if (value === undefined || value === null || value === '') return one('required');
  if (typeof value !== 'number' || !Number.isFinite(value)) return one('notANumber');
  if (schema.type === 'integer' && !Number.isInteger(value)) return one('notWhole');
  if (schema.exclusiveMinimum !== undefined && value <= schema.exclusiveMinimum) {
    return one('notAbove', schema.exclusiveMinimum);
  }
  if (schema.minimum !== undefined && value < schema.minimum)
    return one('tooSmall', schema.minimum);
  if (schema.maximum !== undefined && value > schema.maximum)
    return one('tooLarge', schema.maximum);
  return [];
}

function textIssues(value: unknown, schema: FormSchema, one: One): FieldIssue[] {
  if (typeof value !== 'string') return one('required');
  const length = value.trim().length;
  if (length === 0) return (schema.minLength ?? 0) > 0 ? one('required') : [];
  if (length < (schema.minLength ?? 0)) return one('tooShort', schema.minLength);
  if (length > (schema.maxLength ?? Infinity)) return one('tooLong', schema.maxLength);
  if (schema.pattern && !new RegExp(schema.pattern, 'u').test(value)) return one('wrongForm');
  return [];
}

function groupIssues(
  value: unknown,
  schema: FormSchema,
  root: FormSchema,
  path: Path,
): FieldIssue[] {
  if (value === null || typeof value !== 'object') {
    return [{ path: pathKey(path), rule: 'required' }];
  }
  const fields = value as Record<string, unknown>;
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) =>
    (fields[key] === undefined && !required.has(key)) || !isShown(property, fields)
      ? []
      : validate(fields[key], property, root, [...path, key]),
  );
}
