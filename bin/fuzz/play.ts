import { actorsOf } from '../../contests/decide.ts';
import type { FuzzPerson } from './crowd.ts';
import { noisePicture } from './noise-picture.ts';
import { chanceOf, type Chance } from './random.ts';
import { actionName, namesFor, type RunningContest } from './running-contest.ts';
import { validValue } from './valid-values.ts';
import type { Visitor } from './visitor.ts';

interface ActReply {
  receipt?: { createdId?: string | null };
}

/** Of every three entries two are approved. */
const APPROVED_OF_THREE = 2;

let pictures = 1_000;

/** Every other player goes as far as they get; the others stop at what is accepted first. */
const FIRST_TRIES = 10;

/** Acts with the proof that strangers need: whoever has acted in a contest is no stranger there. */
async function beginSomehow(
  contest: RunningContest,
  person: FuzzPerson,
  chance: Chance,
  { nowMs, far }: { nowMs: number; far: boolean },
): Promise<void> {
  const actors = contest.actions.filter((kind) =>
    actorsOf(contest.type, actionName(kind)).includes('fan'),
  );
  for (let time = 0; time < FIRST_TRIES; time++) {
    const kind = actors[time % actors.length];
    if (!kind) return;
    const names = namesFor(contest, actionName(kind), person, nowMs);
    const action = validValue(kind, 'action', names, chance);
    const key = `first-${time}-${contest.id}`.slice(0, 64);
    const path = `/api/contests/${contest.id}/actions`;
    const reply = await person.visitor.send('POST', path, { key, action });
    await reply.arrayBuffer();
    if (reply.ok && !far) return;
  }
}

/** A picture of theirs that waits to be entered, for everybody. */
async function uploadForAll(contestId: string, players: readonly FuzzPerson[]): Promise<void> {
  await Promise.all(
    players.map(async ({ visitor, uploads }) => {
      const path = `/api/media?contest=${contestId}`;
      const picture = await noisePicture(pictures++);
      const { mediaId } = await visitor.must<{ mediaId: string }>('POST', path, picture);
      uploads.set(contestId, [mediaId]);
    }),
  );
}

/** Everybody enters something; a moderator approves most. Nobody does where entries are not open. */
async function enter(
  contest: RunningContest,
  players: readonly FuzzPerson[],
  moderator: Visitor,
  { seed, nowMs }: { seed: number; nowMs: number },
): Promise<void> {
  const { id } = contest;
  const kind = contest.actions.find((one) => actionName(one) === 'submit');
  if (!kind) return;
  const path = `/api/contests/${id}/actions`;
  const pictured = kind.properties?.['mediaId'] !== undefined;
  if (pictured) await uploadForAll(id, players);
  for (const [index, person] of players.entries()) {
    const names = namesFor(contest, 'submit', person, nowMs);
    const action = validValue(kind, 'action', names, chanceOf(seed, -1 - index));
    const key = `world-${index}-${id}`.slice(0, 64);
    const reply = await person.visitor.send('POST', path, { key, action });
    const { receipt } = (await reply.json()) as ActReply;
    const entryId = receipt?.createdId;
    if (!entryId) return;
    person.entries.set(id, [entryId]);
    const approve = { type: 'approve', entryId };
    const approval = { key: `approve-${index}-${id}`.slice(0, 64), action: approve };
    if (index % 3 < APPROVED_OF_THREE) await moderator.must('POST', path, approval);
    else contest.pending.push(entryId);
  }
  // One that is entered already would be refused.
  if (pictured) await uploadForAll(id, players);
}

/** Lets people enter what a type takes, vote and play, so that there is something to act upon. */
export async function enterAndVote(
  contest: RunningContest,
  players: readonly FuzzPerson[],
  moderator: Visitor,
  { seed, nowMs }: { seed: number; nowMs: number },
): Promise<void> {
  const { id } = contest;
  await enter(contest, players, moderator, { seed, nowMs });
  const path = `/api/contests/${id}`;
  const listed = await moderator.must<Listed>('GET', `${path}/entries?sort=new&limit=60`);
  contest.shown.push(...(listed.entries ?? []).map((entry) => entry.id));
  for (const [index, person] of players.entries()) {
    const chance = chanceOf(seed, -100 - index);
    const voted = await vote(contest, person, index);
    if (!voted && !person.entries.has(id))
      await beginSomehow(contest, person, chance, { nowMs, far: index % 2 === 0 });
  }
  if (contest.shown.length > 0) return;
  const ranked = await moderator.must<Listed>('GET', `${path}/standings`);
  contest.shown.push(...(ranked.standings ?? []).map((standing) => standing.id));
}

interface Listed {
  entries?: { id: string }[];
  standings?: { id: string }[];
}

/** One vote for somebody else's entry, where that is how votes are given. */
async function vote(contest: RunningContest, person: FuzzPerson, index: number): Promise<boolean> {
  const { id, shown } = contest;
  if (!contest.actions.some((kind) => actionName(kind) === 'vote')) return false;
  const own = person.entries.get(id) ?? [];
  const entryId = shown.filter((one) => !own.includes(one))[index % Math.max(1, shown.length - 1)];
  if (entryId === undefined) return false;
  const reply = await person.visitor.send('POST', `/api/contests/${id}/actions`, {
    key: `vote-${index}-${id}`.slice(0, 64),
    action: { type: 'vote', entryId },
  });
  await reply.arrayBuffer();
  if (reply.ok) person.votes.set(id, [entryId]);
  return reply.ok;
}
