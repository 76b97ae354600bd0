import type { Me } from '../../worker/wire/people.ts';
import type { Caller } from './browser-like.ts';

/** What a browser is told of who it is. */
export const me = async (caller: Caller) => (await caller.json<Me>('GET', '/api/me')).body;

/** The code of a refusal. */
export const code = (reply: { body: unknown }) =>
  (reply.body as { error: { code: string } }).error.code;
