import type { ContestDetail, EntriesPage } from './contest.ts';
import type { BrandMembership, MemberList } from './people.ts';
import type { ContestTypeView, DraftView, LimitRow, StudioCampaign } from './studio.ts';

/** What the viewer's role includes on a studio page. */
export interface StudioMay {
  edit: boolean;
  publish: boolean;
}

/** The campaign around a contest's settings. */
export interface StudioCampaignHeader {
  id: string;
  title: string;
  brandId: string;
  brandName: string;
  timeZone: string;
}

export interface StudioPages {
  'studio/home': {
    brands: { brand: BrandMembership; may: StudioMay; campaigns: StudioCampaign[] }[];
    /** How many brands ask this person to join. */
    invited: number;
  };
  'studio/campaign': {
    campaign: StudioCampaign;
    may: StudioMay;
    types: Pick<ContestTypeView, 'type' | 'title' | 'summary'>[];
  };
  'studio/contest': {
    draft: DraftView;
    campaign: StudioCampaignHeader;
    type: Pick<ContestTypeView, 'title' | 'configSchema' | 'secretsSchema'>;
    may: StudioMay;
    limits: LimitRow[];
    nowMs: number;
  };
  'studio/preview': {
    contest: ContestDetail;
    gallery: EntriesPage;
    group: string;
    /** The stage that is shown, as if it had begun a minute ago. */
    stageId: string;
    campaign: StudioCampaignHeader;
  };
  'studio/members': MemberList & { manages: boolean };
}
