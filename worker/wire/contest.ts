// What a browser receives about contests. Types only: the schemas that enforce them stay on the server.
import type { Award, Stage } from '../../contests/contract.ts';

/** What came of an act: where it stands on the ledger. */
export interface Receipt {
  seq: number;
  block: number;
  /** Hash of that block, hex. */
  hash: string;
  /** The id of what the act created, when it created something. */
  createdId: string | null;
}

/** Reply to an accepted act. `mine` is the caller's own view after it. */
export interface ActReply<Mine = unknown> {
  receipt: Receipt;
  mine: Mine;
}

export interface Picture {
  /** 320 px wide at most. */
  thumbUrl: string;
  /** 1,024 px wide at most. */
  mediumUrl: string;
  /** 2,048 px wide at most. */
  largeUrl: string;
  widthPx: number;
  heightPx: number;
}

/** An entry in a gallery, on its page, among winners. */
export interface EntryCard {
  id: string;
  /** Address of the entry's own page. */
  url: string;
  group: string;
  groupLabel: string;
  /** '' when the author asked to have it erased. */
  caption: string;
  /** The name the author chose to be credited by. */
  credit: string;
  picture: Picture | null;
  /** Null while the contest keeps standings to itself. */
  votes: number | null;
  submittedAtMs: number;
}

export type EntrySort = 'new' | 'top' | 'shuffle';

export interface EntriesPage {
  entries: EntryCard[];
  nextCursor: string | null;
  /** Approved entries in this group (or in all). */
  total: number;
}

export interface StandingRow {
  id: string;
  group: string;
  rank: number;
  figures: Record<string, number>;
  entry: EntryCard | null;
}

export interface AwardCard extends Award {
  groupLabel: string;
  entry: EntryCard | null;
}

/** The announced result. */
export interface ResultView {
  announcedAtMs: number;
  awards: AwardCard[];
  /** Whoever was disqualified, with the public reason. */
  disqualified: { standingId: string; reason: string }[];
  ledgerUrl: string;
  headHash: string;
}

/** One version of the frozen rules. */
export interface RulesVersion {
  version: number;
  publishedAtMs: number;
  /** Why it changed; null for the first version. */
  reason: string | null;
  hash: string;
}

/** A contest in a list. */
export interface ContestSummary {
  id: string;
  type: string;
  slug: string;
  url: string;
  title: string;
  stages: Stage[];
  announced: boolean;
}

export interface Theme {
  /** The brand's accent colour, #rrggbb. */
  accent: string;
}

export interface CampaignSummary {
  id: string;
  slug: string;
  url: string;
  title: string;
  tagline: string;
  brandName: string;
  theme: Theme;
  coverUrl: string | null;
  timeZone: string;
  contests: ContestSummary[];
}

export interface CampaignDetail extends CampaignSummary {
  /** The story as sanitised HTML made from the brand's Markdown. */
  storyHtml: string;
}

/** Who is looking. */
export interface ViewerFacts {
  signedIn: boolean;
  /** Null for guests. */
  email: string | null;
  /** Null unless the viewer works for this contest's brand. */
  staffRole: 'owner' | 'editor' | 'moderator' | 'judge' | null;
}

/** `GET /api/contests/:id` and the contest page. */
export interface ContestDetail<
  Config = unknown,
  Board = unknown,
  Mine = unknown,
> extends ContestSummary {
  campaign: Omit<CampaignSummary, 'contests'>;
  config: Config;
  configVersion: number;
  rules: RulesVersion[];
  /** Stages open at `nowMs`. */
  open: string[];
  nowMs: number;
  /** Sequence number that `board` and `mine` reflect. */
  seq: number;
  board: Board;
  mine: Mine;
  groups: { id: string; label: string }[];
  standingsVisible: boolean;
  result: ResultView | null;
  viewer: ViewerFacts;
}

/** Messages on the live socket, server to browser. */
export type LiveMessage =
  | {
      type: 'board';
      seq: number;
      nowMs: number;
      open: string[];
      announced: boolean;
      configVersion: number;
      board: unknown;
    }
  | { type: 'fresh'; seq: number; nowMs: number };

/** The public account of votes: counted + quarantined + voided = cast, and voided is the sum of its reasons. */
export interface VoteFigures {
  cast: number;
  /** Null while votes can be cast: which of them count then is for those who decide. */
  counted: number | null;
  quarantined: number | null;
  voided: number | null;
  voidedBy: Record<'entryGone' | 'joined' | 'abuse' | 'disqualified', number> | null;
  /**
   * Why those who decide set votes aside (the parts of `voidedBy.abuse`) or counted them, in their own public words; a reason
   * that is null sums up what is not listed. Null while voting runs.
   */
  decisions?:
    Record<'voided' | 'cleared', { reason: string | null; votes: number }[]> | null | undefined;
  /** The result is fixed, so what is in quarantine stays there. For the public that is so from the announcement on. */
  settled?: boolean | undefined;
}
