import { toJSONSchema } from 'zod';
import { findContest } from '../../contests/registry.server.ts';
import type { Kind } from './who-may-see.ts';

/** One value inside a contest's secrets. */
export interface Leaf {
  /** The names on the way to it: `puzzles/0/answer/accepted/1`. */
  path: string;
  value: string | number | boolean;
}

/** Texts, numbers and truths anywhere inside a value. */
export function* leavesOf(value: unknown, path = ''): Generator<Leaf> {
  if (typeof value === 'object' && value !== null)
    for (const [name, part] of Object.entries(value))
      yield* leavesOf(part, path === '' ? name : `${path}/${name}`);
  else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    yield { path, value };
}

/** The last name on the way that is no number: what a reply would call the value. */
export function nameOf(path: string): string {
  return path.split('/').findLast((name) => !/^\d+$/.test(name)) ?? '';
}

/** `name=value` of every value inside a value. */
export function namedIn(value: unknown): Set<string> {
  return new Set([...leavesOf({ '': value })].map((leaf) => `${nameOf(leaf.path)}=${leaf.value}`));
}

const schemas = new Map<string, string>();

/** Whether a text is one of a type's own words, which its form shows to everybody who sets a contest up. */
export function isChoice(type: string, text: string): boolean {
  let schema = schemas.get(type);
  if (schema === undefined) {
    const secrets = findContest(type)?.schemas.secrets;
    schema = secrets
      ? JSON.stringify(toJSONSchema(secrets, { io: 'input', unrepresentable: 'any' }))
      : '';
    schemas.set(type, schema);
  }
  return schema.includes(JSON.stringify(text));
}

/** What a secret is, by where it stands. */
export function kindOfSecret(path: string): Kind {
  if (/(latitude|longitude)$/.test(path)) return 'place of a running game';
  if (/hint/i.test(path)) return 'hint of a running game';
  if (/(^|\/)answer(\/|$)/.test(path)) return 'answer of a running game';
  return 'other secret of a running game';
}
