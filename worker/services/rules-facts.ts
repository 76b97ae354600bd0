import { z } from 'zod';
import { keyLabel } from '../wire/key-words.ts';
import type { RulesFact, RulesText } from '../wire/pages-fan.ts';
import { storyHtml } from './story-html.ts';

/** The part of JSON Schema that settings are written in, with the metadata of their fields. */
interface FieldSchema {
  title?: string;
  unit?: string;
  widget?: string;
  labels?: Record<string, string>;
  /** The field means something only while its siblings have these values. */
  shownWhen?: Record<string, unknown[]>;
  properties?: Record<string, FieldSchema>;
  items?: FieldSchema | FieldSchema[];
  anyOf?: FieldSchema[];
  oneOf?: FieldSchema[];
  allOf?: FieldSchema[];
  const?: unknown;
  $ref?: string;
  definitions?: Record<string, FieldSchema>;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The alternative of a union that a value belongs to: the one whose constants it carries. */
function alternativeFor(schema: FieldSchema, value: unknown): FieldSchema {
  const alternatives = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (!alternatives) return schema;
  const fits = (one: FieldSchema) =>
    isObject(value)
      ? Object.entries(one.properties ?? {}).every(
          ([key, field]) => field.const === undefined || field.const === value[key],
        )
      : one.properties === undefined;
  const { anyOf: _any, oneOf: _one, allOf: _all, ...beside } = schema;
  return { ...(alternatives.find(fits) ?? alternatives[0]), ...beside };
}

function textOf(schema: FieldSchema, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return schema.unit ? `${value} ${schema.unit}` : String(value);
  const word = String(value);
  const choice = (schema.anyOf ?? schema.oneOf)?.find((one) => one.const === value);
  return (
    schema.labels?.[word] ??
    choice?.title ??
    (/^[a-z][a-zA-Z]*$/.test(word) ? keyLabel(word) : word)
  );
}

/** What an item of a list is called: its own name, else its number. */
function itemLabel(item: unknown, index: number): string {
  const name = isObject(item) ? (item.name ?? item.title ?? item.label) : null;
  return typeof name === 'string' ? `${index + 1}. ${name}` : `${index + 1}`;
}

/** Longer texts are shown as prose, apart from the facts. */
const isProse = (schema: FieldSchema) => schema.widget === 'markdown';
const isHidden = (schema: FieldSchema) => schema.widget === 'hidden' || schema.widget === 'slug';

const applies = (schema: FieldSchema, siblings: Record<string, unknown>) =>
  Object.entries(schema.shownWhen ?? {}).every(([key, values]) => values.includes(siblings[key]));

function factsOf(schema: FieldSchema, value: unknown, root: FieldSchema): RulesFact[] {
  const resolved = resolve(schema, root);
  if (!isObject(value)) return [];
  return Object.entries(resolved.properties ?? {}).flatMap(([key, field]) => {
    const own = resolve(field, root);
    const unset = value[key] === undefined || value[key] === null;
    return unset || isProse(own) || isHidden(own) || !applies(own, value)
      ? []
      : [factOf(own, own.title ?? keyLabel(key), value[key], root)];
  });
}

function factOf(schema: FieldSchema, label: string, value: unknown, root: FieldSchema): RulesFact {
  const field = alternativeFor(resolve(schema, root), value);
  const fact: RulesFact = { label, text: null, atMs: null, parts: [] };
  if (Array.isArray(value)) {
    const items = Array.isArray(field.items) ? field.items[0] : field.items;
    fact.parts = value.map((item, index) =>
      factOf(items ?? {}, itemLabel(item, index), item, root),
    );
    if (value.length === 0) fact.text = '–';
  } else if (isObject(value)) {
    fact.parts = factsOf(field, value, root);
  } else if (field.widget === 'instant' && typeof value === 'number') {
    fact.atMs = value;
  } else {
    fact.text = textOf(field, value);
  }
  return fact;
}

function resolve(schema: FieldSchema, root: FieldSchema): FieldSchema {
  const name = schema.$ref?.replace('#/definitions/', '');
  const target = name === undefined ? undefined : root.definitions?.[name];
  return target ? ({ ...target, ...schema, $ref: undefined } as FieldSchema) : schema;
}

/**
 * Settings in words: longer texts as sanitised HTML, everything else as labelled facts, so that no setting that has a
 * value is left unsaid.
 */
export function settingsInWords(
  configSchema: z.ZodType,
  config: unknown,
): { texts: RulesText[]; facts: RulesFact[] } {
  if (!isObject(config)) return { texts: [], facts: [] };
  const schema = z.toJSONSchema(configSchema, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
  }) as FieldSchema;
  const texts = Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const text = config[key];
    return isProse(field) && typeof text === 'string' && text !== ''
      ? [{ label: field.title ?? keyLabel(key), html: storyHtml(text) }]
      : [];
  });
  return { texts, facts: factsOf(schema, config, schema) };
}
