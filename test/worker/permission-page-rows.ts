import {
  anyStaff,
  editors,
  everybody,
  page,
  signedIn,
  staff,
  type Case,
} from './permission-outcomes.ts';

/** Pages, of fans and of staff. */
export const pageRows: Record<string, Case[]> = {
  // Pages: drafts have no public address, not even for their own brand.
  'GET /sign-in': [{ path: '/sign-in?next=/me', outcome: everybody('ok') }],
  'GET /me': [{ path: '/me', outcome: everybody('ok') }],
  'GET /privacy': [{ path: '/privacy', outcome: everybody('ok') }],
  'GET /c/:campaignSlug': [
    { path: '/c/{publicSlug}', outcome: everybody('ok') },
    { path: '/c/{slug}', outcome: everybody(404) },
  ],
  'GET /c/:campaignSlug/:contestSlug': [
    { path: '/c/{publicSlug}/a-contest', outcome: everybody('ok') },
    { path: '/c/{slug}/a-contest', outcome: everybody(404) },
  ],
  'GET /c/:campaignSlug/:contestSlug/entries/:entryId': [
    { path: '/c/{publicSlug}/a-contest/entries/no-such-entry', outcome: everybody(404) },
  ],
  'GET /c/:campaignSlug/:contestSlug/results': [
    { path: '/c/{publicSlug}/a-contest/results', outcome: everybody('ok') },
    { path: '/c/{slug}/a-contest/results', outcome: everybody(404) },
  ],
  'GET /c/:campaignSlug/:contestSlug/rules': [
    { path: '/c/{publicSlug}/a-contest/rules', outcome: everybody('ok') },
    { path: '/c/{slug}/a-contest/rules', outcome: everybody(404) },
  ],

  // Pages of staff: whoever is not signed in is sent to do so, before anything is looked up.
  'GET /invitations': [{ path: '/invitations', outcome: page(signedIn('ok')) }],
  'GET /studio': [{ path: '/studio', outcome: page(signedIn('ok')) }],
  'GET /studio/campaigns/:id': [
    { path: '/studio/campaigns/{campaign}', outcome: page(anyStaff) },
    { path: '/studio/campaigns/no-such-campaign', outcome: page(signedIn(404)) },
  ],
  'GET /studio/contests/:id': [
    { path: '/studio/contests/{draft}', outcome: page(editors, 404) },
    { path: '/studio/contests/{contest}', outcome: page(editors, 404) },
  ],
  'GET /studio/contests/:id/preview': [
    { path: '/studio/contests/{draft}/preview', outcome: page(anyStaff) },
  ],
  'GET /studio/brands/:id/members': [
    { path: '/studio/brands/{brand}/members', outcome: page({ ...anyStaff, judge: 404 }) },
  ],
  'GET /desk': [{ path: '/desk', outcome: page(signedIn('ok')) }],
  'GET /desk/:id': [
    { path: '/desk/{contest}', outcome: page({ ...anyStaff, judge: 404 }) },
    { path: '/desk/{draft}', outcome: page(signedIn(404)) },
  ],
  // Who may mark is the contest type's to say: the first registered one leaves it to judges.
  'GET /desk/:id/jury': [
    {
      path: '/desk/{contest}/jury',
      outcome: page(staff({ judge: 'ok', moderator: 404, editor: 404, owner: 404 })),
    },
  ],
  'GET /desk/:id/votes': [
    { path: '/desk/{contest}/votes', outcome: page({ ...anyStaff, judge: 404 }) },
    { path: '/desk/{draft}/votes', outcome: page(signedIn(404)) },
  ],
  'GET /desk/:id/results': [
    { path: '/desk/{contest}/results', outcome: page({ ...anyStaff, judge: 404 }) },
  ],
};
