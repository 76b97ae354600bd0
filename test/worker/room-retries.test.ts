import { describe, expect, it } from 'vitest';
import type { ActOutput } from '../../worker/room/act.ts';
import {
  accepted,
  approvedEntry,
  byModerator,
  ledgerOf,
  loseMemory,
  newContest,
  send,
  sendOne,
  submission,
  unvote,
  vote,
} from './engine-world.ts';
import { expectConsistent, receiptOf, votesOn } from './room-world.ts';

describe('sending the same act again', () => {
  it('gives the first receipt and changes nothing', async () => {
    const id = await newContest();
    const act = submission('ann', 'photo');
    const first = await sendOne(id, act);
    const second = await sendOne(id, act);
    expect(first.status).toBe('accepted');
    expect(second.status).toBe('replayed');
    expect(receiptOf(second)).toEqual(receiptOf(first));
    const { events } = await ledgerOf(id);
    expect(events.filter(({ data }) => data.type === 'submitted')).toHaveLength(1);
  });

  it('gives the first receipt after the room has lost its memory, though the rules would refuse it now', async () => {
    const id = await newContest();
    const act = submission('ann', 'photo');
    const receipt = await accepted(id, act);
    await loseMemory(id);
    const again = await sendOne(id, act);
    expect(again).toMatchObject({ status: 'replayed', receipt });
    await expectConsistent(id);
  });

  it('gives the first receipt after the room has lost its memory, though the rules would accept it once more', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const act = vote('ben', entryId);
    const receipt = await accepted(id, act);
    await accepted(id, unvote('ben', entryId));
    await loseMemory(id);
    expect(await sendOne(id, act)).toMatchObject({ status: 'replayed', receipt });
    expect(await votesOn(id, entryId)).toBe(0);
    await expectConsistent(id);
  });

  it('does not cost others their acts, however many old keys are sent again', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const old = [];
    for (let round = 0; round < 8; round++) {
      const act = vote('ben', entryId);
      await accepted(id, act);
      await accepted(id, unvote('ben', entryId));
      old.push(act);
    }
    await loseMemory(id);
    const outputs: ActOutput[] = [];
    await Promise.all(
      old.map(async (act, index) => {
        await new Promise((resolve) => setTimeout(resolve, index * 10));
        outputs.push(...(await send(id, act, vote(`fan-${index}`, entryId))));
      }),
    );
    expect(outputs.map(({ status }) => status).sort()).toEqual([
      ...Array<string>(8).fill('accepted'),
      ...Array<string>(8).fill('replayed'),
    ]);
    expect(await votesOn(id, entryId)).toBe(8);
    await expectConsistent(id);
  });

  it('is refused when the key was used for something else, before and after a loss of memory', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const first = vote('ben', entryId);
    await accepted(id, first);
    const other = unvote('ben', entryId, { key: first.key });
    expect(await sendOne(id, other)).toEqual({ status: 'keyConflict' });
    await loseMemory(id);
    expect(await sendOne(id, other)).toEqual({ status: 'keyConflict' });
    expect(await votesOn(id, entryId)).toBe(1);
  });

  it('counts once when fifty arrive at the same time', async () => {
    const id = await newContest();
    const act = submission('ann', 'photo');
    const outputs = await Promise.all(Array.from({ length: 50 }, () => sendOne(id, act)));
    expect(outputs.filter(({ status }) => status === 'accepted')).toHaveLength(1);
    expect(outputs.filter(({ status }) => status === 'replayed')).toHaveLength(49);
    for (const output of outputs) expect(receiptOf(output)).toEqual(receiptOf(outputs[0]));
    const { events } = await ledgerOf(id);
    expect(events.filter(({ data }) => data.type === 'submitted')).toHaveLength(1);
  });

  it('counts once when fifty arrive at a room that has just lost its memory', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const act = vote('ben', entryId);
    const receipt = await accepted(id, act);
    await accepted(id, unvote('ben', entryId));
    await loseMemory(id);
    const outputs = await Promise.all(Array.from({ length: 50 }, () => sendOne(id, act)));
    for (const output of outputs) expect(output).toMatchObject({ status: 'replayed', receipt });
  });

  it('is nothing of the kind when another person happens to use the same key', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const key = 'the-same-key';
    expect(await sendOne(id, vote('ben', entryId, { key }))).toMatchObject({ status: 'accepted' });
    expect(await sendOne(id, vote('cem', entryId, { key }))).toMatchObject({ status: 'accepted' });
    expect(await votesOn(id, entryId)).toBe(2);
  });

  it('decides anew what was refused the first time', async () => {
    const id = await newContest();
    const entryId = (await accepted(id, submission('ann', 'photo'))).createdId ?? '';
    const act = vote('ben', entryId);
    expect(await sendOne(id, act)).toMatchObject({ code: 'ballots/NOT_IN_GALLERY' });
    await accepted(id, byModerator({ type: 'approve', entryId }));
    expect(await sendOne(id, act)).toMatchObject({ status: 'accepted' });
  });
});
