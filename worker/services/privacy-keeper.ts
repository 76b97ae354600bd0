import { DurableObject } from 'cloudflare:workers';
import { nowMs as contestNowMs } from '../clock.ts';
import type { Bindings } from '../env.ts';
import { logFault } from '../fault-log.ts';
import { nextDeletionMs, resumeDeletions } from './privacy-deletion.ts';
import { forgetWhatIsOver } from './privacy-retention.ts';

/** How often things whose time is over are swept away. */
const SWEEP_EVERY_MS = 3_600_000;
/** Never busier than this. */
const SHORTEST_PAUSE_MS = 5_000;

/**
 * Keeps what the privacy page promises, without a cron, which one machine does not have: an alarm that sets itself again. It
 * survives restarts; whether it is set at all is made sure of by the first request of every isolate that changes anything.
 */
export class PrivacyKeeper extends DurableObject<Bindings> {
  /** Makes sure that it looks no later than `atMs`. */
  async wakeBy(atMs: number): Promise<void> {
    const alarmMs = await this.ctx.storage.getAlarm();
    if (alarmMs === null || alarmMs > atMs) await this.ctx.storage.setAlarm(atMs);
  }

  override async alarm(): Promise<void> {
    const nowMs = Date.now();
    // Each on its own: that one fails must not keep the other from its work. The platform drops an alarm that fails.
    await this.#attempt(() => resumeDeletions(this.env, nowMs));
    await this.#attempt(() => forgetWhatIsOver(this.env, nowMs, contestNowMs()));
    let dueMs: number | null = null;
    await this.#attempt(async () => {
      dueMs = await nextDeletionMs(this.env);
    });
    await this.wakeBy(
      Math.max(Math.min(dueMs ?? Infinity, nowMs + SWEEP_EVERY_MS), nowMs + SHORTEST_PAUSE_MS),
    );
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      logFault({ what: 'privacy keeper' }, error);
    }
  }
}

/** For when the time of contests has been moved: what is over by now goes within seconds, not at the next hour. */
export async function sweepSoon(env: Bindings): Promise<void> {
  await env.PRIVACY_KEEPER.getByName('keeper').wakeBy(Date.now() + SHORTEST_PAUSE_MS);
}

let woken: WeakSet<object> = new WeakSet();

/** Sets the keeper's alarm once in the life of this isolate. */
export async function wakePrivacyKeeper(env: Bindings): Promise<void> {
  if (woken.has(env.PRIVACY_KEEPER)) return;
  woken.add(env.PRIVACY_KEEPER);
  try {
    await env.PRIVACY_KEEPER.getByName('keeper').wakeBy(Date.now() + SWEEP_EVERY_MS);
  } catch (error) {
    woken = new WeakSet();
    throw error;
  }
}
