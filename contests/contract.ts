import type { z } from 'zod';
import type { Demo } from './demo.ts';
import type { Random } from './mechanics/draw.ts';
import type { VoteAccount } from './mechanics/vote-account.ts';
import type { Sealed } from './sealed.ts';
import type { EpochMs, Moment, Recorded, Role, Stage, Turn } from './turn.ts';

export type * from './turn.ts';

/** A text a person may have erased later: the ledger carries `hash` only, the text and its salt live beside it. */
export interface ErasableText {
  hash: string;
  salt: string;
  text: string;
}

export interface Accepted<Event> {
  ok: true;
  events: readonly Event[];
  /** Texts referenced by hash in `events`, stored in the same commit. */
  texts: readonly ErasableText[];
}

/** An expected "no": a stable code and a sentence telling the person what to do. */
export interface Refused {
  ok: false;
  code: string;
  message: string;
  /** The action's field that is at fault, when there is one. */
  field?: string;
  /** When trying again makes sense. */
  retryAtMs?: EpochMs;
}

export type Decision<Event> = Accepted<Event> | Refused;

/** One line of the standings. Equal `rank` within a group means a tie that only the draw can break. */
export interface Standing {
  /** The entry (or fan) that stands here. */
  id: string;
  /** Standings are ranked within a group, e.g. a stop of a route. '' when there is only one. */
  group: string;
  rank: number;
  /** Named figures behind the rank (votes, jury points, …), all integers. */
  figures: Readonly<Record<string, number>>;
}

/** The order in which a group's places are filled: winners first, then alternates. */
export interface Shortlist {
  group: string;
  /** One honour or prize per place; its length is the number of places. */
  honours: readonly string[];
  /** Standing ids, best first; those beyond the places are the alternates in order. */
  order: readonly string[];
}

/** A winner's place. */
export interface Award {
  group: string;
  /** 1-based. */
  place: number;
  standingId: string;
  honour: string;
}

export type EntryStatus = 'pending' | 'approved' | 'refused' | 'withdrawn';

/** What the core needs to know of an entry to list it, show it and queue it. */
export interface EntryFacts {
  id: string;
  group: string;
  authorId: string;
  mediaId: string | null;
  /** Hashes of erasable texts, or null where the type has none. */
  captionHash: string | null;
  creditHash: string | null;
  status: EntryStatus;
  /** A moderator's reason code while `status` is refused. */
  refusalReason: string | null;
  /** Votes that count at present: what galleries sort by. 0 where nothing is voted for. */
  votes: number;
  submittedAtMs: EpochMs;
}

/** Whether winners may be selected now, and what the person deciding should know first. */
export type Readiness =
  { ready: true; warnings: readonly string[] } | { ready: false; refused: Refused };

/** A vote, by its voter's pseudonym and the entry it was given to. */
export interface VoteRef {
  voterId: string;
  targetId: string;
}

/** What becomes of a vote that somebody looks into. */
export type VoteWeight = 'counted' | 'quarantined' | 'voided';

/** One vote of the account, as it comes from a vote that somebody looked into. */
export interface AccountedVote {
  /** The same wherever the same vote of the account is meant. */
  key: string;
  as: VoteWeight | 'disqualified';
}

/** How the core puts votes aside in types that count them, without the voter noticing. */
export interface VoteRules<State, Event> {
  /** Entries that an event gives a vote to; none for other events. */
  castBy(event: Event): readonly string[];
  /**
   * Where several acts make one ballot and later ones change whom it is for: signals look at votes that stand alone, or one
   * ballot would be many votes to them.
   */
  lastWordOnly?: true;
  /** Whether such a vote stands: cast and not taken back. */
  stands(state: State, vote: VoteRef): boolean;
  /** Counts, quarantines or voids votes, also those that were taken back meanwhile. Total; `touched` as in `join`. */
  weigh(
    state: State,
    votes: readonly VoteRef[],
    weight: VoteWeight,
  ): { state: State; touched: readonly string[] };
  /** The whole account of votes, at any time: for those who decide. The board shows what the public may know of it. */
  account(state: State, disqualified: Iterable<string>): VoteAccount;
  /**
   * What the account has for such a vote at present: nothing where it was taken back or left with its entry, several votes where
   * one of them holds all that its voter cast. So that the figures of clusters and the account are the same figures.
   */
  accounted(
    state: State,
    vote: VoteRef,
    disqualified: ReadonlySet<string>,
  ): readonly AccountedVote[];
}

/** Who asks for a review: what a juror sees of others' marks may depend on it. */
export interface Viewer {
  actorId: string;
  role: Role;
}

/** The zod schemas of a type. Board and mine are strict: an unlisted field is a fault, not a leak. */
export interface Schemas {
  config: z.ZodType;
  secrets: z.ZodType;
  action: z.ZodType<{ type: string }>;
  event: z.ZodType<{ type: string }>;
  board: z.ZodType;
  mine: z.ZodType;
  review: z.ZodType;
}

/** A contest type: one plain object of pure functions. Same ledger, same result, on any machine, for ever. */
export interface ContestSpec<S extends Schemas, State> {
  /** The folder's name. */
  type: string;
  /** Pinned by each contest at publication. */
  rulesVersion: number;
  /** What brands read when they choose a type. */
  title: string;
  summary: string;
  schemas: S;
  /** Refusal code → what the person can do about it. */
  refusals: Readonly<Record<string, string>>;
  /** Which roles may ask for which action. An action without a line can be asked for by nobody. */
  actors: Readonly<Record<z.infer<S['action']>['type'], readonly Role[]>>;
  /** Sensible settings for a contest that starts at `nowMs`: what the generated form is filled with. */
  defaults(nowMs: EpochMs): z.infer<S['config']>;
  stages(config: z.infer<S['config']>): readonly Stage[];
  /** Plain JSON, so that it can be snapshotted. */
  start(config: z.infer<S['config']>): State;
  decide(
    state: State,
    action: z.infer<S['action']>,
    turn: Turn,
    config: z.infer<S['config']>,
    secrets: Sealed<z.infer<S['secrets']>>,
  ): Decision<z.infer<S['event']>>;
  /** Total: never throws on an event that `decide` accepted. May mutate and return its own accumulator. */
  apply(state: State, event: Recorded<z.infer<S['event']>>, config: z.infer<S['config']>): State;
  /**
   * What the schedule brings by itself: a reveal, a shortlist, the designs a brand puts up. Asked for whenever a border of the
   * schedule has been passed, once more after each answer, and at any start, so it is null as soon as the state has it
   * all. On the ledger these events are the system's.
   */
  due(
    state: State,
    config: z.infer<S['config']>,
    secrets: Sealed<z.infer<S['secrets']>>,
    turn: Turn,
  ): Accepted<z.infer<S['event']>> | null;
  /** Whether this person has left anything in the state. */
  knows(state: State, fanId: string): boolean;
  /**
   * A guest turned out to be a verified fan: give over what may be kept, void what would count twice. Total, like `apply`.
   * `touched` are the entries whose row changed.
   */
  join(state: State, formerId: string, fanId: string): { state: State; touched: readonly string[] };
  /** Whether published rules may change like this now; null when they may. */
  amend(
    state: State,
    before: z.infer<S['config']>,
    after: z.infer<S['config']>,
    moment: Moment,
  ): Refused | null;
  /** Entries whose row an event changes; the core rewrites exactly these projection rows. */
  touched(state: State, event: Recorded<z.infer<S['event']>>): readonly string[];
  /** Facts of one entry, or null when there is none by that id. */
  entry(state: State, id: string): EntryFacts | null;
  /**
   * Ids of the brand's own pictures that the contest shows. Once it is published they are served to whoever knows the id, so
   * one that must not be seen yet stays in the secrets until an event names it.
   */
  pictures(config: z.infer<S['config']>, secrets: z.infer<S['secrets']>): readonly string[];
  /** Whether the public and the jury may know who made an entry. After the announcement they always may. */
  creditsVisible(config: z.infer<S['config']>, moment: Moment): boolean;
  /** Groups of standings in display order. */
  groups(config: z.infer<S['config']>): readonly { id: string; label: string }[];
  /** Standings of one group, best first, without those in `excluded`. Every tie is broken by a declared rule or stays one. */
  tally(
    state: State,
    config: z.infer<S['config']>,
    group: string,
    excluded: ReadonlySet<string>,
  ): readonly Standing[];
  /** Whether winners may be selected now. */
  readiness(state: State, config: z.infer<S['config']>, moment: Moment): Readiness;
  /** Winners and alternates per group; `random` breaks what `tally` left tied. */
  pickWinners(
    standings: readonly Standing[],
    config: z.infer<S['config']>,
    random: Random,
  ): readonly Shortlist[];
  /** Whether the public may see standings and vote counts now. After the announcement they always may. */
  standingsVisible(config: z.infer<S['config']>, moment: Moment): boolean;
  /** The same for everybody: sent live, cacheable, small whatever the size of the contest. */
  boardView(state: State, config: z.infer<S['config']>, moment: Moment): z.infer<S['board']>;
  /** Only what this person may know of their own play. */
  fanView(
    state: State,
    config: z.infer<S['config']>,
    moment: Moment,
    fanId: string,
  ): z.infer<S['mine']>;
  /** For the desk only, behind its own guarded route. */
  reviewView(
    state: State,
    config: z.infer<S['config']>,
    moment: Moment,
    viewer: Viewer,
  ): z.infer<S['review']>;
  /** Only in types in which fans give votes to entries. */
  votes?: VoteRules<State, z.infer<S['event']>>;
  demo: Demo<z.infer<S['config']>, z.infer<S['secrets']>, z.infer<S['action']>>;
}

/** Any contest type, as the core handles it: it hands values from one method to another and looks into none. */
export type AnyContest = ContestSpec<Schemas, unknown>;

/**
 * Declares a contest type. Types check inside the folder; the core receives the erased form, which is sound because
 * every config, action, secret and event passes the type's own schema before it reaches a method.
 */
export function defineContest<S extends Schemas, State>(
  spec: ContestSpec<S, State>,
): ContestSpec<S, State> {
  return spec;
}

/** Accept an act: these events go on the ledger. */
export function accept<Event>(
  events: readonly Event[],
  texts: readonly ErasableText[] = [],
): Accepted<Event> {
  return { ok: true, events, texts };
}

/** Refuse an act with a code of the given table. */
export function refuse<Code extends string>(
  refusals: Readonly<Record<Code, string>>,
  code: Code,
  more: { field?: string; retryAtMs?: EpochMs } = {},
): Refused {
  return { ok: false, code, message: refusals[code], ...more };
}
