// What a browser receives at the desk. Types only.
import type { EntryCard, Picture, VoteFigures } from './contest.ts';
import type { BrandRoleName } from './people.ts';

export type QueueStatus = 'pending' | 'approved' | 'refused';

/** A reason that a moderator may give. */
export interface RefusalReason {
  code: string;
  label: string;
}

/** Which work the type of a contest gives to a desk, read from its actions. */
export interface DeskWork {
  /** Entries are approved or refused; null when the type has no such actions. */
  moderation: { reasons: RefusalReason[]; withNote: boolean } | null;
  /** Entries get marks; `field` is the action's field for them. */
  jury: { field: string; lowest: number; highest: number } | null;
}

/** Another upload of this contest that looks like the one being judged. */
export interface LookAlike {
  entryId: string;
  groupLabel: string;
  status: string;
  caption: string;
  picture: Picture | null;
  /** The very same file. */
  identical: boolean;
  /** Differing bits of 64. */
  distanceBits: number;
  /** Sent by the same person. */
  sameAuthor: boolean;
  /** Address of its public page, when it has one. */
  url: string | null;
}

/** What the file claims about its making: a hint, never proof. */
export interface FileHints {
  position: { latitude: number; longitude: number } | null;
  /** Local time of the camera, as written; the zone is usually unknown. */
  takenAt: string | null;
  camera: string | null;
}

export interface QueueItem {
  id: string;
  group: string;
  groupLabel: string;
  caption: string;
  /** Null for judges: they judge the work, not the name. */
  credit: string | null;
  picture: Picture | null;
  status: string;
  refusalReason: RefusalReason | null;
  submittedAtMs: number;
  /** How many entries its author has in this contest; null for judges. */
  authorEntries: number | null;
  lookAlikes: LookAlike[];
  hints: FileHints | null;
  url: string | null;
}

/** `GET /api/contests/:id/queue` */
export interface QueuePage {
  items: QueueItem[];
  /** Null when this was the last page. */
  nextCursor: string | null;
  /** Where this page ended, to ask later for what has arrived since; null when it is empty. */
  endCursor: string | null;
  /** Entries of the contest by status. For judges only the approved are counted. */
  counts: Record<QueueStatus, number>;
  refusalReasons: RefusalReason[];
}

/** A place of a shortlist, or an alternate. */
export interface ShortlistPlace {
  standingId: string;
  /** 1-based; null for alternates and the disqualified. */
  place: number | null;
  honour: string | null;
  /** 1-based among the alternates; null for winners and the disqualified. */
  alternate: number | null;
  /** The public reason; null unless disqualified. */
  disqualified: string | null;
  /** Level with others of the shortlist before the draw. */
  drawn: boolean;
  entry: EntryCard | null;
}

/** Why something cannot be done now, and when trying again makes sense if that is known. */
export interface DeskBlock {
  message: string;
  retryAtMs: number | null;
}

/** `GET /api/contests/:id/review` */
export interface ContestReview {
  role: BrandRoleName;
  work: DeskWork;
  groups: { id: string; label: string }[];
  /** The type's own view for this role. */
  review: unknown;
  /** The caller's own marks by entry; empty for everybody but jurors. */
  ownMarks: Record<string, number>;
  /** Why no marks are taken now; null while they are. */
  marksBlockedBy: DeskBlock | null;
  /** Whether this role selects, confirms and announces winners. */
  decides: boolean;
  readiness: {
    ready: boolean;
    warnings: string[];
    blockedBy: DeskBlock | null;
  };
  selectedAtMs: number | null;
  confirmedAtMs: number | null;
  announcedAtMs: number | null;
  /** Winners and alternates by group; null before the selection, and for judges until the announcement. */
  shortlists:
    | {
        group: string;
        label: string;
        /** Places to be filled; more than there are winners when too few entries were eligible. */
        placeCount: number;
        places: ShortlistPlace[];
      }[]
    | null;
  /** What the draw was made from; null before the selection. */
  draw: { seed: string; blockNumber: number; blockHash: string } | null;
  disqualified: { standingId: string; reason: string; entry: EntryCard | null }[];
}

/** How many different values there are, and the votes of the commonest ones. */
export interface Shares {
  different: number;
  largest: number[];
}

/** What the signals saw in a cluster of votes: figures only. */
export interface ClusterSummary {
  /** Only of groups that count so far: false once the last look no longer found it beside all other votes. */
  standsOut?: boolean;
  /** Strongest first. */
  signals: { signal: string; score: number; detail: Record<string, number | string> }[];
  votes: number;
  accounts: number;
  firstAtMs: number;
  lastAtMs: number;
  /** Votes in equal parts of the time between the first and the last. */
  bars: number[];
  /** All other votes for the same entries in the same parts of that time; missing where it was not counted yet. */
  others?: number[];
  /** How many entries they are for. */
  entries: number;
  /** Those with the most votes, most first. */
  targets: { id: string; votes: number }[];
  /** Votes whose origin is still known. */
  traced: number;
  guests: number;
  blocks: Shares;
  networks: Shares;
  devices: Shares;
  agents: Shares;
  referrers: Shares;
}

/** A cluster of votes at the desk. */
export interface DeskCluster {
  id: string;
  /** `suspect`: the votes count, and nothing about them is on the ledger; they are listed for a look. */
  weight: 'counted' | 'quarantined' | 'voided' | 'suspect';
  signals: string[];
  /** Votes of it that stand, as the account has them. Of suspects: when they were last looked through. */
  votes: number;
  /** Votes that were found. */
  found: number;
  /** Those of `found` that were taken back since, or went with their entry. */
  gone: number;
  /** Null for suspects. */
  quarantinedAtMs: number | null;
  decidedAtMs: number | null;
  reason: string | null;
  /** How many entries its votes are for. */
  entries: number;
  /** Those with the most votes, most first; `entry` is null where it is no longer shown. */
  targets: { id: string; votes: number; entry: EntryCard | null }[];
  /** Null once what it was made from has been deleted. */
  summary: ClusterSummary | null;
  /** What a decision would change; null where nothing is to decide, or where that cannot be said in votes. */
  effect: ClusterEffect | null;
}

/** Of the entry with most of a cluster's votes: how it stands by votes, and how it would if the cluster counted, or no longer did. */
export interface ClusterEffect {
  votes: number;
  votesThen: number;
  /** Place in its group by votes alone. */
  place: number;
  placeThen: number;
}

/** `GET /api/contests/:id/clusters` */
export interface ClustersReply {
  /** Undecided ones first, then most votes that stand, then by id. Undecided ones of which nothing stands any more are left out. */
  clusters: DeskCluster[];
  /** Groups that count but that somebody should look at, most votes first. */
  suspects: DeskCluster[];
  /** Null where the type gives no account. */
  account: VoteFigures | null;
}
