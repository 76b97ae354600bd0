import { randomUUID } from 'node:crypto';
import { Caller } from './caller.ts';

/** A server that is attacked takes addresses from this header: `FANFARE_ADDRESS_HEADER`. */
export const ADDRESS_HEADER = 'X-Test-Address';
const DEVICE_COOKIE = 'fanfare_device';

interface Votes {
  contestId: string;
  entryIds: readonly string[];
  count: number;
  /** Makes the voters of one call others than those of the next. */
  name: string;
}

async function voteAs(caller: Caller, name: string, contestId: string, entryId: string) {
  await caller.must('POST', '/dev/sign-in', { as: 'fan', name });
  const body = { key: randomUUID(), action: { type: 'vote', entryId } };
  await caller.must('POST', `/api/contests/${contestId}/actions`, body);
}

const entryOf = ({ entryIds }: Votes, index: number) => entryIds[index % entryIds.length] ?? '';

/** Fans at home, each with a browser and an address of their own. */
export async function fansAtHome(origin: string, votes: Votes): Promise<void> {
  for (let index = 0; index < votes.count; index++) {
    const address = `10.${index >> 8}.${index & 255}.7`;
    const fan = new Caller(origin, { [ADDRESS_HEADER]: address, 'user-agent': `Fan ${index % 9}` });
    await voteAs(fan, `${votes.name} ${index}`, votes.contestId, entryOf(votes, index));
  }
}

/** One browser with an account for every vote. `addresses` as many as it has; a kiosk has one. */
export async function oneBrowser(
  origin: string,
  votes: Votes & { addresses: number; block?: number; agent?: string },
): Promise<void> {
  const browser = new Caller(origin);
  for (let index = 0; index < votes.count; index++) {
    const address = `203.${votes.block ?? 0}.${index % votes.addresses}.9`;
    browser.headers = { [ADDRESS_HEADER]: address, 'user-agent': votes.agent ?? 'One browser' };
    browser.forget(DEVICE_COOKIE);
    await voteAs(browser, `${votes.name} ${index}`, votes.contestId, entryOf(votes, index));
  }
}
