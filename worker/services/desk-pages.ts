import { roleMay, type BrandRole } from '../auth/roles.ts';
import type { Person } from '../auth/session.ts';
import { findContest } from '../../contests/registry.server.ts';
import type { AnyContest } from '../../contests/contract.ts';
import type { Bindings } from '../env.ts';
import type { QueueStatus } from '../wire/desk.ts';
import type { DeskContest, DeskContestSummary, DeskPages } from '../wire/pages-desk.ts';
import { campaignHeader } from './campaign-header.ts';
import { contestReview, detailOf, entriesOf } from './contest-reading.ts';
import { see } from './contest-seen.ts';
import { standingsOf } from './contest-standings.ts';
import { deskClusters } from './desk-clusters.ts';
import { deskQueue } from './desk.ts';
import { deskReview } from './desk-review.ts';
import { deskWork, mayAct } from './desk-work.ts';

/** How many entries a page of the queue brings with it. */
const PAGE_LENGTH = 24;
const JURY_PAGE_LENGTH = 60;

interface ListRow {
  id: string;
  type: string;
  title: string;
  campaignTitle: string;
  brandName: string;
  role: BrandRole;
  pendingCount: number;
  approvedCount: number;
  selectedAtMs: number | null;
  confirmedAtMs: number | null;
  announcedAtMs: number | null;
}

/** Published contests of all brands that somebody works for, those with waiting entries first. */
export async function deskHome(env: Bindings, person: Person): Promise<DeskPages['desk/home']> {
  const { results } = await env.DB.prepare(
    `SELECT contest.id, contest.type, contest.title, campaign.title AS campaignTitle, organization.name AS brandName,
       member.role, contest_status.selected_at_ms AS selectedAtMs, contest_status.confirmed_at_ms AS confirmedAtMs,
       contest_status.announced_at_ms AS announcedAtMs,
       (SELECT count(*) FROM entry WHERE contest_id = contest.id AND status = 'pending') AS pendingCount,
       (SELECT count(*) FROM entry WHERE contest_id = contest.id AND status = 'approved') AS approvedCount
     FROM member
     JOIN organization ON organization.id = member.organization_id
     JOIN campaign ON campaign.brand_id = organization.id
     JOIN contest ON contest.campaign_id = campaign.id AND contest.published_at_ms IS NOT NULL
     LEFT JOIN contest_status ON contest_status.contest_id = contest.id
     WHERE member.user_id = ?
     ORDER BY announcedAtMs IS NOT NULL, pendingCount DESC, contest.published_at_ms DESC, contest.id`,
  )
    .bind(person.id.slice(2))
    .all<ListRow>();
  return { contests: results.map(summary) };
}

function summary(row: ListRow): DeskContestSummary {
  const contest = findContest(row.type);
  const { id, title, campaignTitle, brandName, role, pendingCount, approvedCount } = row;
  return {
    id,
    title,
    campaignTitle,
    brandName,
    role,
    parts: contest
      ? partsOf(contest, role)
      : { queue: false, jury: false, votes: false, results: false },
    pendingCount: roleMay(role, 'moderation.read') ? pendingCount : 0,
    approvedCount,
    state:
      row.announcedAtMs !== null
        ? 'announced'
        : row.confirmedAtMs !== null
          ? 'confirmed'
          : row.selectedAtMs !== null
            ? 'selected'
            : 'running',
  };
}

function partsOf(contest: AnyContest, role: BrandRole): DeskContest['parts'] {
  const work = deskWork(contest);
  const moderates = roleMay(role, 'moderation.read');
  return {
    queue: moderates && work.moderation !== null,
    jury: work.jury !== null && mayAct(contest, 'mark', role),
    votes: moderates && contest.votes !== undefined,
    results: moderates,
  };
}

async function framed(env: Bindings, contestId: string, person: Person) {
  const seen = await contestReview(env, contestId, person);
  if (!seen) return null;
  const { facts, view } = seen;
  const role = seen.viewer.role as BrandRole;
  const campaign = await campaignHeader(env, facts.campaignId);
  const contest: DeskContest = {
    id: facts.id,
    title: facts.title,
    url: `/c/${facts.campaignSlug}/${facts.slug}`,
    campaignTitle: campaign.title,
    timeZone: campaign.timeZone,
    role,
    parts: partsOf(facts.contest, role),
    work: deskWork(facts.contest),
    groups: [...facts.contest.groups(view.config)],
    seq: view.seq,
  };
  const settled = seen.selectedAtMs !== null;
  return { contest, type: facts.contest, role, settled, nowMs: view.nowMs };
}

/** The approval queue; null for those who have no such work there. */
export async function deskQueuePage(
  env: Bindings,
  contestId: string,
  person: Person,
  status: QueueStatus,
): Promise<DeskPages['desk/queue'] | null> {
  const frame = await framed(env, contestId, person);
  if (!frame?.contest.parts.queue) return null;
  const reply = await deskQueue(env, contestId, person, { status, limit: PAGE_LENGTH });
  if (reply.status !== 'ok') return null;
  const decides = mayAct(frame.type, 'approve', frame.role);
  const { contest, settled } = frame;
  return { contest, status, queue: reply.page, decides, settled };
}

/** The jury's screen for one group, the first when none is named; null for those who give no marks there. */
export async function deskJuryPage(
  env: Bindings,
  contestId: string,
  person: Person,
  wanted: string | undefined,
): Promise<DeskPages['desk/jury'] | null> {
  const frame = await framed(env, contestId, person);
  if (!frame?.contest.parts.jury) return null;
  const { contest } = frame;
  const group = contest.groups.find(({ id }) => id === wanted)?.id ?? contest.groups[0]?.id ?? '';
  const query = { status: 'approved' as const, group, limit: JURY_PAGE_LENGTH };
  const [reply, review] = await Promise.all([
    deskQueue(env, contestId, person, query),
    deskReview(env, contestId, person),
  ]);
  if (reply.status !== 'ok') return null;
  return {
    contest,
    group,
    queue: reply.page,
    marks: review?.ownMarks ?? {},
    marksBlockedBy: review?.marksBlockedBy ?? null,
    nowMs: frame.nowMs,
  };
}

/** Votes in quarantine; null where none are counted, and for those who do not moderate. */
export async function deskVotesPage(
  env: Bindings,
  contestId: string,
  person: Person,
): Promise<DeskPages['desk/votes'] | null> {
  const frame = await framed(env, contestId, person);
  if (!frame?.contest.parts.votes) return null;
  const votes = await deskClusters(env, contestId, person, { again: false });
  if (!votes) return null;
  const decides = roleMay(frame.role, 'moderation.act') && !frame.settled;
  return { contest: frame.contest, votes, decides, settled: frame.settled };
}

/** Standings and the way to the announcement; null for those who may not follow it. */
export async function deskResultsPage(
  env: Bindings,
  contestId: string,
  person: Person,
): Promise<DeskPages['desk/results'] | null> {
  const frame = await framed(env, contestId, person);
  if (!frame?.contest.parts.results) return null;
  const [review, seen] = await Promise.all([
    deskReview(env, contestId, person),
    see(env, contestId, person),
  ]);
  if (!review || !seen) return null;
  const [standings, detail, entries] = await Promise.all([
    standingsOf(env, seen, { whole: true }),
    detailOf(env, seen),
    entriesOf(env, seen, { sort: 'new', limit: PAGE_LENGTH }),
  ]);
  return {
    contest: frame.contest,
    review,
    standings: standings.status === 'ok' ? standings.standings : [],
    detail,
    entries: entries.status === 'ok' ? entries.page : { entries: [], nextCursor: null, total: 0 },
    nowMs: frame.nowMs,
  };
}
