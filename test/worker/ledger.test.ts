import { env } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { contestFacts } from '../../worker/services/contest-facts.ts';
import { exportLedger } from '../../worker/services/ledger-export.ts';
import { Caller } from './browser-like.ts';
import {
  accepted,
  approvedEntry,
  byModerator,
  closingConfig,
  faultsOf,
  ledgerOf,
  newContest,
  send,
  closed,
  vote,
  type Ledger,
} from './engine-world.ts';

interface Line {
  format?: string;
  complete?: boolean;
  head?: { number: number; hash: string; seq: number };
  block?: Ledger['blocks'][number];
  event?: Ledger['events'][number];
}

const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

/** The ledger that an export alone gives. */
function read(contestId: string, lines: readonly Line[]): Ledger {
  return {
    blocks: lines.flatMap(({ block }) => (block ? [{ ...block, contestId }] : [])),
    events: lines.flatMap(({ event }) => (event ? [event] : [])),
  };
}

const download = async (id: string) =>
  linesOf(await (await new Caller().send('GET', `/api/contests/${id}/ledger`)).text());

async function streamOf(id: string, withEvents: boolean) {
  const facts = await contestFacts(env, id);
  if (!facts) throw new Error('not published');
  return exportLedger(env, facts, withEvents);
}

describe('the ledger', () => {
  it.each([
    "UPDATE block SET hash = 'x' WHERE contest_id = ?",
    'DELETE FROM block WHERE contest_id = ?',
    "UPDATE event SET data = '{}' WHERE contest_id = ?",
    'DELETE FROM event WHERE contest_id = ?',
  ])('cannot be changed: %s', async (statement) => {
    const id = await newContest();
    const before = await ledgerOf(id);
    await expect(env.DB.prepare(statement).bind(id).run()).rejects.toThrow(/append-only/);
    expect(await ledgerOf(id)).toEqual(before);
  });
});

describe('the ledger’s export', () => {
  it('gives headers only until the result is announced, and everything after it', async () => {
    const id = await newContest(closingConfig());
    const entryId = await approvedEntry(id, 'ann');
    await accepted(id, vote('ben', entryId));
    const early = await download(id);
    const { blocks } = await ledgerOf(id);
    expect(early[0]).toMatchObject({ complete: false, head: { hash: blocks.at(-1)?.hash } });
    expect(early).toHaveLength(blocks.length + 1);
    const text = JSON.stringify(early);
    for (const secret of ['"event"', '"salt"', entryId, '"ann"', blocks[0]?.salt ?? ''])
      expect(text).not.toContain(secret);
    await closed(id);
    for (const type of ['core.selectWinners', 'core.confirmWinners', 'core.announce'])
      await accepted(id, byModerator({ type }));
    const late = await download(id);
    expect(late[0]).toMatchObject({ complete: true });
    const exported = read(id, late);
    expect(exported).toEqual(await ledgerOf(id));
    expect(faultsOf(exported)).toEqual([]);
    // What was shown before the announcement is what stands there now.
    early.slice(1).forEach(({ block }, index) => {
      expect(exported.blocks[index]).toMatchObject(block ?? {});
    });
    // A verifier notices a changed vote.
    const tampered = structuredClone(exported);
    const voted = tampered.events.find(({ data }) => data.type === 'voted');
    if (voted) voted.actorId = 'eve';
    expect(faultsOf(tampered)).not.toEqual([]);
  });

  it('streams page by page, up to the head it began with, while the ledger grows', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    for (let number = 0; number < 520; number++) await accepted(id, vote(`fan-${number}`, entryId));
    const before = await ledgerOf(id);
    expect(before.blocks.length).toBeGreaterThan(500);
    const reader = (await streamOf(id, true)).getReader();
    const decoder = new TextDecoder();
    let text = '';
    for (let page = 0; ; page++) {
      const { value, done } = await reader.read();
      if (done) break;
      text += decoder.decode(value);
      await accepted(id, vote(`late-${page}`, entryId));
    }
    const exported = read(id, linesOf(text));
    expect(exported).toEqual(before);
    expect(faultsOf(exported)).toEqual([]);
  }, 30_000);

  it('cuts large blocks into pages of their own', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    for (let call = 0; call < 7; call++)
      await send(id, ...Array.from({ length: 1_900 }, (_, n) => vote(`fan-${call}-${n}`, entryId)));
    const decoder = new TextDecoder();
    const pages: string[] = [];
    for await (const page of await streamOf(id, true)) pages.push(decoder.decode(page));
    // The head, and more than one page of events.
    expect(pages.length).toBeGreaterThan(2);
    expect(faultsOf(read(id, linesOf(pages.join(''))))).toEqual([]);
  }, 30_000);
});
