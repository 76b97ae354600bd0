import { createHmac } from 'node:crypto';
import type { BudgetKeys, LimitKeeperApi } from '../abuse/limit-keeper.ts';
import type { NotNow } from '../abuse/limit-refusals.ts';
import { addressBlock } from '../abuse/network.ts';
import { deriveKey } from '../auth/keys.ts';
import { nowMs } from '../clock.ts';
import type { Bindings } from '../env.ts';
import { contestFacts } from './contest-facts.ts';

/** Who sends a request, as far as budgets go: a person's id or e-mail address, and where it comes from. */
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
  if (!(await contestFacts(env, contestId))) return null;
  return keeper(env, `contest ${contestId}`).take('read', { ...keysOf(env, sender), contest: '' });
}

/** Takes one upload for a contest. */
export function takeUpload(
  env: Bindings,
  contestId: string,
  sender: Sender,
): Promise<NotNow | null> {
  return keeper(env, `contest ${contestId}`).take('upload', {
    ...keysOf(env, sender),
    contest: '',
  });
}

/** Takes one try to sign in, or to become a guest. */
export function takeSignIn(env: Bindings, sender: Sender): Promise<NotNow | null> {
  return takeAtDoor(env, 'signIn', sender);
}

/** Takes one code to be mailed. */
export function takeCode(env: Bindings, sender: Sender): Promise<NotNow | null> {
  return takeAtDoor(env, 'code', sender);
}

/** A person and an address block are kept at doors of their own: the same address may be asked for from everywhere. */
async function takeAtDoor(
  env: Bindings,
  limitClass: 'signIn' | 'code',
  sender: Sender,
): Promise<NotNow | null> {
  const { person, block } = keysOf(env, sender);
  const refused = block && (await door(env, block).take(limitClass, { block }));
  if (refused) return refused;
  return person ? door(env, person).take(limitClass, { person }) : null;
}

/** Keyed hashes under a key of the day: nothing that is kept leads to anybody on the next. */
function keysOf(env: Bindings, { person, address }: Sender): BudgetKeys {
  const day = new Date(nowMs()).toISOString().slice(0, 10);
  const keyed = (text: string) =>
    createHmac('sha256', deriveKey(env, 'limits')).update(`${day} ${text}`).digest('hex');
  return {
    ...(person === null ? {} : { person: keyed(`person ${person}`).slice(0, 24) }),
    ...(address === null ? {} : { block: keyed(`block ${addressBlock(address)}`).slice(0, 24) }),
  };
}

function door(env: Bindings, key: string): LimitKeeperApi {
  return keeper(env, `door ${parseInt(key.slice(0, 8), 16) % DOORS}`);
}

function keeper(env: Bindings, name: string): LimitKeeperApi {
  return env.LIMIT_KEEPER.getByName(name);
}
