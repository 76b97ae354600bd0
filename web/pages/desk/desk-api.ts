import type { Failure } from '../../../contests/ui.ts';
import type { ActReply } from '../../../worker/wire/contest.ts';
import { request } from '../../api.ts';
import { freshActKey } from '../../../worker/wire/act-key.ts';

/** Sends an act of the desk. It carries a fresh key, so that a retry over a bad network counts once. */
export async function deskAct(
  contestId: string,
  action: { type: string } & Record<string, unknown>,
): Promise<{ ok: true } | Failure> {
  const reply = await request<ActReply>('POST', `/api/contests/${contestId}/actions`, {
    body: { key: freshActKey(), action },
    repeatable: true,
  });
  return reply.ok ? { ok: true } : reply;
}
