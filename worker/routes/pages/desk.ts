import { Hono } from 'hono';
import type { AppEnv } from '../../env.ts';
import {
  deskHome,
  deskJuryPage,
  deskQueuePage,
  deskResultsPage,
  deskVotesPage,
} from '../../services/desk-pages.ts';
import type { QueueStatus } from '../../wire/desk.ts';
import { staffPage } from './staff.ts';

const STATUSES: readonly string[] = ['pending', 'approved', 'refused'] satisfies QueueStatus[];

/** Where moderators and juries work. */
export const deskPages = new Hono<AppEnv>()
  .get('/desk', (c) =>
    staffPage(
      c,
      'desk/home',
      (person) => deskHome(c.env, person),
      () => 'Desk · Fanfare',
    ),
  )
  .get('/desk/:id', (c) => {
    const wanted = c.req.query('status') ?? '';
    const status = (STATUSES.includes(wanted) ? wanted : 'pending') as QueueStatus;
    return staffPage(
      c,
      'desk/queue',
      (person) => deskQueuePage(c.env, c.req.param('id'), person, status),
      ({ contest }) => `Queue · ${contest.title}`,
    );
  })
  .get('/desk/:id/jury', (c) =>
    staffPage(
      c,
      'desk/jury',
      (person) => deskJuryPage(c.env, c.req.param('id'), person, c.req.query('group')),
      ({ contest }) => `Jury · ${contest.title}`,
    ),
  )
  .get('/desk/:id/votes', (c) =>
    staffPage(
      c,
      'desk/votes',
      (person) => deskVotesPage(c.env, c.req.param('id'), person),
      ({ contest }) => `Votes · ${contest.title}`,
    ),
  )
  .get('/desk/:id/results', (c) =>
    staffPage(
      c,
      'desk/results',
      (person) => deskResultsPage(c.env, c.req.param('id'), person),
      ({ contest }) => `Results · ${contest.title}`,
    ),
  );
