import { DurableObject } from 'cloudflare:workers';
import type { Refused, Viewer } from '../../contests/contract.ts';
import { momentAt, publicationEvent } from '../../contests/lifecycle.ts';
import { limitsOf } from '../abuse/limits.ts';
import { sweepVotes, type Swept } from '../abuse/sweep.ts';
import { machineTimeOf, nowMs } from '../clock.ts';
import type { Bindings } from '../env.ts';
import { logFault } from '../fault-log.ts';
import type { LiveMessage } from '../wire/contest.ts';
import type { ActInput, ActKey, ActOutput, Admission, Asker } from './act.ts';
import { LastLook } from './last-look.ts';
import { LiveSockets } from './live-sockets.ts';
import { loadRoom, readContest } from './load.ts';
import { publishContest } from './publish.ts';
import { rebuildProjections } from './rebuild.ts';
import { BLOCK_HEADER, type ContestRoomApi } from './room-stub.ts';
import { RoomLost } from './effects.ts';
import { Room } from './room.ts';
import { trySnapshot } from './snapshots.ts';
import { SweepDue } from './sweep-due.ts';
import { boardOf, liveMessageOf, mineOf, roomReviewOf } from './view.ts';
import type { RoomReview, RoomView } from './view.ts';

/** How often an act is tried on a freshly loaded room before the fault is reported. */
const ATTEMPTS = 4;
/**
 * After a room was lost, for this long every act looks for an earlier receipt before it is decided: repeated keys that only
 * the database remembers can then not lose room after room.
 */
const CAREFUL_MS = 60_000;
/** A failed alarm tries again after this long, for ever; reads finalise stages meanwhile. */
const ALARM_RETRY_MS = 30_000;

const NAME_KEY = 'contestId';

/** The Durable Object of one contest, named by the contest's id: the only writer of its ledger. */
export class ContestRoom extends DurableObject<Bindings> implements ContestRoomApi {
  #loading: Promise<Room | null> | null = null;
  #alarmAtMs = 0;
  #carefulUntilMs = 0;
  #rebuilding: Promise<unknown> = Promise.resolve();
  readonly #sockets: LiveSockets;
  readonly #sweep: SweepDue;
  readonly #lastLook: LastLook;

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env);
    this.#sockets = new LiveSockets(ctx, () => this.#boardMessage());
    this.#sweep = new SweepDue(ctx.storage);
    this.#lastLook = new LastLook(this.#sweep, () => this.#lookThroughVotes());
  }

  get #contestId(): string {
    // A room that an alarm wakes need not be told its name, so it keeps it.
    const name = this.ctx.id.name ?? this.ctx.storage.kv.get<string>(NAME_KEY);
    if (!name) throw new Error('a contest room is addressed by name');
    return name;
  }

  /** Publishes the contest: its rules freeze. Publishing again changes nothing. */
  async publish(): Promise<{ ok: true } | Refused> {
    const room = await this.#load();
    if (room) return { ok: true };
    const found = await readContest(this.env, this.#contestId);
    if (!found) throw new Error(`no contest ${this.#contestId}`);
    const config = found.contest.schemas.config.parse(JSON.parse(found.row.draftConfig));
    try {
      await publishContest(
        this.env.DB,
        found.contest,
        this.#contestId,
        publicationEvent(found.contest, config, found.seed),
        nowMs(),
      );
    } catch (error) {
      // Another call may have been first, or only the reply to ours was lost: then there is a first block.
      if (!(await this.view(null))) throw error;
    }
    await this.view(null);
    return { ok: true };
  }

  /** Decides acts in the given order; every reply comes after its commit. Null for a contest that is not published. */
  async act(inputs: readonly ActInput[]): Promise<(ActOutput | null)[]> {
    return Promise.all(inputs.map((input) => this.#actWithRetry(input)));
  }

  async #actWithRetry(input: ActInput): Promise<ActOutput | null> {
    try {
      return await this.#onTime(
        async (room, attempt) =>
          (await this.#lastLook.beforeDraw(room, input)) ??
          room.act(input, attempt > 0 || Date.now() < this.#carefulUntilMs),
      );
    } catch (error) {
      // One act's fault is not that of those which travelled in the same call.
      logFault({ contestId: this.#contestId, what: input.action.type }, error);
      return { status: 'fault' };
    }
  }

  /** What an act of this person would have to be paid with now. Null for a contest that is not published. */
  async challengeCost(asker: Asker) {
    return this.#onCurrentRoom((room) => Promise.resolve(room.challengeCost(asker)));
  }

  /** How busy the contest is. Null for a contest that is not published. */
  async load(): Promise<number | null> {
    return this.#onCurrentRoom((room) => Promise.resolve(room.load()));
  }

  /** Whether the proof that an act brings is worth checking. Null for a contest that is not published. */
  async admit(asker: Asker & ActKey): Promise<Admission | null> {
    return this.#onCurrentRoom((room) => room.admit(asker));
  }

  /** The public view, and the person's own when `fanId` is given. Null for a contest that is not published. */
  async view(fanId: string | null): Promise<RoomView | null> {
    return this.#onTime(async (room) => {
      const view = this.#viewOf(room, fanId);
      // Nothing uncommitted is shown.
      await room.settled();
      return view;
    });
  }

  /** What the desk sees. */
  async review(viewer: Viewer): Promise<RoomReview | null> {
    return this.#onTime(async (room) => {
      const view = this.#viewOf(room, viewer.actorId);
      const review = roomReviewOf(room.parts, view, viewer);
      // Nothing uncommitted is shown.
      await room.settled();
      return review;
    });
  }

  /** Looks through the votes for what does not look like people. Resolves with the number of clusters that got new votes. */
  async sweep(): Promise<number> {
    return (await this.#lookThroughVotes()).quarantined;
  }

  async #lookThroughVotes(): Promise<Swept> {
    const swept = await this.#sweep.during((votesChanged) =>
      this.#onCurrentRoom((room) => sweepVotes(this.env, room, votesChanged)),
    );
    const room = await this.#load();
    if (room) this.#armAlarm(room);
    return swept ?? { quarantined: 0, doubted: 0 };
  }

  /** Throws the projections away and recreates them from the ledger. Returns how many events it read. */
  async rebuild(): Promise<number> {
    // Nobody writes meanwhile, or rows would be put back to what they were when the ledger was read.
    const loading = this.#loading;
    this.#loading = null;
    const rebuilt = this.#rebuilding.then(async () => {
      const room = await loading?.catch(() => null);
      await room?.retire();
      return rebuildProjections(this.env, this.#contestId);
    });
    this.#rebuilding = rebuilt.catch(() => undefined);
    return rebuilt;
  }

  /** The live socket: `?since=` the last sequence number that the browser has seen. */
  override async fetch(request: Request): Promise<Response> {
    const blockKey = request.headers.get(BLOCK_HEADER);
    const full = this.#sockets.full(blockKey, limitsOf(this.env).live);
    if (full) return new Response(null, { status: full === 'block' ? 429 : 503 });
    const message = await this.#boardMessage();
    if (!message) return new Response(null, { status: 404 });
    const { seq, nowMs } = message;
    const since = Number(new URL(request.url).searchParams.get('since'));
    const first = since === seq ? { type: 'fresh' as const, seq, nowMs } : message;
    return this.#sockets.accept(first, blockKey);
  }

  /** A stage begins or ends. Late, lost or repeated alarms change nothing: reads and acts finalise due stages too. */
  override async alarm(): Promise<void> {
    try {
      this.#alarmAtMs = 0;
      await this.view(null);
      this.#sockets.changed();
      if (this.#sweep.dueMs <= Date.now()) await this.sweep();
    } catch (error) {
      // An alarm that fails six times is dropped by the platform, so it never fails: it tries again later.
      logFault({ contestId: this.#contestId, what: 'alarm' }, error);
      await this.ctx.storage.setAlarm(Date.now() + ALARM_RETRY_MS);
    }
  }

  override webSocketMessage(socket: WebSocket): void {
    this.#sockets.heard(socket);
  }

  override webSocketClose(socket: WebSocket): void {
    socket.close();
  }

  #viewOf(room: Room, fanId: string | null): RoomView {
    const atMs = room.tick();
    room.enterDueStages(atMs);
    this.#armAlarm(room);
    const { contest, state } = room.parts;
    const { open, announced } = momentAt(contest, state, atMs);
    const { configVersion, config } = state.core;
    const mine = fanId === null ? null : mineOf(room.parts, atMs, fanId);
    return {
      seq: room.seq,
      nowMs: atMs,
      open,
      announced,
      configVersion,
      config,
      board: boardOf(room.parts, atMs),
      mine,
    };
  }

  /** What viewers should know: all of it committed. */
  async #boardMessage(): Promise<LiveMessage | null> {
    const view = await this.view(null);
    return view && liveMessageOf(view);
  }

  /** Before anything that may find a stage due. */
  #onTime<Result>(use: (room: Room, attempt: number) => Promise<Result>): Promise<Result | null> {
    return this.#onCurrentRoom(async (room, attempt) => {
      await this.#lastLook.beforeCut(room);
      return use(room, attempt);
    });
  }

  async #onCurrentRoom<Result>(
    use: (room: Room, attempt: number) => Promise<Result>,
  ): Promise<Result | null> {
    for (let attempt = 0; ; attempt++) {
      const loading = this.#load();
      const room = await loading;
      if (!room) return null;
      try {
        return await use(room, attempt);
      } catch (error) {
        if (!(error instanceof RoomLost)) throw error;
        // Only the room that was lost is thrown away, not one that another request has loaded since.
        if (this.#loading === loading) {
          this.#loading = null;
          this.#carefulUntilMs = Date.now() + CAREFUL_MS;
        }
        if (attempt + 1 >= ATTEMPTS) throw error;
      }
    }
  }

  #load(): Promise<Room | null> {
    if (this.#loading) return this.#loading;
    const loading = this.#rebuilding.then(() => this.#start());
    this.#loading = loading;
    const forget = () => {
      if (this.#loading === loading) this.#loading = null;
    };
    // What was not found, or could not be read, is looked for again by the next request.
    loading.then((room) => room ?? forget(), forget);
    return loading;
  }

  async #start(): Promise<Room | null> {
    const parts = await loadRoom(this.env, this.#contestId);
    if (!parts) return null;
    if (this.ctx.storage.kv.get(NAME_KEY) === undefined)
      this.ctx.storage.kv.put(NAME_KEY, this.#contestId);
    const room = new Room(parts, {
      db: this.env.DB,
      nowMs,
      committed: (_head, voted) => {
        if (voted) this.#sweep.votesChanged();
        this.#armAlarm(room);
        this.#sockets.changed();
      },
      snapshot: (head, stateJson) =>
        this.ctx.waitUntil(trySnapshot(this.env.MEDIA, parts, head, stateJson)),
    });
    return room;
  }

  #armAlarm(room: Room): void {
    const borderMs = room.nextBorderMs;
    // The clock may have been moved for a trial; alarms go by the machine's own.
    const borderAlarmMs = Number.isFinite(borderMs) ? machineTimeOf(borderMs) : borderMs;
    const alarmAtMs = Math.min(borderAlarmMs, this.#sweep.dueMs);
    if (!Number.isFinite(alarmAtMs) || alarmAtMs === this.#alarmAtMs) return;
    this.#alarmAtMs = alarmAtMs;
    this.ctx.waitUntil(this.ctx.storage.setAlarm(alarmAtMs));
  }
}
