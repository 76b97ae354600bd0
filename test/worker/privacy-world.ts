import { env } from 'cloudflare:test';
import { encode } from 'fast-png';
import { findContest } from '../../contests/registry.server.ts';
import { LedgerVerifier, type Verdict } from '../../worker/ledger/verify.ts';
import { freshActKey } from '../../worker/wire/act-key.ts';
import type { ActReply, EntriesPage } from '../../worker/wire/contest.ts';
import type { Me } from '../../worker/wire/people.ts';
import { Caller, signedIn } from './browser-like.ts';
import { letClose } from './engine-world.ts';

/** A picture like no other: noise from a seed of its own. */
let seed = 0;
function picture(): Uint8Array {
  const side = 256;
  let state = ++seed * 7919;
  const data = new Uint8Array(side * side * 3).map((_, index) => {
    if (index % 96 === 0) state = (state * 48_271) % 2_147_483_647;
    return state % 256;
  });
  return encode({ width: side, height: side, data, channels: 3, depth: 8 });
}

async function must<T>(reply: Promise<Response>): Promise<T> {
  const response = await reply;
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** Acts through the interface; a refusal is a fault of the test. */
export async function act(
  caller: Caller,
  contestId: string,
  action: Record<string, unknown>,
): Promise<ActReply> {
  const body = { key: freshActKey(), action };
  return must(caller.send('POST', `/api/contests/${contestId}/actions`, body));
}

export async function uploadPicture(caller: Caller, contestId: string): Promise<string> {
  const reply = caller.upload(`/api/media?contest=${contestId}`, picture());
  return (await must<{ mediaId: string }>(reply)).mediaId;
}

/** A picture for a brand, by somebody who works for it. */
export async function uploadBrandPicture(caller: Caller, brandId: string): Promise<string> {
  const reply = caller.upload(`/api/media?brand=${brandId}`, picture());
  return (await must<{ mediaId: string }>(reply)).mediaId;
}

/** Sends a new photograph to a relay. */
export async function enter(
  caller: Caller,
  contestId: string,
  words: { caption: string; credit: string },
): Promise<{ entryId: string; mediaId: string }> {
  const mediaId = await uploadPicture(caller, contestId);
  const { receipt } = await act(caller, contestId, {
    type: 'submit',
    stopId: 'porto',
    mediaId,
    acceptsRulesVersion: 1,
    ...words,
  });
  return { entryId: receipt.createdId ?? '', mediaId };
}

/** The public ledger as anybody downloads it, and what a verifier says. Throws when it does not hold together. */
export async function verifiedLedger(
  caller: Caller,
  contestId: string,
): Promise<{ text: string; verdict: Verdict }> {
  const text = await (await caller.send('GET', `/api/contests/${contestId}/ledger`)).text();
  const verifier = new LedgerVerifier(findContest);
  for (const line of text.trimEnd().split('\n')) verifier.add(line);
  return { text, verdict: verifier.end() };
}

export async function rowCount(sql: string, ...values: unknown[]): Promise<number> {
  const row = await env.DB.prepare(`SELECT count(*) AS n ${sql}`)
    .bind(...values)
    .first<{ n: number }>();
  return row?.n ?? -1;
}

export async function objectsOf(mediaId: string): Promise<string[]> {
  return (await env.MEDIA.list({ prefix: `media/${mediaId}/` })).objects.map(({ key }) => key);
}

/** Tables in which a text stands anywhere. */
export async function tablesWith(text: string): Promise<string[]> {
  const { results: tables } = await env.DB.prepare(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'
     AND name <> 'd1_migrations' ORDER BY name`,
  ).all<{ name: string }>();
  const found: string[] = [];
  for (const { name } of tables) {
    const { results } = await env.DB.prepare(`SELECT * FROM "${name}"`).all();
    if (JSON.stringify(results).includes(text)) found.push(name);
  }
  return found;
}

export const words = (name: string) => ({
  caption: `Caption by ${name}`,
  credit: `Credit of ${name}`,
});

export async function me(caller: Caller): Promise<NonNullable<Me['person']>> {
  const { person } = (await caller.json<Me>('GET', '/api/me')).body;
  if (!person) throw new Error('nobody');
  return person;
}

export async function forget(caller: Caller): Promise<Response> {
  const { email } = await me(caller);
  return caller.send('DELETE', '/api/me', { confirmation: email ?? 'delete' });
}

export async function newGuest(): Promise<Caller> {
  const caller = new Caller();
  await caller.send('POST', '/api/session/guest');
  return caller;
}

export const gallery = async (contestId: string) =>
  (await new Caller().json<EntriesPage>('GET', `/api/contests/${contestId}/entries?sort=new`)).body;

export const statusOf = async (entryId: string) =>
  (await env.DB.prepare('SELECT status FROM entry WHERE id = ?').bind(entryId).first('status')) as
    string | null;

export async function approve(contestId: string, entryId: string): Promise<void> {
  await act(await signedIn('moderator'), contestId, { type: 'approve', entryId });
}

/** Closes a contest that is open for `OPEN_MS`, and brings it to its announced result. */
export async function announce(contestId: string): Promise<void> {
  const moderator = await signedIn('moderator');
  letClose();
  for (const type of ['core.selectWinners', 'core.confirmWinners', 'core.announce'])
    await act(moderator, contestId, { type });
}
