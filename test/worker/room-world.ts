import { env } from 'cloudflare:test';
import { expect } from 'vitest';
import type { ActOutput } from '../../worker/room/act.ts';
import { roomOf } from '../../worker/room/room-stub.ts';
import { faultsOf, ledgerOf, projections } from './engine-world.ts';

export const receiptOf = (output: ActOutput | undefined) =>
  output && 'receipt' in output ? output.receipt : null;
export const votesOn = async (contestId: string, entryId: string) => {
  const { entry } = await projections(contestId);
  return (entry as { id: string; votes: number }[]).find(({ id }) => id === entryId)?.votes;
};

/** What the room shows, what the ledger gives and what is on file must be the same. */
export async function expectConsistent(contestId: string): Promise<void> {
  const ledger = await ledgerOf(contestId);
  expect(faultsOf(ledger)).toEqual([]);
  const view = await roomOf(env, contestId).view(null);
  expect(view?.seq).toBe(ledger.events.length);
  const before = await projections(contestId);
  await roomOf(env, contestId).rebuild();
  expect(before).toEqual(await projections(contestId));
}
