import type { Moment } from '../../contests/contract.ts';
import { roleInBrand } from '../auth/roles.ts';
import type { Person } from '../auth/session.ts';
import type { Bindings } from '../env.ts';
import { roomOf } from '../room/room-stub.ts';
import type { RoomView } from '../room/view.ts';
import type { ViewerFacts } from '../wire/contest.ts';
import { contestFacts, pseudonym, type ContestFacts } from './contest-facts.ts';
import type { GalleryContext } from './entry-gallery.ts';

/** A published contest together with what the room shows of it to one person. */
export interface Seen {
  facts: ContestFacts;
  view: RoomView;
  viewer: ViewerFacts;
  /** Keys the shuffle of the gallery: the same for whoever has no session. */
  visitor: string;
  context: GalleryContext;
  standingsVisible: boolean;
}

/** Null when there is no published contest by that id. */
export async function see(
  env: Bindings,
  contestId: string,
  person: Person | null,
): Promise<Seen | null> {
  const facts = await contestFacts(env, contestId);
  if (!facts) return null;
  const fanId = pseudonym(facts, person?.id ?? 'nobody');
  const [view, viewer] = await Promise.all([
    roomOf(env, contestId).view(fanId),
    viewerFacts(env, facts, person),
  ]);
  if (!view) return null;
  const { nowMs: atMs, open, announced } = view;
  // Whether standings and authors may be seen does not hang on whom they leave out.
  const moment: Moment = { atMs, open, announced, disqualified: new Set() };
  const standingsVisible = view.announced || facts.contest.standingsVisible(view.config, moment);
  const creditsVisible = view.announced || facts.contest.creditsVisible(view.config, moment);
  const groups = facts.contest.groups(view.config);
  return {
    facts,
    view,
    viewer,
    visitor: person?.id ?? 'anybody',
    standingsVisible,
    context: { facts, groups, votesVisible: standingsVisible, creditsVisible },
  };
}

async function viewerFacts(
  env: Bindings,
  facts: ContestFacts,
  person: Person | null,
): Promise<ViewerFacts> {
  const staffRole = person ? await roleInBrand(env, person.id, facts.brandId) : null;
  return { signedIn: person?.kind === 'verified', email: person?.email ?? null, staffRole };
}
