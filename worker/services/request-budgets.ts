import { dayHash, lastingHash } from '../abuse/day-hash.ts';
import type { BudgetKeys, LimitKeeperApi } from '../abuse/limit-keeper.ts';
import type { LimitScope, NotNow } from '../abuse/limit-refusals.ts';
import { mailboxOf } from '../abuse/mailbox.ts';
import { addressBlock } from '../abuse/network.ts';
import type { Bindings } from '../env.ts';
import { contestFacts } from './contest-facts.ts';

/** Who sends a request, as far as budgets go: a person's id, and where it comes from. */
export interface Sender {
  person: string | null;
  address: string | null;
}

/** A fixed number, so that nobody can make the server keep an object for each address they think of. */
const DOORS = 16;

/** Takes one reading of a contest. Whatever is no published contest costs nothing: it is answered by a plain "not found". */
export async function takeRead(
  env: Bindings,
  contestId: string,
  sender: Sender,
): Promise<NotNow | null> {
  return (await contestFacts(env, contestId))
    ? takeInContest(env, 'read', contestId, sender)
    : null;
}

/** Takes one upload for a contest. */
export function takeUpload(
  env: Bindings,
  contestId: string,
  sender: Sender,
): Promise<NotNow | null> {
  return takeInContest(env, 'upload', contestId, sender);
}

/** A ledger of no more events is written out as fast as a page. */
const SHORT_LEDGER_EVENTS = 2_000;

/** Takes one download of a published contest's ledger, once that is long. */
export async function takeLedger(
  env: Bindings,
  contestId: string,
  sender: Sender,
): Promise<NotNow | null> {
  const long = await env.DB.prepare('SELECT 1 FROM contest_status WHERE contest_id = ? AND seq > ?')
    .bind(contestId, SHORT_LEDGER_EVENTS)
    .first();
  return long ? takeInContest(env, 'ledger', contestId, sender) : null;
}

/** From the person, where they come from, and the contest itself. */
async function takeInContest(
  env: Bindings,
  what: 'read' | 'upload' | 'ledger',
  contestId: string,
  sender: Sender,
): Promise<NotNow | null> {
  const keys = { ...(await keysOf(env, sender)), contest: '' };
  return keeper(env, `contest ${contestId}`).take(what, keys);
}

/** Takes one upload for a brand. Of whoever sends too much nothing is taken from those who share their brand or network. */
export async function takeBrandUpload(
  env: Bindings,
  brandId: string,
  sender: Sender,
): Promise<NotNow | null> {
  const { person = null, block = null } = await keysOf(env, sender);
  return (
    (await takeAtDoor(env, 'brandUpload', 'person', person)) ??
    (await takeAtDoor(env, 'brandUpload', 'brand', lastingHash(env, `brand ${brandId}`))) ??
    takeAtDoor(env, 'brandUpload', 'block', block)
  );
}

/** Who comes to the door: with which e-mail address, and from where. */
export interface Visitor {
  email: string;
  address: string | null;
  device: string;
}

/** Takes one step of becoming a guest: asking for the challenge, or bringing a proof. */
export async function takeGuest(env: Bindings, address: string | null): Promise<NotNow | null> {
  const { block = null } = await keysOf(env, { person: null, address });
  return takeAtDoor(env, 'guest', 'block', block);
}

/** Takes one try to sign in. */
export async function takeSignIn(env: Bindings, visitor: Visitor): Promise<NotNow | null> {
  const { person, block } = await visitorKeys(env, visitor);
  return (
    (await takeAtDoor(env, 'signIn', 'block', block)) ?? takeAtDoor(env, 'signIn', 'person', person)
  );
}

/** Takes one code to be mailed. */
export async function takeCode(env: Bindings, visitor: Visitor): Promise<NotNow | null> {
  const { person, block, mailbox } = await visitorKeys(env, visitor);
  return (
    (await takeAtDoor(env, 'code', 'block', block)) ??
    (await takeAtDoor(env, 'code', 'person', person)) ??
    takeAtDoor(env, 'code', 'mailbox', mailbox)
  );
}

/** Takes one invitation to a brand's team, to be mailed to `email`. */
export async function takeInvitation(
  env: Bindings,
  { person, address }: Sender,
  { brandId, email }: { brandId: string; email: string },
): Promise<NotNow | null> {
  const sender = await keysOf(env, { person, address });
  return (
    (await takeAtDoor(env, 'invite', 'block', sender.block ?? null)) ??
    (await takeAtDoor(env, 'invite', 'person', sender.person ?? null)) ??
    (await takeAtDoor(env, 'invite', 'brand', lastingHash(env, `brand ${brandId}`))) ??
    takeAtDoor(env, 'invite', 'mailbox', lastingHash(env, `mailbox ${mailboxOf(email)}`))
  );
}

/** Takes one look for everything that is stored about somebody, to be taken along or deleted. */
export async function takeOwnData(env: Bindings, sender: Sender): Promise<NotNow | null> {
  const { person = null, block = null } = await keysOf(env, sender);
  return (
    (await takeAtDoor(env, 'ownData', 'person', person)) ??
    takeAtDoor(env, 'ownData', 'block', block)
  );
}

/** Each key has a door of its own: the same e-mail address may be used from everywhere. */
async function takeAtDoor(
  env: Bindings,
  limitClass: 'brandUpload' | 'guest' | 'signIn' | 'code' | 'invite' | 'ownData',
  scope: LimitScope,
  key: string | null,
): Promise<NotNow | null> {
  if (key === null) return null;
  const door = `door ${parseInt(key.slice(0, 8), 16) % DOORS}`;
  return keeper(env, door).take(limitClass, { [scope]: key });
}

async function visitorKeys(env: Bindings, { email, address, device }: Visitor) {
  const block = address === null ? null : addressBlock(address);
  return {
    block: block === null ? null : await dayHash(env, `block ${block}`),
    // Where no address is known, a browser stands for the place.
    person: await dayHash(env, `person ${email} ${block ?? device}`),
    mailbox: lastingHash(env, `mailbox ${mailboxOf(email)}`),
  };
}

/** What stands for the block of an address until midnight. */
export function blockKeyOf(env: Bindings, address: string): Promise<string> {
  return dayHash(env, `block ${addressBlock(address)}`);
}

async function keysOf(env: Bindings, { person, address }: Sender): Promise<BudgetKeys> {
  return {
    ...(person === null ? {} : { person: lastingHash(env, `person ${person}`) }),
    ...(address === null ? {} : { block: await blockKeyOf(env, address) }),
  };
}

function keeper(env: Bindings, name: string): LimitKeeperApi {
  return env.LIMIT_KEEPER.getByName(name);
}
