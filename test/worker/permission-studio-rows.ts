import { anyStaff, editors, everybody, signedIn, staff, type Case } from './permission-outcomes.ts';

/** Campaigns, and contests in the making. */
export const studioRows: Record<string, Case[]> = {
  'GET /api/campaigns': [{ path: '/api/campaigns', outcome: everybody('ok') }],
  'GET /api/campaigns/:slug': [
    { path: '/api/campaigns/{publicSlug}', outcome: everybody('ok') },
    // The public address of a draft does not exist, not even for its own brand.
    { path: '/api/campaigns/{slug}', outcome: everybody(404) },
  ],

  'GET /api/contest-types': [{ path: '/api/contest-types', outcome: signedIn('ok') }],
  'GET /api/studio/campaigns/:id': [
    { path: '/api/studio/campaigns/{campaign}', outcome: anyStaff },
    { path: '/api/studio/campaigns/{publicCampaign}', outcome: anyStaff },
    { path: '/api/studio/campaigns/no-such-campaign', outcome: signedIn(404) },
  ],
  'PATCH /api/studio/campaigns/:id': [
    { path: '/api/studio/campaigns/{campaign}', body: { tagline: 'Look' }, outcome: editors },
    { path: '/api/studio/campaigns/{publicCampaign}', body: { tagline: 'Look' }, outcome: editors },
  ],
  'POST /api/studio/campaigns/:id/publish': [
    { path: '/api/studio/campaigns/{publicCampaign}/publish', outcome: editors },
  ],
  'POST /api/studio/campaigns/:id/contests': [
    {
      path: '/api/studio/campaigns/{campaign}/contests',
      body: { type: '{type}', title: 'One more' },
      outcome: editors,
    },
  ],
  'GET /api/contests/:id/draft': [
    { path: '/api/contests/{draft}/draft', outcome: editors },
    { path: '/api/contests/{contest}/draft', outcome: editors },
    { path: '/api/contests/no-such-contest/draft', outcome: signedIn(404) },
  ],
  'PATCH /api/contests/:id/draft': [
    { path: '/api/contests/{draft}/draft', body: { title: 'Renamed' }, outcome: editors },
    {
      path: '/api/contests/{contest}/draft',
      body: { title: 'Renamed' },
      outcome: staff({
        judge: 403,
        moderator: 403,
        editor: 'contest/FROZEN',
        owner: 'contest/FROZEN',
      }),
    },
  ],
  'DELETE /api/contests/:id/draft': [
    { path: '/api/contests/{newDraft}/draft', outcome: editors },
    {
      path: '/api/contests/{contest}/draft',
      outcome: staff({
        judge: 403,
        moderator: 403,
        editor: 'contest/FROZEN',
        owner: 'contest/FROZEN',
      }),
    },
  ],
  'POST /api/contests/:id/publish': [
    { path: '/api/contests/{newDraft}/publish', outcome: editors },
    { path: '/api/contests/{contest}/publish', outcome: editors },
  ],
};
