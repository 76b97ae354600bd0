import { beforeAll, describe, expect, it } from 'vitest';
import type { EntriesPage, EntrySort } from '../../worker/wire/contest.ts';
import { Caller } from './browser-like.ts';
import {
  accepted,
  approvedEntry,
  byModerator,
  input,
  newContest,
  openConfig,
  send,
  submission,
  vote,
} from './engine-world.ts';

let id = '';
const entries: string[] = [];

async function newGuest(): Promise<Caller> {
  const caller = new Caller();
  await caller.send('POST', '/api/session/guest');
  return caller;
}

const page = (caller: Caller, contestId: string, query: string) =>
  caller.json<EntriesPage & { error?: { code: string } }>(
    'GET',
    `/api/contests/${contestId}/entries?${query}`,
  );

/** Every page of a gallery, three entries at a time. */
async function walk(caller: Caller, sort: EntrySort): Promise<EntriesPage['entries']> {
  const seen: EntriesPage['entries'] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { body } = await page(caller, id, `sort=${sort}&limit=3${more}`);
    expect(body.total).toBe(entries.length);
    seen.push(...body.entries);
    cursor = body.nextCursor;
  }
  return seen;
}

beforeAll(async () => {
  id = await newContest();
  for (let number = 0; number < 17; number++)
    entries.push(await approvedEntry(id, `fan-${number}`));
  // Two digits beside one: 9 stands before 10 only as a number. And ties.
  const counts = [9, 10, 2, 11, 9, 0, 0, 1];
  for (const [index, count] of counts.entries()) {
    const voters = Array.from({ length: count }, (_, voter) => `voter-${voter}`);
    await send(id, ...voters.map((voter) => vote(voter, entries[index] ?? '')));
  }
  // What must never be seen.
  await accepted(id, submission('ann', 'pending'));
  const refused = (await accepted(id, submission('ben', 'refused'))).createdId ?? '';
  await accepted(id, byModerator({ type: 'refuse', entryId: refused, reason: 'quality' }));
  const withdrawn = await approvedEntry(id, 'cem');
  await accepted(id, input('cem', { type: 'withdraw', entryId: withdrawn }));
  const disqualified = await approvedEntry(id, 'dee');
  await accepted(
    id,
    byModerator({ type: 'core.disqualify', standingId: disqualified, reason: 'Not theirs' }),
  );
}, 30_000);

describe('the gallery', () => {
  it.each(['new', 'top', 'shuffle'] as const)(
    'sorted by %s gives every approved entry once and nothing else, page by page, each time alike',
    async (sort) => {
      const guest = await newGuest();
      const first = (await walk(guest, sort)).map((entry) => entry.id);
      expect([...first].sort()).toEqual([...entries].sort());
      expect((await walk(guest, sort)).map((entry) => entry.id)).toEqual(first);
    },
  );

  it('sorts by the number of votes and by the time of entering', async () => {
    const guest = await newGuest();
    const votes = (await walk(guest, 'top')).map((entry) => entry.votes);
    expect(votes.slice(0, 6)).toEqual([11, 10, 9, 9, 2, 1]);
    const times = (await walk(guest, 'new')).map((entry) => entry.submittedAtMs);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('is shuffled differently for another visitor', async () => {
    const [one, other] = [await newGuest(), await newGuest()];
    const order = async (guest: Caller) => (await walk(guest, 'shuffle')).map((entry) => entry.id);
    expect(await order(one)).not.toEqual(await order(other));
  });

  it('gives one group when asked, and none of a group that is not there', async () => {
    const guest = await newGuest();
    expect((await page(guest, id, 'group=porto')).body.total).toBe(entries.length);
    expect((await page(guest, id, 'group=lisbon')).body).toMatchObject({ entries: [], total: 0 });
    expect((await page(guest, id, 'group=atlantis')).body).toMatchObject({ entries: [], total: 0 });
  });

  it('keeps votes to itself while standings are hidden', async () => {
    const hidden = await newContest(openConfig({ standingsVisible: false }));
    const entryId = await approvedEntry(hidden, 'ann');
    await accepted(hidden, vote('ben', entryId));
    const guest = await newGuest();
    const { body } = await page(guest, hidden, 'sort=new');
    expect(body.entries).toMatchObject([{ id: entryId, votes: null }]);
    const top = await page(guest, hidden, 'sort=top');
    expect(top).toMatchObject({
      status: 409,
      body: { error: { code: 'contest/STANDINGS_HIDDEN' } },
    });
    const standings = await guest.send('GET', `/api/contests/${hidden}/standings`);
    expect(standings.status).toBe(409);
  });

  it.each(['x', '!!', 'W10', 'WyJhIiwiYiJd', 'WzFlOTk5LCJhIl0'])(
    'does not understand the cursor %s, which it has not made',
    async (cursor) => {
      const reply = await page(new Caller(), id, `cursor=${cursor}`);
      expect(reply).toMatchObject({ status: 400, body: { error: { code: 'contest/BAD_CURSOR' } } });
    },
  );
});
