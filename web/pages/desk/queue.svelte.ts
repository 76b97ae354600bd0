import { SvelteMap } from 'svelte/reactivity';
import type { QueueItem, QueuePage, QueueStatus } from '../../../worker/wire/desk.ts';
import { request } from '../../api.ts';
import { deskAct } from './desk-api.ts';

/** What has become of an entry while this page was open. */
export type Outcome =
  | { state: 'sending'; to: 'approved' | 'refused' }
  | { state: 'done'; to: 'approved' | 'refused' }
  | { state: 'failed'; message: string };

const PAGE_LENGTH = 24;
/** The next page is fetched when this few photographs are left. */
const FETCH_AHEAD = 8;

/**
 * The approval queue in the browser: where one is, what was decided, and what comes next. A decision moves on at once
 * and is sent meanwhile; one that fails comes back into view with its reason.
 */
export class Queue {
  readonly #contestId: string;
  readonly #status: QueueStatus;
  items = $state.raw<QueueItem[]>([]);
  counts = $state.raw<QueuePage['counts']>({ pending: 0, approved: 0, refused: 0 });
  index = $state(0);
  readonly outcomes = new SvelteMap<string, Outcome>();
  /** Ids in the order of the decisions, for going back. */
  #history = $state<string[]>([]);
  #nextCursor: string | null;
  #endCursor: string | null;
  #fetching = false;

  constructor(contestId: string, status: QueueStatus, first: QueuePage) {
    this.#contestId = contestId;
    this.#status = status;
    this.items = first.items;
    this.counts = first.counts;
    this.#nextCursor = first.nextCursor;
    this.#endCursor = first.endCursor;
  }

  get current(): QueueItem | undefined {
    return this.items[this.index];
  }

  get outcome(): Outcome | undefined {
    return this.current && this.outcomes.get(this.current.id);
  }

  get canGoBack(): boolean {
    return this.#history.length > 0;
  }

  /** True when every photograph of the list was decided on. */
  get finished(): boolean {
    return this.items.length > 0 && this.items.every(({ id }) => this.#isDone(id));
  }

  #isDone(id: string): boolean {
    const outcome = this.outcomes.get(id);
    return outcome !== undefined && outcome.state !== 'failed';
  }

  /** Where an entry stands now: as it came, or as decided here. */
  statusOf(item: QueueItem): string {
    const outcome = this.outcomes.get(item.id);
    return outcome && outcome.state !== 'failed' ? outcome.to : item.status;
  }

  go(index: number): void {
    this.index = Math.min(Math.max(index, 0), Math.max(0, this.items.length - 1));
    if (this.items.length - this.index <= FETCH_AHEAD) void this.#fetchMore();
  }

  /** Back to the entry decided on last, to decide again. */
  goBack(): void {
    const id = this.#history.pop();
    const index = this.items.findIndex((item) => item.id === id);
    if (index >= 0) this.go(index);
  }

  async approve(): Promise<void> {
    const item = this.current;
    if (!item || this.statusOf(item) === 'approved') return;
    await this.#decide(item, 'approved', { type: 'approve', entryId: item.id });
  }

  async refuse(reason: string, note: string): Promise<void> {
    const item = this.current;
    if (!item || this.statusOf(item) === 'refused') return;
    const words = note.trim();
    const action = { type: 'refuse', entryId: item.id, reason, ...(words ? { note: words } : {}) };
    await this.#decide(item, 'refused', action);
  }

  async #decide(
    item: QueueItem,
    to: 'approved' | 'refused',
    action: { type: string } & Record<string, unknown>,
  ): Promise<void> {
    if (this.outcomes.get(item.id)?.state === 'sending') return;
    const from = this.statusOf(item) as QueueStatus;
    const before = this.outcomes.get(item.id);
    this.outcomes.set(item.id, { state: 'sending', to });
    this.#advance();
    const reply = await deskAct(this.#contestId, action);
    if (reply.ok) {
      this.outcomes.set(item.id, { state: 'done', to });
      this.#history = [...this.#history.filter((id) => id !== item.id), item.id];
      const { counts } = this;
      this.counts = { ...counts, [from]: Math.max(0, counts[from] - 1), [to]: counts[to] + 1 };
      return;
    }
    if (before?.state === 'done') this.outcomes.set(item.id, before);
    this.outcomes.set(item.id, { state: 'failed', message: reply.message });
    this.go(this.items.findIndex(({ id }) => id === item.id));
  }

  /** To the next photograph that waits for a decision, behind this one first. */
  #advance(): void {
    const open = (item: QueueItem) => !this.#isDone(item.id);
    const behind = this.items.findIndex((item, index) => index > this.index && open(item));
    const any = behind >= 0 ? behind : this.items.findIndex(open);
    this.go(any >= 0 ? any : this.index);
  }

  async #fetchMore(): Promise<void> {
    if (this.#nextCursor === null) return;
    await this.#fetch(this.#nextCursor);
  }

  /** Fetches what has arrived behind the last photograph. */
  async fetchArrived(): Promise<void> {
    const before = this.items.length;
    await this.#fetch(this.#nextCursor ?? this.#endCursor);
    if (this.items.length > before && this.outcome?.state === 'done') this.#advance();
  }

  async #fetch(cursor: string | null): Promise<void> {
    if (this.#fetching) return;
    this.#fetching = true;
    const parameters = new URLSearchParams({ status: this.#status, limit: String(PAGE_LENGTH) });
    if (cursor !== null) parameters.set('cursor', cursor);
    const reply = await request<QueuePage>(
      'GET',
      `/api/contests/${this.#contestId}/queue?${parameters}`,
    );
    this.#fetching = false;
    if (!reply.ok) return;
    const known = new Set(this.items.map(({ id }) => id));
    this.items = [...this.items, ...reply.data.items.filter(({ id }) => !known.has(id))];
    this.counts = reply.data.counts;
    this.#nextCursor = reply.data.nextCursor;
    this.#endCursor = reply.data.endCursor ?? this.#endCursor;
  }
}
