import { env, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { advanceClock, machineTimeOf, nowMs } from '../../worker/clock.ts';
import { loadRoom } from '../../worker/room/load.ts';
import { Room } from '../../worker/room/room.ts';
import { roomOf } from '../../worker/room/room-stub.ts';
import {
  closingConfig,
  faultsOf,
  HOUR_MS,
  input,
  ledgerOf,
  letClose,
  loseMemory,
  newContest,
  openConfig,
  roomStub,
  sendOne,
  submission,
  until,
} from './engine-world.ts';

interface StageEvent {
  type: string;
  stageId: string;
  scheduledAtMs: number;
}

/** Stage events on file, without those that were due when the contest was published. */
async function stageEvents(contestId: string) {
  const { events } = await ledgerOf(contestId);
  const publishedAtMs = events[0]?.atMs ?? 0;
  return events.flatMap(({ atMs, actorId, data }) => {
    const stage = data as StageEvent;
    return data.type.startsWith('core.stage') && stage.scheduledAtMs > publishedAtMs
      ? [{ atMs, actorId, type: stage.type, stageId: stage.stageId, dueMs: stage.scheduledAtMs }]
      : [];
  });
}

const alarmOf = (contestId: string) =>
  runInDurableObject(roomStub(contestId), (_, state) => state.storage.getAlarm());
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const CLOSING = ['core.stageLeft entries', 'core.stageLeft voting', 'core.stageEntered judging'];
const names = (events: { type: string; stageId: string }[]) =>
  events.map(({ type, stageId }) => `${type} ${stageId}`);

describe('the schedule', () => {
  it('is on the ledger from publication on, as far as it has come', async () => {
    const id = await newContest();
    const { events } = await ledgerOf(id);
    expect(names(events.slice(1).map(({ data }) => data as StageEvent))).toEqual([
      'core.stageEntered teaser',
      'core.stageLeft teaser',
      'core.stageEntered entries',
      'core.stageEntered voting',
    ]);
  });

  it('has the next border as an alarm', async () => {
    const config = openConfig();
    const id = await newContest(config);
    expect(await alarmOf(id)).toBe(machineTimeOf(config.schedule.entriesCloseAtMs));
  });

  it('is carried out by the alarm, when nobody asks for anything', async () => {
    const id = await newContest(closingConfig({}, 600));
    await until(async () => (await stageEvents(id)).length > 0);
    const events = await stageEvents(id);
    expect(names(events).sort()).toEqual([...CLOSING].sort());
    for (const { atMs, dueMs, actorId } of events) {
      expect(atMs).toBeGreaterThanOrEqual(dueMs);
      expect(actorId).toBe('system');
    }
  });

  it('is carried out by the alarm of a room that has lost its memory', async () => {
    const id = await newContest(closingConfig({}, 900));
    await loseMemory(id);
    await until(async () => (await stageEvents(id)).length > 0);
    expect(names(await stageEvents(id)).sort()).toEqual([...CLOSING].sort());
  });

  it('is carried out by a read when the alarm is lost', async () => {
    const id = await newContest(closingConfig());
    await runInDurableObject(roomStub(id), (_, state) => state.storage.deleteAlarm());
    letClose();
    expect(await stageEvents(id)).toEqual([]);
    const view = await roomOf(env, id).view(null);
    expect(view?.open).toEqual(['judging']);
    expect(names(await stageEvents(id)).sort()).toEqual([...CLOSING].sort());
    // The room has taken up the time line again.
    expect(await alarmOf(id)).toBeGreaterThan(Date.now());
  });

  it('is carried out before an act that comes when the alarm is lost', async () => {
    const id = await newContest(closingConfig());
    await runInDurableObject(roomStub(id), (_, state) => state.storage.deleteAlarm());
    letClose();
    expect(await sendOne(id, submission('ann', 'late'))).toMatchObject({
      code: 'relay/STOP_CLOSED',
    });
    const mark = input('judge', { type: 'core.selectWinners' }, { role: 'owner' });
    expect(await sendOne(id, mark)).toMatchObject({ status: 'accepted' });
    const { events } = await ledgerOf(id);
    expect(events.at(-1)?.data.type).toBe('core.winnersSelected');
    expect(names(await stageEvents(id)).sort()).toEqual([...CLOSING].sort());
  });

  it('is carried out once, however often the alarm comes', async () => {
    const id = await newContest(closingConfig());
    letClose();
    await runDurableObjectAlarm(roomStub(id));
    await Promise.all([roomOf(env, id).view(null), runDurableObjectAlarm(roomStub(id))]);
    await runDurableObjectAlarm(roomStub(id));
    expect(names(await stageEvents(id)).sort()).toEqual([...CLOSING].sort());
  });

  it('does nothing when the alarm comes too early, and sets it again', async () => {
    const config = openConfig();
    const id = await newContest(config);
    expect(await runDurableObjectAlarm(roomStub(id))).toBe(true);
    expect(await stageEvents(id)).toEqual([]);
    expect(await alarmOf(id)).toBe(machineTimeOf(config.schedule.entriesCloseAtMs));
  });

  it('decides at the border exactly: what is late is refused, what was in time is on the ledger before it', async () => {
    const config = closingConfig();
    const id = await newContest(config);
    const { entriesCloseAtMs } = config.schedule;
    advanceClock(entriesCloseAtMs - nowMs() - 400);
    const outcomes: { status: string; seq?: number }[] = [];
    for (let number = 0, late = 0; late < 5; number++) {
      const output = await sendOne(id, submission(`fan-${number}`, `photo-${number}`));
      if (output.status === 'refused') late++;
      outcomes.push(
        output.status === 'accepted'
          ? { status: 'accepted', seq: output.receipt.seq }
          : { status: output.status },
      );
      await pause(3);
    }
    const { events } = await ledgerOf(id);
    const sent = events.filter(({ data }) => data.type === 'submitted');
    expect(sent.length).toBeGreaterThan(0);
    for (const { atMs } of sent) expect(atMs).toBeLessThan(entriesCloseAtMs);
    const firstRefused = outcomes.findIndex(({ status }) => status === 'refused');
    expect(firstRefused).toBeGreaterThan(0);
    expect(outcomes.slice(firstRefused).every(({ status }) => status === 'refused')).toBe(true);
    const left = events.find(
      ({ data }) =>
        (data as StageEvent).type === 'core.stageLeft' &&
        (data as StageEvent).stageId === 'entries',
    );
    expect(left?.seq).toBeGreaterThan(sent.at(-1)?.seq ?? 0);
  });

  it('moves its alarm with the rules, in the same moment', async () => {
    const config = openConfig();
    const id = await newContest(config);
    const entriesCloseAtMs = config.schedule.entriesCloseAtMs + HOUR_MS / 2;
    const changed = { ...config, schedule: { ...config.schedule, entriesCloseAtMs } };
    const action = { type: 'core.changeRules', config: changed, reason: 'Later than planned' };
    const output = await sendOne(id, input('owner', action, { role: 'owner' }));
    expect(output.status).toBe('accepted');
    expect(await alarmOf(id)).toBe(machineTimeOf(entriesCloseAtMs));
  });
});

describe('the time of the ledger', () => {
  it('never goes back, though the clock of the room does', async () => {
    const id = await newContest();
    await sendOne(id, submission('ann', 'photo'));
    const { events } = await ledgerOf(id);
    const lastMs = events.at(-1)?.atMs ?? 0;
    // Another machine, whose clock is behind: the ledger's newest block lies in its future.
    const parts = await loadRoom(env, id);
    if (!parts) throw new Error('not published');
    const room = new Room(parts, {
      db: env.DB,
      nowMs: () => lastMs - HOUR_MS / 2,
      committed: () => undefined,
      snapshot: () => undefined,
    });
    const output = await room.act(submission('ben', 'another'), false);
    expect(output.status).toBe('accepted');
    const ledger = await ledgerOf(id);
    expect(ledger.events.at(-1)?.atMs).toBe(lastMs);
    expect(faultsOf(ledger)).toEqual([]);
  });
});
