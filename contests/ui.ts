// What a contest type's screens receive. Browser-safe: types only.
import type { Component } from 'svelte';
import type {
  ActReply,
  ContestDetail,
  EntriesPage,
  EntryCard,
  EntrySort,
  StandingRow,
} from '../worker/wire/contest.ts';

/** A refusal or a failure, in words that may be shown to the person. `code` is 'network/OFFLINE' when nothing was reached. */
export interface Failure {
  ok: false;
  code: string;
  message: string;
  field?: string;
  /** When trying again makes sense, on the server's clock. */
  retryAtMs?: number;
}

/** An uploaded picture, ready to be named in an action. */
export interface Upload {
  mediaId: string;
  widthPx: number;
  heightPx: number;
  /** An object URL or address to show the picture to its owner. */
  previewUrl: string;
}

/** A contest as a screen sees it: reactive (`$state` behind getters), kept fresh by the live socket. */
export interface ContestClient<Config, Board, Mine, Action> {
  readonly contest: ContestDetail<Config, Board, Mine>;
  readonly board: Board;
  readonly mine: Mine;
  /** Stages open now; changes at the instant of the schedule, by the server's clock. */
  readonly open: readonly string[];
  /** The server's time, ticking; what every countdown shows. */
  readonly nowMs: number;
  readonly connection: 'connecting' | 'live' | 'offline';
  /** Makes a visitor a guest, if need be, and loads their own view: for what the server gives each person anew. */
  meet(): Promise<{ ok: true } | Failure>;
  /** Sends an act with a fresh idempotency key, retried safely over a flaky network. */
  act(action: Action): Promise<({ ok: true } & ActReply<Mine>) | Failure>;
  /** Decodes, turns upright, scales to 2,048 px and uploads; `onProgress` gets 0 … 1. */
  upload(
    file: Blob,
    onProgress: (fraction: number) => void,
  ): Promise<({ ok: true } & Upload) | Failure>;
  /** A page of the gallery. */
  entries(query: {
    group?: string;
    sort?: EntrySort;
    cursor?: string;
    limit?: number;
  }): Promise<({ ok: true } & EntriesPage) | Failure>;
  /** Cards by id, in this order, e.g. to name the players that a board speaks of; those not to be seen are left out. */
  cards(ids: readonly string[]): Promise<{ ok: true; cards: EntryCard[] } | Failure>;
  /** Standings, best first; refused while the contest keeps them to itself. */
  standings(query?: {
    group?: string;
    limit?: number;
  }): Promise<{ ok: true; standings: StandingRow[] } | Failure>;
}

export interface PlayProps<Config = unknown, Board = unknown, Mine = unknown, Action = unknown> {
  client: ContestClient<Config, Board, Mine, Action>;
  /** The part that the address asks for (`?group=`), '' for the default. */
  group: string;
  sort: EntrySort;
  /** First page of the gallery of `group`, rendered on the server. */
  gallery: EntriesPage;
  /** The first of the standings of `group`, with names, rendered on the server; none while they are hidden. */
  leaders: readonly StandingRow[];
}

/** Under the photograph on an entry's own page: vote, take back, … */
export interface EntryProps<Config = unknown, Board = unknown, Mine = unknown, Action = unknown> {
  client: ContestClient<Config, Board, Mine, Action>;
  entry: EntryCard;
}

/** At the desk, beside what the core shows for every type. */
export interface ReviewProps<Config = unknown, Review = unknown, Action = unknown> {
  client: ContestClient<Config, unknown, unknown, Action>;
  review: Review;
  /** Approved entries, page by page. */
  entries: EntriesPage;
  refresh(): Promise<void>;
}

type Lazy<Props extends Record<string, unknown>> = () => Promise<{ default: Component<Props> }>;

/** Default export of a type's `ui.ts`. Screens load lazily; where one is left out, the generated one serves. */
export interface ContestUi {
  title: string;
  icon: Lazy<{ size?: number }>;
  play: Lazy<{
    client: never;
    group: string;
    sort: EntrySort;
    gallery: EntriesPage;
    leaders: readonly StandingRow[];
  }>;
  entry?: Lazy<{ client: never; entry: EntryCard }>;
  review?: Lazy<{ client: never; review: never; entries: EntriesPage; refresh(): Promise<void> }>;
}
