import type {
  CampaignDetail,
  CampaignSummary,
  ContestDetail,
  EntriesPage,
  EntryCard,
  EntrySort,
  RulesVersion,
  StandingRow,
  VoteFigures,
} from './contest.ts';

/** What every page around the content needs to know of the visit. */
export interface Visit {
  /** Address of this page with its query, to come back to after signing in. */
  path: string;
  signedIn: boolean;
  /** The server's time when the page was made. */
  nowMs: number;
}

/** A contest page's frame: the contest as the viewer may see it. */
interface ContestPage {
  visit: Visit;
  contest: ContestDetail;
}

/** One frozen setting in words. Exactly one of `text`, `atMs` and a filled `parts` carries the content. */
export interface RulesFact {
  label: string;
  text: string | null;
  /** For instants, which the page writes in the campaign's time zone. */
  atMs: number | null;
  parts: RulesFact[];
}

/** A longer text of the rules, made from the brand's Markdown and sanitised. */
export interface RulesText {
  label: string;
  html: string;
}

export interface FanPages {
  'fan/home': { visit: Visit; campaigns: CampaignSummary[] };
  'fan/campaign': {
    visit: Visit;
    campaign: CampaignDetail;
    /** Contest id → a few of its photographs. */
    glimpses: Record<string, EntryCard[]>;
    /** Contest type → what it is, in a sentence. */
    summaries: Record<string, string>;
  };
  'fan/contest': ContestPage & {
    group: string;
    sort: EntrySort;
    gallery: EntriesPage;
    leaders: StandingRow[];
  };
  'fan/entry': ContestPage & {
    entry: EntryCard;
    /** Absolute, for sharing. */
    shareUrl: string;
    newerUrl: string | null;
    olderUrl: string | null;
    /** A few others of the same group. */
    more: EntryCard[];
  };
  'fan/results': ContestPage & {
    standings: { group: string; label: string; rows: StandingRow[] }[];
    /** A group with as many rows may have more that are not among them. */
    mostRows: number;
    /** Whoever was disqualified, with the public reason; `entry` is null where it is no longer shown. */
    disqualified: { standingId: string; reason: string; entry: EntryCard | null }[];
    /** The public account of votes; null where the type counts none. */
    votes: VoteFigures | null;
    /** The server's own address, for the command that checks a result. */
    origin: string;
  };
  'fan/rules': ContestPage & {
    texts: RulesText[];
    facts: RulesFact[];
    versions: RulesVersion[];
    votes: VoteFigures | null;
  };
  /** An entry that is shown no more, since its author asked to be forgotten. */
  'fan/gone': { visit: Visit; contestUrl: string };
  'fan/privacy': { visit: Visit };
  'fan/not-found': { message: string };
  /** The sentence says when to try again. */
  /** `retryAtMs` is null where nobody knows when it is over. */
  'fan/too-many': { message: string; retryAtMs: number | null; nowMs: number };
  'fan/error': { requestId: string };
}
