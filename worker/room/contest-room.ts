import { DurableObject } from 'cloudflare:workers';
import type { Refused, Viewer } from '../../contests/contract.ts';
import { momentAt, publicationEvent } from '../../contests/lifecycle.ts';
import { nowMs } from '../clock.ts';
import type { Bindings } from '../env.ts';
import type { LiveMessage } from '../wire/contest.ts';
import type { ActInput, ActOutput } from './act.ts';
import { LiveSockets, MAX_SOCKETS } from './live-sockets.ts';
import { loadRoom, readContest } from './load.ts';
import { publishContest } from './publish.ts';
import { rebuildProjections } from './rebuild.ts';
import type { ContestRoomApi } from './room-stub.ts';
import { Room, RoomLost } from './room.ts';
import { saveSnapshot } from './snapshots.ts';
import { boardOf, mineOf, reviewOf, type RoomReview, type RoomView } from './view.ts';

/** How often an act is tried on a freshly loaded room before the fault is reported. */
const ATTEMPTS = 4;
/** A failed alarm tries again after this long, for ever; reads finalise stages meanwhile. */
const ALARM_RETRY_MS = 30_000;

/** The Durable Object of one contest, named by the contest's id: the only writer of its ledger. */
export class ContestRoom extends DurableObject<Bindings> implements ContestRoomApi {
  #loading: Promise<Room | null> | null = null;
  #room: Room | null = null;
  #alarmAtMs = 0;
  readonly #sockets: LiveSockets;

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env);
    this.#sockets = new LiveSockets(ctx, () => this.#boardMessage());
  }

  get #contestId(): string {
    const name = this.ctx.id.name;
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
    await publishContest(
      this.env.DB,
      found.contest,
      this.#contestId,
      publicationEvent(found.contest, config, found.seed),
      nowMs(),
    );
    await this.view(null);
    return { ok: true };
  }

  /** Decides acts in the given order; every reply comes after its commit. Null for a contest that is not published. */
  async act(inputs: readonly ActInput[]): Promise<(ActOutput | null)[]> {
    return Promise.all(inputs.map((input) => this.#actWithRetry(input)));
  }

  async #actWithRetry(input: ActInput): Promise<ActOutput | null> {
    return this.#onCurrentRoom((room, attempt) => room.act(input, attempt > 0));
  }

  /** The public view, and the person's own when `fanId` is given. Null for a contest that is not published. */
  async view(fanId: string | null): Promise<RoomView | null> {
    return this.#onCurrentRoom(async (room) => {
      const view = this.#viewOf(room, fanId);
      // Nothing uncommitted is shown.
      await room.settled();
      return view;
    });
  }

  /** What the desk sees. */
  async review(viewer: Viewer): Promise<RoomReview | null> {
    return this.#onCurrentRoom(async (room) => {
      const view = this.#viewOf(room, viewer.actorId);
      const { contest, state } = room.parts;
      const { shortlists, disqualified, selectedAtMs, confirmedAtMs, announcedAtMs } = state.core;
      const readiness = contest.readiness(
        state.play,
        state.core.config,
        momentAt(contest, state, view.nowMs),
      );
      const review = reviewOf(room.parts, view.nowMs, viewer);
      await room.settled();
      return {
        view,
        review,
        readiness,
        shortlists,
        disqualified: { ...disqualified },
        selectedAtMs,
        confirmedAtMs,
        announcedAtMs,
      };
    });
  }

  /** Throws the projections away and recreates them from the ledger. Returns how many events it read. */
  async rebuild(): Promise<number> {
    await this.#room?.settled();
    this.#forget();
    return rebuildProjections(this.env, this.#contestId);
  }

  /** The live socket: `?since=` the last sequence number that the browser has seen. */
  override async fetch(request: Request): Promise<Response> {
    if (this.#sockets.count >= MAX_SOCKETS)
      return new Response(null, { status: 503, headers: { 'Retry-After': '30' } });
    const view = await this.view(null);
    const message = this.#boardMessage();
    if (!view || !message) return new Response(null, { status: 404 });
    const since = Number(new URL(request.url).searchParams.get('since'));
    return this.#sockets.accept(
      since === view.seq ? { type: 'fresh', seq: view.seq, nowMs: view.nowMs } : message,
    );
  }

  /** A stage begins or ends. Late, lost or repeated alarms change nothing: reads and acts finalise due stages too. */
  override async alarm(): Promise<void> {
    try {
      this.#alarmAtMs = 0;
      await this.view(null);
      this.#sockets.changed();
    } catch (error) {
      // An alarm that fails six times is dropped by the platform, so it never fails: it tries again later.
      console.error(JSON.stringify({ contestId: this.#contestId, alarm: String(error) }));
      await this.ctx.storage.setAlarm(Date.now() + ALARM_RETRY_MS);
    }
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

  #boardMessage(): LiveMessage | null {
    if (!this.#room) return null;
    const { seq, nowMs, open, announced, configVersion, board } = this.#viewOf(this.#room, null);
    return { type: 'board', seq, nowMs, open: [...open], announced, configVersion, board };
  }

  async #onCurrentRoom<Result>(
    use: (room: Room, attempt: number) => Promise<Result>,
  ): Promise<Result | null> {
    for (let attempt = 0; ; attempt++) {
      const room = await this.#load();
      if (!room) return null;
      try {
        return await use(room, attempt);
      } catch (error) {
        if (!(error instanceof RoomLost) || attempt + 1 >= ATTEMPTS) throw error;
        // Only the room that was lost is thrown away, not one that another request has loaded since.
        if (this.#room === room) this.#forget();
      }
    }
  }

  #load(): Promise<Room | null> {
    this.#loading ??= this.#start();
    return this.#loading;
  }

  async #start(): Promise<Room | null> {
    try {
      const parts = await loadRoom(this.env, this.#contestId);
      if (!parts) {
        this.#loading = null;
        return null;
      }
      const room = new Room(parts, {
        db: this.env.DB,
        nowMs,
        committed: () => {
          this.#armAlarm(room);
          this.#sockets.changed();
        },
        snapshot: (head, stateJson) => {
          this.ctx.waitUntil(
            saveSnapshot(this.env.MEDIA, parts.contest, parts.contestId, head, stateJson),
          );
        },
      });
      this.#room = room;
      return room;
    } catch (error) {
      this.#loading = null;
      throw error;
    }
  }

  #forget(): void {
    this.#room = null;
    this.#loading = null;
  }

  #armAlarm(room: Room): void {
    const borderMs = room.nextBorderMs;
    if (!Number.isFinite(borderMs) || borderMs === this.#alarmAtMs) return;
    this.#alarmAtMs = borderMs;
    // The clock may have been moved forward for a trial; alarms go by the real one.
    this.ctx.waitUntil(this.ctx.storage.setAlarm(borderMs - nowMs() + Date.now()));
  }
}
