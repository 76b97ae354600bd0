import { createExecutionContext, env, waitOnExecutionContext } from 'cloudflare:test';
import { app } from '../../worker/app.ts';
import type { Bindings } from '../../worker/env.ts';
import { rows } from './permission-rows.ts';

/** Every request of the permission table, one for each kind of thing of each route. */
export const requests = Object.entries(rows).flatMap(([route, cases]) =>
  cases.map((request) => ({ method: route.split(' ')[0] ?? '', request })),
);

/** What the worker replies, with other bindings where a test needs them. */
export async function answer(
  request: Request,
  bindings: Partial<Bindings> = {},
): Promise<Response> {
  const context = createExecutionContext();
  const reply = await app.fetch(request, { ...(env as unknown as Bindings), ...bindings }, context);
  await waitOnExecutionContext(context);
  return reply;
}
