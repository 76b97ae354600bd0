// When, where and by whom: everything from outside that rules may depend on.

/** Server time: UTC milliseconds since 1970. Rules never read a clock; they are given one of these. */
export type EpochMs = number;

/** On whose behalf an act is decided. Staff of a brand never act as `fan` in their own brand's contests. */
export type Role = 'fan' | 'judge' | 'moderator' | 'editor' | 'owner' | 'system';

/** A window of the frozen schedule, half-open: open at `opensAtMs`, no longer open at `closesAtMs`. Windows may overlap. */
export interface Stage {
  id: string;
  /** What fans read on the time line. */
  label: string;
  opensAtMs: EpochMs;
  closesAtMs: EpochMs;
}

/** Everything about "now" that rules and views may depend on. */
export interface Moment {
  atMs: EpochMs;
  /** Ids of the stages open at `atMs`, in schedule order. */
  open: readonly string[];
  /** True once the result has been announced. */
  announced: boolean;
  /** Standing ids that were disqualified: they stand nowhere, and nothing more can be done for them. */
  disqualified: ReadonlySet<string>;
}

/** What the media service established about an uploaded picture; rules trust it, they never see bytes. */
export interface MediaFacts {
  id: string;
  /** Keyed hash of the picture's bytes, the same for the same file within one contest and meaningless elsewhere. */
  fingerprint: string;
  widthPx: number;
  heightPx: number;
  /** Whether the acting person uploaded it. */
  ownedByActor: boolean;
}

/** The circumstances of one act. `decide` may use nothing else from outside. */
export interface Turn extends Moment {
  /** Sequence number that the first resulting event will get. */
  seq: number;
  /** Pseudonym of the acting person within this contest. */
  actorId: string;
  /** Pseudonyms of the guests that the acting person was, where these are known; joined by now, but for after the selection. */
  formerIds?: readonly string[];
  role: Role;
  /** When the person proved an e-mail address; null for guests. */
  verifiedAtMs: EpochMs | null;
  /** A fresh random id for the one thing this act may create. */
  freshId: string;
  /** Fresh randomness for the salts of erasable texts. */
  salt: string;
  /** Facts of the media that the action names; ids that do not exist are simply absent. */
  media: readonly MediaFacts[];
  /** Version of the frozen rules in force. */
  configVersion: number;
}

/** An event as it stands on the ledger. `data` is what the rules accepted. */
export interface Recorded<Event> {
  seq: number;
  atMs: EpochMs;
  actorId: string;
  role: Role;
  data: Event;
}
