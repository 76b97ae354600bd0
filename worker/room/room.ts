import type { ErasableText, Recorded, Role } from '../../contests/contract.ts';
import { decide, type CoreAction } from '../../contests/decide.ts';
import { joinDue } from '../../contests/joining.ts';
import { dueStageEvents, nextBorderMs, type ContestEvent } from '../../contests/lifecycle.ts';
import type { FoundCluster } from '../abuse/found-cluster.ts';
import { applyAndNote } from '../ledger/projection.ts';
import type { Receipt } from '../wire/contest.ts';
import { ActGate } from './act-gate.ts';
import { busyUntil } from './act.ts';
import type { ActInput, ActKey, ActOutput, ActRefused, Admission, Asker } from './act.ts';
import { BlockWriter } from './block-writer.ts';
import { traceOf, type Item } from './commit-item.ts';
import { RoomLost, type RoomEffects } from './effects.ts';
import { GroupCommit } from './group-commit.ts';
import type { RoomParts } from './parts.ts';
import { newlyQuarantined } from './quarantine.ts';
import { Receipts, type KnownReceipt } from './receipts.ts';
import { actorOf, freshTurn, SYSTEM } from './turn.ts';
import { mineOf } from './view.ts';

/** Items that may wait for one commit before the room says "not now". */
const MAX_WAITING = 2_000;

/** One contest in memory, and the only writer of its ledger. Decides in order; replies after the commit. */
export class Room {
  readonly parts: RoomParts;
  readonly #effects: RoomEffects;
  readonly #commit: GroupCommit<Item>;
  readonly #receipts: Receipts;
  readonly #mapped = new Set<string>();
  readonly #writer: BlockWriter;
  readonly #gate: ActGate;
  #nextSeq: number;
  #lastAtMs: number;
  #nextBorderMs = 0;
  #writing = false;
  /** Set once this memory differs from what can be on the ledger, or somebody else is about to write. */
  #lost: RoomLost | null = null;
  #retired = false;

  constructor(parts: RoomParts, effects: RoomEffects) {
    this.parts = parts;
    this.#effects = effects;
    this.#nextSeq = parts.head.seq + 1;
    this.#lastAtMs = parts.head.atMs;
    this.#receipts = new Receipts(effects.db, parts.contestId);
    this.#writer = new BlockWriter(parts, effects);
    this.#gate = new ActGate(parts);
    this.#commit = new GroupCommit((items) => this.#write(items));
  }

  get seq(): number {
    return this.#nextSeq - 1;
  }

  /** Server time, never before the newest event's. */
  tick(): number {
    this.#lastAtMs = Math.max(this.#effects.nowMs(), this.#lastAtMs);
    return this.#lastAtMs;
  }

  /** Decides one act and replies once it is committed. `retry` looks for an earlier receipt before deciding again. */
  async act(input: ActInput, retry: boolean): Promise<ActOutput> {
    const known =
      this.#receipts.recent(input) ?? (retry ? await this.#receipts.stored(input) : null);
    if (known) return this.#replay(input, known);
    if (this.#commit.waiting >= MAX_WAITING) return busyUntil(this.tick() + 1_000);
    // A draw needs a last block that nothing in flight can still change.
    if (isDraw(input.action)) await this.#quiet();

    // The same key may have arrived while this one waited.
    const again = this.#receipts.recent(input);
    if (again) return this.#replay(input, again);
    const outcome = this.#gate.pass(input, this.tick()) ?? this.#decide(input);
    if (outcome.status === 'refused') {
      // After a restart the first try of a retried key is on file only; the rules would call it a repetition.
      const stored = await this.#receipts.stored(input);
      return stored ? this.#replay(input, stored) : outcome;
    }
    this.#receipts.remember(input, outcome.receipt);
    if (input.role === 'fan') this.#gate.accepted(input.fanId);
    return { status: 'accepted', receipt: await outcome.receipt, mine: outcome.mine };
  }

  /** Whether this act would select winners now. */
  wouldDraw(input: ActInput): boolean {
    if (!isDraw(input.action)) return false;
    const atMs = this.tick();
    this.enterDueStages(atMs);
    return this.#decisionOn(input, atMs).decision.ok;
  }

  /** What an act of this person would have to be paid with now, or when it can be had: see ActGate. */
  challengeCost(asker: Asker) {
    return this.#gate.cost(asker, this.tick());
  }

  /** How busy the contest is: see Load. */
  load(): number {
    return this.#gate.load(this.tick());
  }

  /** Whether the proof that an act brings is worth checking; takes what that costs. */
  async admit(asker: Asker & ActKey): Promise<Admission> {
    if (this.#receipts.recent(asker)) return { status: 'known' };
    const admission = this.#gate.admit(asker, this.tick());
    if (admission.status === 'check') return admission;
    return (await this.#receipts.stored(asker)) ? { status: 'known' } : admission;
  }

  async #quiet(): Promise<void> {
    // What only waits goes into the same block as the draw, so a stream of other acts cannot keep it waiting.
    while (this.#writing) await this.#commit.settled();
  }

  #decide(
    input: ActInput,
  ): { status: 'accepted'; receipt: Promise<Receipt>; mine: unknown } | ActRefused {
    const atMs = this.tick();
    this.enterDueStages(atMs);
    this.#join(input, atMs);
    const { turn, decision } = this.#decisionOn(input, atMs);
    if (!decision.ok) {
      const { ok: _, ...refused } = decision;
      return { status: 'refused', ...refused };
    }
    const events = decision.events.map((data) => this.#record(atMs, input.fanId, input.role, data));
    const createdId = events.some(({ data }) => Object.values(data).includes(turn.freshId))
      ? turn.freshId
      : null;
    const seq = events[0]?.seq ?? this.seq;
    const fan =
      input.personId && !this.#mapped.has(input.fanId)
        ? { fanId: input.fanId, personId: input.personId, atMs }
        : null;
    if (fan) this.#mapped.add(input.fanId);
    const written = this.#commit.add({
      events,
      texts: decision.texts,
      receipt: { actorId: input.fanId, key: input.key, bodyHash: input.bodyHash, seq, createdId },
      fan,
      trace: traceOf(input, seq, atMs),
    });
    // New rules may bring a stage that is due at once, and another border to set the alarm for.
    this.enterDueStages(atMs);
    const receipt = written.then(() => {
      const block = this.#writer.blockOf(seq);
      return { seq, block: block.number, hash: block.hash, createdId };
    });
    return { status: 'accepted', receipt, mine: mineOf(this.parts, this.tick(), input.fanId) };
  }

  /** What the rules say to an act at this instant. Changes nothing. */
  #decisionOn(input: ActInput, atMs: number) {
    const { contest, state, secrets, seed, head } = this.parts;
    const turn = freshTurn(this.parts, this.#nextSeq, atMs, actorOf(input));
    const lastBlock = { number: head.number, hash: head.hash };
    const decision = decide(contest, state, input.action, turn, secrets, { seed, lastBlock });
    return { turn, decision };
  }

  /** Puts stage events that are due on the ledger. Cheap when none is. */
  enterDueStages(atMs: number): void {
    if (atMs < this.#nextBorderMs) return;
    const { contest } = this.parts;
    this.#addSystemEvents(atMs, dueStageEvents(contest, this.parts.state, atMs));
    this.#addWhatIsDue(atMs);
    this.#nextBorderMs = nextBorderMs(contest, this.parts.state, atMs) ?? Number.POSITIVE_INFINITY;
  }

  /** What the type's schedule brings: reveals and the like. One may make the next one due. */
  #addWhatIsDue(atMs: number): void {
    const { contest, secrets } = this.parts;
    for (;;) {
      const { play, core } = this.parts.state;
      const turn = freshTurn(this.parts, this.#nextSeq, atMs, SYSTEM);
      const due = contest.due(play, core.config, secrets, turn);
      if (!due) return;
      if (due.events.length === 0) throw new Error(`${contest.type} is due without an event`);
      this.#addSystemEvents(atMs, due.events, due.texts);
    }
  }

  /**
   * Puts votes that signals found to belong together into quarantine. Where votes have changed since the last look, the ledger
   * says that they were looked through also when nothing was found: whoever reads its headers must not learn which it was.
   * Resolves once that is committed, with the id of each finding's cluster, null where there was nothing new.
   */
  async quarantine(
    found: readonly FoundCluster[],
    votesChanged: boolean,
  ): Promise<(string | null)[]> {
    const results = newlyQuarantined(this.parts, found);
    const clusters = results.filter((result) => result !== null);
    if (clusters.length > 0 || (votesChanged && !this.parts.state.core.shortlists))
      this.#addSystemEvents(this.tick(), [{ type: 'core.votesLookedThrough', clusters }]);
    // Afterwards: what the schedule decides by votes is not decided by those that were just found.
    this.enterDueStages(this.tick());
    await this.settled();
    return results.map((result) => result?.clusterId ?? null);
  }

  /** The next instant at which a stage begins or ends; Infinity when none is left. */
  get nextBorderMs(): number {
    return this.#nextBorderMs;
  }

  #join(input: ActInput, atMs: number): void {
    for (const formerId of input.formerFanIds) {
      const due = joinDue(this.parts, formerId, input.fanId);
      if (due) this.#addSystemEvents(atMs, [due]);
    }
  }

  #addSystemEvents(
    atMs: number,
    data: readonly ContestEvent[],
    texts: readonly ErasableText[] = [],
  ): void {
    if (data.length === 0) return;
    const events = data.map((event) => this.#record(atMs, 'system', 'system', event));
    // Whoever needs these on file waits for `settled`; a failure loses the room as any other does.
    this.#commit
      .add({ events, texts, receipt: null, fan: null, trace: null })
      .catch(() => undefined);
  }

  #record(atMs: number, actorId: string, role: Role, data: ContestEvent): Recorded<ContestEvent> {
    if (this.#lost) throw this.#lost;
    // One round trip through JSON, so that memory holds exactly what a replay will read.
    const event = {
      seq: this.#nextSeq++,
      atMs,
      actorId,
      role,
      data: JSON.parse(JSON.stringify(data)) as ContestEvent,
    };
    try {
      this.parts.state = applyAndNote(
        this.parts.contest,
        this.parts.state,
        event,
        this.#writer.touched,
      );
    } catch (error) {
      // Half applied: neither this memory nor what waits in it may reach the ledger.
      this.#lost = new RoomLost(`event ${event.seq} could not be applied`, { cause: error });
      throw this.#lost;
    }
    if (event.data.type === 'core.rulesChanged') this.#nextBorderMs = 0;
    return event;
  }

  async #write(items: readonly Item[]): Promise<void> {
    this.#writing = true;
    try {
      if (this.#lost && !this.#retired) throw this.#lost;
      await this.#writer.write(items);
    } catch (error) {
      const number = this.parts.head.number + 1;
      this.#lost ??= new RoomLost(`block ${number} of ${this.parts.contestId} was not written`, {
        cause: error,
      });
      throw this.#lost;
    } finally {
      this.#writing = false;
    }
  }

  /** Resolves once everything decided so far is committed. */
  settled(): Promise<void> {
    if (this.#lost && !this.#retired) return Promise.reject(this.#lost);
    return this.#commit.settled();
  }

  /**
   * Decides nothing any more; resolves once everything decided before is committed or lost. Whoever still comes is told that
   * this room is lost and goes to the next one.
   */
  async retire(): Promise<void> {
    this.#retired = true;
    this.#lost ??= new RoomLost(`the room of ${this.parts.contestId} was left`);
    await this.settled().catch(() => undefined);
  }

  async #replay(input: ActInput, known: KnownReceipt): Promise<ActOutput> {
    if (known.bodyHash !== input.bodyHash) return { status: 'keyConflict' };
    const receipt = await known.receipt;
    const mine = mineOf(this.parts, this.tick(), input.fanId);
    // Nothing uncommitted is shown.
    await this.settled();
    return { status: 'replayed', receipt, mine };
  }
}

function isDraw(action: { type: string }): boolean {
  return action.type === ('core.selectWinners' satisfies CoreAction['type']);
}
