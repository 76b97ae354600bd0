/**
 * Who may use which route: one row for every route of the worker. A route without a row fails the test, and so does a
 * row without a route.
 *
 * To add a row: the key is `METHOD /path/as/:registered`. Its value lists one case for each kind of thing that the route
 * may be asked for (a published one, a draft, …). A case's `path` and `body` may contain placeholders:
 * {brand} {campaign} {publicCampaign} {publicSlug} {draft} {contest} {cover} {publicCover} stand for things of one
 * brand that stay; {newDraft} {newMember} {newKey} for a fresh one each time, for routes that use things up.
 * `outcome` names what each caller gets: 'ok' (below 400), 'sign-in' (sent to the sign-in page), a status, or a code
 * of the error shape. `everybody`, `signedIn` and `staff` below make the usual ones.
 */

export const CALLERS = [
  'nobody',
  'guest',
  'fan',
  'judge',
  'moderator',
  'editor',
  'owner',
  'otherOwner',
] as const;
export type CallerName = (typeof CALLERS)[number];

export type Outcome = 'ok' | 'sign-in' | 401 | 403 | 404 | `${string}/${string}`;

export interface Case {
  path: string;
  body?: unknown;
  /** Send a real picture instead of JSON. */
  picture?: boolean;
  /** Sent in a session of its own, since it ends the session. */
  endsSession?: boolean;
  /** Sent as a WebSocket handshake. */
  socket?: boolean;
  outcome: Record<CallerName, Outcome>;
}

const everybody = (outcome: Outcome): Case['outcome'] =>
  Object.fromEntries(CALLERS.map((caller) => [caller, outcome])) as Case['outcome'];

/** Anybody with a proven address, whatever their brand. */
const signedIn = (outcome: Outcome): Case['outcome'] => ({
  ...everybody(outcome),
  nobody: 401,
  guest: 401,
});

/** The brand's people by role; to others it must look as if the thing did not exist. */
const staff = (
  outcome: Record<'judge' | 'moderator' | 'editor' | 'owner', Outcome>,
): Case['outcome'] => ({
  nobody: 401,
  guest: 401,
  fan: 404,
  otherOwner: 404,
  ...outcome,
});

const anyStaff = staff({ judge: 'ok', moderator: 'ok', editor: 'ok', owner: 'ok' });
const editors = staff({ judge: 403, moderator: 403, editor: 'ok', owner: 'ok' });
const owners = staff({ judge: 403, moderator: 403, editor: 403, owner: 'ok' });

/** A page for staff: the same as the interface, but 401 becomes the way to sign in and 403 may look like 404. */
const page = (outcome: Case['outcome'], forbidden: Outcome = 403): Case['outcome'] =>
  Object.fromEntries(
    Object.entries(outcome).map(([caller, each]) => [
      caller,
      each === 401 ? 'sign-in' : each === 403 ? forbidden : each,
    ]),
  ) as Case['outcome'];

const mail = 'somebody@example.org';

export const rows: Record<string, Case[]> = {
  'GET /api/health': [{ path: '/api/health', outcome: everybody('ok') }],
  'GET /api/openapi.json': [{ path: '/api/openapi.json', outcome: everybody('ok') }],
  'GET /': [{ path: '/', outcome: everybody('ok') }],
  // The build's files; tests have none.
  'GET /assets/*': [{ path: '/assets/none.js', outcome: everybody(404) }],

  'POST /api/session/guest': [{ path: '/api/session/guest', outcome: everybody('ok') }],
  'GET /api/challenges': [
    { path: '/api/challenges?action=session', outcome: everybody('ok') },
    {
      path: '/api/challenges?contest={contest}&action=vote',
      outcome: { ...everybody('ok'), nobody: 401 },
    },
    {
      path: '/api/challenges?contest={draft}&action=vote',
      outcome: { ...everybody(404), nobody: 401 },
    },
  ],
  'GET /api/me': [{ path: '/api/me', outcome: everybody('ok') }],
  'GET /api/me/export': [{ path: '/api/me/export', outcome: { ...everybody('ok'), nobody: 401 } }],
  // Whoever sent it gets it back; not even the brand's other staff do.
  'GET /api/me/originals/:id': [
    {
      path: '/api/me/originals/{cover}',
      outcome: { ...everybody(404), nobody: 401, owner: 'ok' },
    },
  ],
  // Whoever confirms is gone afterwards; here nobody does.
  'DELETE /api/me': [
    {
      path: '/api/me',
      body: { confirmation: 'something else' },
      outcome: { ...everybody('me/NOT_CONFIRMED'), nobody: 401 },
    },
  ],
  'GET /api/me/invitations': [{ path: '/api/me/invitations', outcome: signedIn('ok') }],
  // Nobody answers for somebody else: not even the owner who asked.
  'POST /api/me/invitations/:id/accept': [
    {
      path: '/api/me/invitations/{newInvitation}/accept',
      body: {},
      outcome: { ...signedIn(404), fan: 'ok' },
    },
  ],
  'DELETE /api/me/invitations/:id': [
    { path: '/api/me/invitations/{newInvitation}', outcome: { ...signedIn(404), fan: 'ok' } },
  ],
  'POST /api/auth/email-otp/send-verification-otp': [
    {
      path: '/api/auth/email-otp/send-verification-otp',
      body: { email: '{caller}@example.org' },
      outcome: everybody('ok'),
    },
  ],
  'POST /api/auth/sign-in/email-otp': [
    {
      path: '/api/auth/sign-in/email-otp',
      body: { email: mail, otp: '000000' },
      outcome: everybody('auth/WRONG_CODE'),
    },
  ],
  'POST /api/auth/sign-out': [
    { path: '/api/auth/sign-out', endsSession: true, outcome: everybody('ok') },
  ],

  'POST /api/brands': [
    { path: '/api/brands', body: { name: 'Another brand' }, outcome: signedIn('ok') },
  ],
  'GET /api/brands/:brandId/campaigns': [
    { path: '/api/brands/{brand}/campaigns', outcome: anyStaff },
    { path: '/api/brands/no-such-brand/campaigns', outcome: signedIn(404) },
  ],
  'POST /api/brands/:brandId/campaigns': [
    { path: '/api/brands/{brand}/campaigns', body: { title: 'New' }, outcome: editors },
  ],
  'GET /api/brands/:brandId/members': [
    {
      path: '/api/brands/{brand}/members',
      outcome: staff({ judge: 403, moderator: 'ok', editor: 'ok', owner: 'ok' }),
    },
  ],
  'POST /api/brands/:brandId/members': [
    {
      path: '/api/brands/{brand}/members',
      body: { email: mail, role: 'judge' },
      outcome: owners,
    },
  ],
  'PATCH /api/brands/:brandId/members/:memberId': [
    {
      path: '/api/brands/{brand}/members/{newMember}',
      body: { role: 'moderator' },
      outcome: owners,
    },
  ],
  'DELETE /api/brands/:brandId/members/:memberId': [
    { path: '/api/brands/{brand}/members/{newMember}', outcome: owners },
    // A member of another brand than the one in the address is nobody there.
    {
      path: '/api/brands/{otherBrand}/members/{newMember}',
      outcome: { ...signedIn(404), otherOwner: 404 },
    },
  ],

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
  // Acts are refused by the rules, by role: here one that only those who decide may ask for, too early.
  'POST /api/contests/:id/actions': [
    {
      path: '/api/contests/{contest}/actions',
      body: { key: '{newKey}', action: { type: 'core.announce' } },
      outcome: {
        ...everybody('core/NOT_ALLOWED'),
        nobody: 401,
        moderator: 'core/NOT_CONFIRMED',
        owner: 'core/NOT_CONFIRMED',
      },
    },
    {
      path: '/api/contests/{draft}/actions',
      body: { key: '{newKey}', action: { type: 'core.announce' } },
      outcome: { ...everybody(404), nobody: 401 },
    },
  ],
  'GET /api/contests/:id': [
    { path: '/api/contests/{contest}', outcome: everybody('ok') },
    { path: '/api/contests/{draft}', outcome: everybody(404) },
  ],
  'GET /api/contests/:id/entries': [
    { path: '/api/contests/{contest}/entries', outcome: everybody('ok') },
    { path: '/api/contests/{draft}/entries', outcome: everybody(404) },
  ],
  'GET /api/contests/:id/standings': [
    // While voting runs the brand may keep them to those who decide; then a jury is not led by them either.
    {
      path: '/api/contests/{contest}/standings',
      outcome: { ...everybody('contest/STANDINGS_HIDDEN'), moderator: 'ok', owner: 'ok' },
    },
    { path: '/api/contests/{draft}/standings', outcome: everybody(404) },
  ],
  'GET /api/contests/:id/ledger': [
    { path: '/api/contests/{contest}/ledger', outcome: everybody('ok') },
    { path: '/api/contests/{draft}/ledger', outcome: everybody(404) },
  ],
  'GET /api/contests/:id/clusters': [
    { path: '/api/contests/{contest}/clusters', outcome: { ...anyStaff, judge: 404 } },
    { path: '/api/contests/{draft}/clusters', outcome: signedIn(404) },
  ],
  'POST /api/contests/:id/clusters/search': [
    { path: '/api/contests/{contest}/clusters/search', outcome: { ...anyStaff, judge: 404 } },
    { path: '/api/contests/{draft}/clusters/search', outcome: signedIn(404) },
  ],
  'GET /api/contests/:id/live': [
    { path: '/api/contests/{contest}/live', socket: true, outcome: everybody('ok') },
    { path: '/api/contests/{draft}/live', socket: true, outcome: everybody(404) },
  ],
  'GET /api/contests/:id/queue': [
    {
      path: '/api/contests/{contest}/queue?status=pending',
      outcome: { ...anyStaff, judge: 'desk/JURY_ONLY' },
    },
    { path: '/api/contests/{contest}/queue?status=approved', outcome: anyStaff },
    { path: '/api/contests/{draft}/queue', outcome: signedIn(404) },
  ],
  'GET /api/contests/:id/review': [
    { path: '/api/contests/{contest}/review', outcome: anyStaff },
    { path: '/api/contests/{draft}/review', outcome: signedIn(404) },
  ],

  'POST /api/media': [
    {
      path: '/api/media?contest={contest}',
      picture: true,
      outcome: { ...everybody('ok'), nobody: 401 },
    },
    {
      path: '/api/media?contest={draft}',
      picture: true,
      outcome: { ...anyStaff, guest: 404 },
    },
    {
      path: '/api/media?brand={brand}',
      picture: true,
      outcome: { ...editors, guest: 404 },
    },
  ],
  'GET /media/:id/:variant': [
    { path: '/media/{publicCover}/thumb', outcome: everybody('ok') },
    { path: '/media/{cover}/thumb', outcome: { ...anyStaff, judge: 404, nobody: 404, guest: 404 } },
  ],

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

  // Of a demo server only: demo.test.ts shows that they exist nowhere else.
  'GET /dev/sign-in': [{ path: '/dev/sign-in', outcome: everybody('ok') }],
  'POST /dev/sign-in': [{ path: '/dev/sign-in', body: { as: 'fan' }, outcome: everybody('ok') }],
  'POST /dev/clock': [{ path: '/dev/clock', body: { byMs: 0 }, outcome: everybody('ok') }],
  'POST /api/dev/bench/noop': [{ path: '/api/dev/bench/noop', body: {}, outcome: everybody('ok') }],
  'POST /api/dev/bench/insert': [
    { path: '/api/dev/bench/insert', body: {}, outcome: everybody('ok') },
  ],
  'GET /dev/mail': [{ path: '/dev/mail', outcome: everybody('ok') }],
  'GET /dev/mail.json': [{ path: '/dev/mail.json', outcome: everybody('ok') }],
};
