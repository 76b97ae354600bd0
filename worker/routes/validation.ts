import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Context, Env } from 'hono';
import { describeRoute, resolver, validator } from 'hono-openapi';
import { z } from 'zod';
import type { AppEnv } from '../env.ts';
import { errorBody, requestErrors } from '../wire/errors.ts';

/** The error shape as a schema, for the description of the interface. */
const ErrorReply = z.object({
  error: z.object({
    code: z.string().meta({ description: 'scope/REASON, stable across versions' }),
    message: z.string().meta({ description: 'What to do, in one sentence' }),
    field: z.string().optional().meta({ description: 'Dotted path of the input at fault' }),
    requestId: z.string(),
  }),
});

function fieldOf(issue: StandardSchemaV1.Issue | undefined): string | undefined {
  const path = (issue?.path ?? []).map((part) =>
    String(typeof part === 'object' ? part.key : part),
  );
  return path.length > 0 ? path.join('.') : undefined;
}

/** Why, in the schema's words; but the name of a field that nobody asked for is what was sent, and is not repeated. */
function reasonOf(issue: (StandardSchemaV1.Issue & { code?: unknown }) | undefined): string {
  if (issue?.code === 'unrecognized_keys') return 'There is a field that does not belong here.';
  return issue?.message ?? '';
}

/** Says which field is wrong and why; never what was sent. */
function refuseInvalid(
  result: { success: true } | { success: false; error: readonly StandardSchemaV1.Issue[] },
  c: Context,
): Response | undefined {
  if (result.success) return undefined;
  const issue = result.error[0];
  return c.json(
    errorBody(
      'request/INVALID',
      `${requestErrors['request/INVALID']} ${reasonOf(issue)}`.trim(),
      (c as Context<AppEnv>).get('requestId'),
      fieldOf(issue),
    ),
    400,
  );
}

// E and P are left to be inferred from the route, so that handlers keep the types of its variables and parameters.

/**
 * Validates a JSON body; the handler reads it with `c.req.valid('json')`. Anything else is answered with
 * 400 request/INVALID and the field at fault. The schema also appears in /api/openapi.json.
 */
export function validJson<Schema extends z.ZodType, E extends Env, P extends string>(
  schema: Schema,
) {
  return validator<Schema, 'json', E, P>('json', schema, refuseInvalid);
}

/** The same for the query: `c.req.valid('query')`. Values arrive as strings, so schemas coerce. */
export function validQuery<Schema extends z.ZodType, E extends Env, P extends string>(
  schema: Schema,
) {
  return validator<Schema, 'query', E, P>('query', schema, refuseInvalid);
}

/** The same for the parts of the path: `c.req.valid('param')`. */
export function validParam<Schema extends z.ZodType, E extends Env, P extends string>(
  schema: Schema,
) {
  return validator<Schema, 'param', E, P>('param', schema, refuseInvalid);
}

/**
 * Describes a route for /api/openapi.json. `replies` maps a status to what it means, or to that and the
 * schema of its JSON; replies of 400 and above have the one error shape without being told.
 */
export function describe(route: {
  summary: string;
  tags?: string[];
  replies: Record<number, string | { description: string; schema: z.ZodType }>;
}) {
  const responses = Object.entries(route.replies).map(([status, reply]) => {
    const description = typeof reply === 'string' ? reply : reply.description;
    const schema =
      typeof reply !== 'string' ? reply.schema : Number(status) >= 400 ? ErrorReply : undefined;
    const content = schema && { content: { 'application/json': { schema: resolver(schema) } } };
    return [status, { description, ...content }] as const;
  });
  return describeRoute({
    summary: route.summary,
    ...(route.tags ? { tags: route.tags } : {}),
    responses: Object.fromEntries(responses),
  });
}
