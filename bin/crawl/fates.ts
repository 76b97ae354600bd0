import { toJSONSchema } from 'zod';
import type { AnyContest } from '../../contests/contract.ts';
import { arrive, type Visitor } from '../fuzz/visitor.ts';
import type { Shape } from '../fuzz/valid-values.ts';
import { noisePicture } from '../fuzz/world.ts';
import { freshActKey } from '../../worker/wire/act-key.ts';
import type { Crawlers } from './personas.ts';

/** Everything that may become of an entry. */
const FATES = [
  'approved',
  'also approved',
  'pending',
  'refused',
  'withdrawn',
  'disqualified',
  'erased while it waited',
  'erased when it was shown',
] as const;
type Fate = (typeof FATES)[number];

interface Author {
  visitor: Visitor;
  entryId: string;
}

/** What was entered by somebody who then asked to be forgotten. */
export interface ErasedWork {
  contestId: string;
  entryId: string;
  mediaId: string | null;
  /** Whether everybody had seen it before. */
  onceShown: boolean;
}

/** The entries of one contest, and what is gone of those whose authors asked to be forgotten. */
export interface Fates {
  contestId: string;
  byFate: Map<Fate | 'the player’s', Author>;
  /** What a moderator wrote to one author alone. */
  note: string;
  erased: { texts: string[]; emails: string[]; works: ErasedWork[] };
  act(as: Visitor, action: object): Promise<string>;
}

let pictures = 0;

/** The kinds of action of a type, by name. */
export function actionKinds(contest: AnyContest): Map<string, Shape> {
  const schema = toJSONSchema(contest.schemas.action, { io: 'input' }) as Shape;
  const kinds = schema.oneOf ?? schema.anyOf ?? [schema];
  return new Map(kinds.map((kind) => [String(kind.properties?.['type']?.const), kind]));
}

/** Fills an action in by what its fields are called: texts say whose they are, so that each can be found again. */
function filled(kind: Shape, given: Record<string, string>, words: string): object {
  const fields = Object.entries(kind.properties ?? {}).map(([name, field]) => {
    const known = field.const ?? given[name];
    const value = field.enum?.[0] ?? (field.type === 'string' ? `${name} ${words}` : field.minimum);
    return [name, known ?? value] as const;
  });
  return Object.fromEntries(fields);
}

async function forget(person: Visitor): Promise<string> {
  const { person: me } = await person.must<{ person: { email: string } }>('GET', '/api/me');
  await person.must('DELETE', '/api/me', { confirmation: me.email });
  return me.email;
}

/**
 * Somebody enters for every fate, and moderators decide. Null for types that nobody enters anything in.
 * @throws when an act is refused that the scene cannot do without.
 */
export async function beforeVoting(
  origin: string,
  people: Crawlers,
  contest: AnyContest,
  { contestId, groupId }: { contestId: string; groupId: string },
): Promise<Fates | null> {
  const kinds = actionKinds(contest);
  const [submit, refuse] = [kinds.get('submit'), kinds.get('refuse')];
  if (!submit || !refuse) return null;
  const act = async (as: Visitor, action: object) => {
    const path = `/api/contests/${contestId}/actions`;
    const { receipt } = await as.must<{ receipt: { createdId?: string } }>('POST', path, {
      key: freshActKey(),
      action,
    });
    return receipt.createdId ?? '';
  };
  const byFate: Fates['byFate'] = new Map();
  const erased: Fates['erased'] = { texts: [], emails: [], works: [] };
  const enter = async (visitor: Visitor, fate: Fate | 'the player’s') => {
    const words = `${fate} ${contestId.slice(0, 6)}`;
    const given: Record<string, string> = { stopId: groupId };
    if (submit.properties?.['mediaId']) {
      const picture = await noisePicture(5_000 + pictures++);
      const path = `/api/media?contest=${contestId}`;
      given['mediaId'] = (await visitor.must<{ mediaId: string }>('POST', path, picture)).mediaId;
    }
    const action = filled(submit, given, words);
    const entryId = await act(visitor, action);
    byFate.set(fate, { visitor, entryId });
    if (!fate.startsWith('erased')) return;
    const texts = Object.values(action).filter((text) => String(text).includes(words));
    erased.texts.push(...(texts as string[]));
    const mediaId = given['mediaId'] ?? null;
    erased.works.push({ contestId, entryId, mediaId, onceShown: fate.endsWith('shown') });
  };
  for (const [index, fate] of FATES.entries())
    await enter(await arrive(origin, 'fan', `Author ${index} ${contestId.slice(0, 8)}`), fate);
  await enter(people.player, 'the player’s');
  const entryOf = (fate: Fate | 'the player’s') => ({ entryId: byFate.get(fate)?.entryId ?? '' });
  const shown = ['approved', 'also approved', 'disqualified', 'the player’s'] as const;
  for (const fate of [...shown, 'erased when it was shown'] as const)
    await act(people.moderator, { type: 'approve', ...entryOf(fate) });
  const note = `to one author of ${contestId}`;
  await act(people.moderator, filled(refuse, entryOf('refused'), note));
  const own = byFate.get('withdrawn');
  if (own) await act(own.visitor, { type: 'withdraw', entryId: own.entryId });
  const waiting = byFate.get('erased while it waited');
  if (waiting) erased.emails.push(await forget(waiting.visitor));
  return { contestId, byFate, note, erased, act };
}

/** What happens to entries once people have begun to vote. */
export async function whileVoting(people: Crawlers, fates: Fates): Promise<void> {
  // Whatever the schedule has brought is on the ledger first.
  await people.owner.must('GET', `/api/contests/${fates.contestId}`);
  const { act, byFate, erased } = fates;
  const standingId = byFate.get('disqualified')?.entryId ?? '';
  const reason = 'It was not its author’s own.';
  await act(people.moderator, { type: 'core.disqualify', standingId, reason });
  const shown = byFate.get('erased when it was shown');
  if (shown) erased.emails.push(await forget(shown.visitor));
}
