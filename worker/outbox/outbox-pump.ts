import { DurableObject } from 'cloudflare:workers';
import type { Bindings } from '../env.ts';
import { logFault } from '../fault-log.ts';
import { deliverDue, nextDueMs, sweepOutbox } from './outbox.ts';

/** Never busier than this, however soon the next row is due. */
const SHORTEST_PAUSE_MS = 5_000;

/** Keeps trying what could not be delivered at once. Its alarm survives a crash; the rows themselves are in D1. */
export class OutboxPump extends DurableObject<Bindings> {
  /** Makes sure that the outbox is looked at no later than `atMs`. */
  async wakeBy(atMs: number): Promise<void> {
    const alarmMs = await this.ctx.storage.getAlarm();
    if (alarmMs === null || alarmMs > atMs) await this.ctx.storage.setAlarm(atMs);
  }

  override async alarm(): Promise<void> {
    try {
      const nowMs = Date.now();
      await deliverDue(this.env, nowMs);
      await sweepOutbox(this.env, nowMs);
      const dueMs = await nextDueMs(this.env, nowMs);
      if (dueMs !== null) await this.wakeBy(Math.max(dueMs, nowMs + SHORTEST_PAUSE_MS));
    } catch (error) {
      // An alarm that keeps failing is dropped by the platform after six times; a fresh one is not.
      logFault({ what: 'outbox pump' }, error);
      await this.wakeBy(Date.now() + 60_000);
    }
  }
}
