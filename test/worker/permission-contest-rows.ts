import { anyStaff, editors, everybody, signedIn, type Case } from './permission-outcomes.ts';

/** Contests that were published, and pictures. */
export const contestRows: Record<string, Case[]> = {
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
};
