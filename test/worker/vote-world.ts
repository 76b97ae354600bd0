import type { ActInput } from '../../worker/room/act.ts';
import { approvedEntry, newContest, openConfig, send, vote } from './engine-world.ts';

/** Fans at home, each with their own browser. */
export function fanVote(index: number, entryId: string): ActInput {
  return vote(`fan-${index}`, entryId, {
    trace: {
      addressHash: `home-${index}`,
      blockHash: `home block ${index}`,
      network: `AS${index % 7}`,
      deviceHash: `device-${index}`,
      agentHash: `agent-${index % 5}`,
      referrerHash: null,
    },
  });
}

/** Many accounts of one browser that comes from ever other addresses: enough to be put into quarantine. */
export function robotVote(index: number, entryId: string): ActInput {
  return vote(`robot-${index}`, entryId, {
    trace: {
      addressHash: `address-${index}`,
      blockHash: `block-${index % 50}`,
      network: 'AS64500',
      deviceHash: 'robot device',
      agentHash: 'robot agent',
      referrerHash: null,
    },
  });
}

/** Many voters at one computer, a kiosk at a library or somebody who makes accounts there: enough to be looked at. */
export function kioskVote(index: number, entryId: string): ActInput {
  return vote(`kiosk-${index}`, entryId, {
    trace: {
      addressHash: 'library',
      blockHash: 'library block',
      network: 'AS64500',
      deviceHash: 'kiosk',
      agentHash: `agent-${index % 5}`,
      referrerHash: null,
    },
  });
}

export const many = (count: number, act: (index: number) => ActInput) =>
  Array.from({ length: count }, (_, index) => act(index));

/** A relay in which sixty fans vote for one entry, and others for another. */
export async function votedOn(
  others: { count: number; vote: (index: number, entryId: string) => ActInput },
  config = openConfig(),
) {
  const id = await newContest(config);
  const stuffed = await approvedEntry(id, 'ann');
  const honest = await approvedEntry(id, 'ben');
  await send(id, ...many(60, (index) => fanVote(index, honest)));
  await send(id, ...many(others.count, (index) => others.vote(index, stuffed)));
  return { id, stuffed, honest };
}
