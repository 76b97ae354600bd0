import { z } from 'zod';
import type { AnyContest, EpochMs } from '../../contests/contract.ts';
import { contestTypes } from '../../contests/registry.server.ts';
import type { ContestTypeView } from '../wire/studio.ts';

const jsonSchemas = new WeakMap<z.ZodType, Record<string, unknown>>();

/** The JSON schema that a form is made from, with the metadata of its fields. Made once. */
function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  let made = jsonSchemas.get(schema);
  if (!made) {
    made = z.toJSONSchema(schema, { io: 'input', target: 'draft-7', unrepresentable: 'any' });
    jsonSchemas.set(schema, made);
  }
  return made;
}

function typeView(contest: AnyContest, nowMs: EpochMs): ContestTypeView {
  const { type, title, summary, schemas } = contest;
  return {
    type,
    title,
    summary,
    configSchema: jsonSchema(schemas.config),
    secretsSchema: jsonSchema(schemas.secrets),
    defaults: contest.defaults(nowMs),
  };
}

/** Every registered contest type with what a form needs to configure one. */
export function contestTypeViews(nowMs: EpochMs): ContestTypeView[] {
  return contestTypes().map((contest) => typeView(contest, nowMs));
}
