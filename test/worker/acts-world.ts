import { env } from 'cloudflare:test';
import { contestFacts, pseudonym } from '../../worker/services/contest-facts.ts';
import type { ActReply } from '../../worker/wire/contest.ts';
import type { Me } from '../../worker/wire/people.ts';
import { Caller } from './browser-like.ts';

interface ErrorReply {
  error: { code: string; message: string; field?: string };
}
type Reply = ActReply & ErrorReply;

export async function newGuest(): Promise<Caller> {
  const caller = new Caller();
  await caller.send('POST', '/api/session/guest');
  return caller;
}

export const actAs = (
  caller: Caller,
  id: string,
  action: object,
  key: string = crypto.randomUUID(),
) => caller.json<Reply>('POST', `/api/contests/${id}/actions`, { key, action });

export async function personId(caller: Caller): Promise<string> {
  return (await caller.json<Me>('GET', '/api/me')).body.person?.id ?? '';
}

export async function fanId(id: string, caller: Caller): Promise<string> {
  const facts = await contestFacts(env, id);
  if (!facts) throw new Error('not published');
  return pseudonym(facts, await personId(caller));
}
