import {
  anyStaff,
  editors,
  everybody,
  mail,
  owners,
  signedIn,
  staff,
  type Case,
} from './permission-outcomes.ts';

/** The server itself, sessions, one’s own account, brands and their people. */
export const peopleRows: Record<string, Case[]> = {
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
};
