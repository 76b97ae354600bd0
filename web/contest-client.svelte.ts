import type { ContestClient, Failure, Upload } from '../contests/ui.ts';
import type {
  ActReply,
  ContestDetail,
  EntriesPage,
  LiveMessage,
  StandingRow,
} from '../worker/wire/contest.ts';
import { ensureSession, request, requestAsPerson, wasGuest } from './api.ts';
import { hasActed, rememberActed } from './acted.ts';
import { serverClock } from './kit/clock.svelte.ts';
import { liveContest } from './live.svelte.ts';
import { freshActKey } from '../worker/wire/act-key.ts';

type AnyClient = ContestClient<unknown, unknown, unknown, unknown>;

function parametersOf(
  query: Readonly<Record<string, string | number | undefined>>,
): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query))
    if (value !== undefined && value !== '') parameters.set(key, String(value));
  return parameters;
}

/** At most this often a person's own view is fetched because the board moved: many watch one contest. */
const REFRESH_EVERY_MS = 15_000;
const REFRESH_SPREAD_MS = 2000;
/** At a border everybody would ask at once. */
const BORDER_SPREAD_MS = 6000;

/**
 * A contest that keeps itself fresh: the board over the live socket, one's own view after each act and, now and
 * then, when the board moved. Call it while a page initialises; on the server it is what the page was given.
 */
export function contestClient(detail: ContestDetail): AnyClient {
  let contest = $state.raw(detail);
  const clock = serverClock(detail.nowMs);
  const path = `/api/contests/${detail.id}`;
  let refreshedAtMs = 0;
  let refreshTimer: ReturnType<typeof setTimeout> | undefined;
  /** Visitors without any session have no view of their own that could change. */
  let personal = detail.viewer.signedIn;

  async function refresh(): Promise<void> {
    refreshedAtMs = Date.now();
    const reply = await request<ContestDetail>('GET', path);
    if (reply.ok && reply.data.seq >= contest.seq) contest = reply.data;
  }

  function refreshSoon(spreadMs = REFRESH_SPREAD_MS): void {
    if (refreshTimer !== undefined || document.visibilityState === 'hidden') return;
    const dueMs = Math.max(0, refreshedAtMs + REFRESH_EVERY_MS - Date.now());
    refreshTimer = setTimeout(
      () => {
        refreshTimer = undefined;
        void refresh();
      },
      dueMs + Math.random() * spreadMs,
    );
  }

  function receive(message: LiveMessage): void {
    clock.sync(message.nowMs);
    if (message.type === 'fresh' || message.seq < contest.seq) return;
    const rulesChanged = message.configVersion !== contest.configVersion;
    const announced = message.announced && !contest.announced;
    contest = {
      ...contest,
      board: message.board,
      seq: message.seq,
      open: message.open,
      announced: message.announced,
    };
    if (rulesChanged || announced) void refresh();
    else if (personal) refreshSoon();
  }

  const live = liveContest({ contestId: detail.id, since: () => contest.seq, onmessage: receive });
  const open = $derived(
    contest.stages
      .filter((stage) => stage.opensAtMs <= clock.nowMs && clock.nowMs < stage.closesAtMs)
      .map((stage) => stage.id),
  );
  const openNames = $derived(open.join(' '));
  let openBefore = detail.open.join(' ');
  $effect(() => {
    const borderPassed = openNames !== openBefore;
    openBefore = openNames;
    personal ||= wasGuest();
    // What one may do has changed with the border. The board itself comes over the socket.
    if (borderPassed) refreshSoon(BORDER_SPREAD_MS);
  });
  $effect(() => () => clearTimeout(refreshTimer));

  /** The first act makes a visitor a guest, without a word. */
  async function sessionForActing(): Promise<{ ok: true } | Failure> {
    const session = contest.viewer.signedIn
      ? { ok: true as const }
      : await ensureSession(detail.id);
    personal ||= session.ok;
    return session;
  }

  async function meet(): Promise<{ ok: true } | Failure> {
    const session = await sessionForActing();
    if (session.ok) await refresh();
    return session;
  }

  async function act(action: unknown): Promise<({ ok: true } & ActReply) | Failure> {
    const session = await sessionForActing();
    if (!session.ok) return session;
    const { type } = action as { type: string };
    const reply = await requestAsPerson<ActReply>('POST', `${path}/actions`, {
      body: { key: freshActKey(), action },
      repeatable: true,
      challenge: `/api/challenges?contest=${detail.id}&action=${encodeURIComponent(type)}`,
      likely: !hasActed(detail.id),
    });
    if (!reply.ok) return reply;
    rememberActed(detail.id);
    if (reply.data.receipt.seq >= contest.seq || contest.mine !== reply.data.mine)
      contest = { ...contest, mine: reply.data.mine };
    return { ok: true, ...reply.data };
  }

  async function upload(
    file: Blob,
    onProgress: (fraction: number) => void,
  ): Promise<({ ok: true } & Upload) | Failure> {
    const session = await sessionForActing();
    if (!session.ok) return session;
    // Decoding and scaling are only fetched by those who send a picture.
    const { uploadPicture } = await import('./upload/upload-picture.ts');
    return uploadPicture(file, `/api/media?contest=${detail.id}`, onProgress);
  }

  return {
    get contest() {
      return contest;
    },
    get board() {
      return contest.board;
    },
    get mine() {
      return contest.mine;
    },
    get open() {
      return open;
    },
    get nowMs() {
      return clock.nowMs;
    },
    get connection() {
      return live.connection;
    },
    meet,
    act,
    upload,
    async entries(query) {
      const reply = await request<EntriesPage>('GET', `${path}/entries?${parametersOf(query)}`);
      return reply.ok ? { ok: true, ...reply.data } : reply;
    },
    async cards(ids) {
      if (ids.length === 0) return { ok: true, cards: [] };
      const reply = await request<EntriesPage>('GET', `${path}/entries?ids=${ids.join(',')}`);
      return reply.ok ? { ok: true, cards: reply.data.entries } : reply;
    },
    async standings(query = {}) {
      const reply = await request<{ standings: StandingRow[] }>(
        'GET',
        `${path}/standings?${parametersOf(query)}`,
      );
      return reply.ok ? { ok: true, ...reply.data } : reply;
    },
  };
}
