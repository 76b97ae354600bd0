import { everybody, type Case } from './permission-outcomes.ts';

/** What a demo server alone has. */
export const demoRows: Record<string, Case[]> = {
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
