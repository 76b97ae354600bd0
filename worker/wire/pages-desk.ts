import type { ContestDetail, EntriesPage, StandingRow } from './contest.ts';
import type {
  ClustersReply,
  ContestReview,
  DeskBlock,
  DeskWork,
  QueuePage,
  QueueStatus,
} from './desk.ts';
import type { BrandRoleName } from './people.ts';

/** A contest as the desk's pages frame it. */
export interface DeskContest {
  id: string;
  title: string;
  /** Its public page. */
  url: string;
  campaignTitle: string;
  timeZone: string;
  role: BrandRoleName;
  /** Parts of the desk that this role has here. */
  parts: { queue: boolean; jury: boolean; votes: boolean; results: boolean };
  work: DeskWork;
  groups: { id: string; label: string }[];
  /** Sequence number of the ledger that the page reflects. */
  seq: number;
}

/** A contest in the desk's list. */
export interface DeskContestSummary {
  id: string;
  title: string;
  campaignTitle: string;
  brandName: string;
  role: BrandRoleName;
  parts: DeskContest['parts'];
  pendingCount: number;
  approvedCount: number;
  state: 'running' | 'selected' | 'confirmed' | 'announced';
}

export interface DeskPages {
  'desk/home': { contests: DeskContestSummary[] };
  'desk/queue': {
    contest: DeskContest;
    status: QueueStatus;
    queue: QueuePage;
    /** Whether this role approves and refuses, or only looks on. */
    decides: boolean;
    /** True once winners are selected: from then on entries stay as they are. */
    settled: boolean;
  };
  'desk/jury': {
    contest: DeskContest;
    group: string;
    queue: QueuePage;
    marks: Record<string, number>;
    /** Why no marks are taken now; null while they are. */
    marksBlockedBy: DeskBlock | null;
    nowMs: number;
  };
  'desk/votes': {
    contest: DeskContest;
    votes: ClustersReply;
    /** Whether this role clears and voids, and there is still something to decide. */
    decides: boolean;
    /** True once winners are selected: from then on all stays as it is. */
    settled: boolean;
  };
  'desk/results': {
    contest: DeskContest;
    review: ContestReview;
    standings: StandingRow[];
    /** What the contest type's own review screen works with. */
    detail: ContestDetail;
    entries: EntriesPage;
    nowMs: number;
  };
}
