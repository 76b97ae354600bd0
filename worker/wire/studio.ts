// What the studio receives. Types only.
import type { Stage } from '../../contests/contract.ts';
import type { BrandMembership, BrandRoleName } from './people.ts';

/** A contest type that can be added to a campaign. */
export interface ContestTypeView {
  type: string;
  title: string;
  summary: string;
  /** JSON schema (draft-7) with title, help, unit and widget on its fields: what the form is made from. */
  configSchema: Record<string, unknown>;
  secretsSchema: Record<string, unknown>;
  /** Sensible settings for a contest that starts now. */
  defaults: unknown;
}

/** A contest in the studio's list. */
export interface StudioContest {
  id: string;
  type: string;
  typeTitle: string;
  title: string;
  slug: string;
  /** Where the public finds it once it is published. */
  url: string;
  publishedAtMs: number | null;
  announcedAtMs: number | null;
}

export interface StudioCampaign {
  id: string;
  brand: BrandMembership;
  slug: string;
  url: string;
  title: string;
  tagline: string;
  storyMarkdown: string;
  /** #rrggbb */
  accent: string;
  timeZone: string;
  coverMediaId: string | null;
  coverUrl: string | null;
  createdAtMs: number;
  publishedAtMs: number | null;
  contests: StudioContest[];
}

/** `GET /api/brands/:brandId/campaigns`, newest first. */
export interface StudioCampaignList {
  brand: BrandMembership;
  campaigns: StudioCampaign[];
}

/** Something that has to be put right before publishing. */
export interface DraftIssue {
  /** Dotted: `config.stops.0.name`, `secrets.…` or `title`. */
  path: string;
  message: string;
}

/** `GET` and `PATCH /api/contests/:id/draft` */
export interface DraftView {
  id: string;
  campaignId: string;
  brandId: string;
  role: BrandRoleName;
  type: string;
  title: string;
  slug: string;
  url: string;
  /** Before publication the draft, which may be incomplete; afterwards the rules in force. */
  config: unknown;
  /** Null once published: nobody reads them any more. */
  secrets: unknown;
  /** Everything that is in the way of publishing; empty when nothing is. */
  issues: DraftIssue[];
  publishedAtMs: number | null;
  /** The time line that these settings give; null while they are incomplete. */
  stages: Stage[] | null;
}

/** A budget: so many requests at once, so many more each second. */
export interface Budget {
  capacity: number;
  refillPerSecond: number;
}

/** One class of requests with its budgets, for the studio to show. */
export interface LimitRow {
  limitClass:
    | 'read'
    | 'act'
    | 'upload'
    | 'brandUpload'
    | 'guest'
    | 'signIn'
    | 'code'
    | 'invite'
    | 'ownData'
    | 'ledger'
    | 'live';
  budgets: {
    scope: 'person' | 'block' | 'mailbox' | 'brand' | 'contest';
    budget: Budget | { held: number };
  }[];
}
