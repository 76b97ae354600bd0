import { Hono, type Context } from 'hono';
import type { Person } from '../../auth/session.ts';
import type { AppEnv } from '../../env.ts';
import {
  deskHome,
  deskJuryPage,
  deskQueuePage,
  deskResultsPage,
} from '../../services/desk-pages.ts';
import type { QueueStatus } from '../../wire/desk.ts';
import type { DeskPages } from '../../wire/pages-desk.ts';
import { page } from '../page.ts';
import { keepPrivate, staffOrSignIn } from './staff.ts';

const STATUSES: readonly string[] = ['pending', 'approved', 'refused'] satisfies QueueStatus[];

async function deskPage<Name extends keyof DeskPages & string>(
  c: Context<AppEnv>,
  name: Name,
  load: (person: Person) => Promise<DeskPages[Name] | null>,
  titleOf: (data: DeskPages[Name]) => string,
): Promise<Response> {
  const staff = await staffOrSignIn(c);
  if ('reply' in staff) return staff.reply;
  const data = await load(staff.person);
  if (!data) return c.notFound() as Response | Promise<Response>;
  keepPrivate(c);
  return page(c, { name, title: titleOf(data), lang: 'en', data });
}

/** Where moderators and juries work. */
export const deskPages = new Hono<AppEnv>()
  .get('/desk', (c) =>
    deskPage(
      c,
      'desk/home',
      (person) => deskHome(c.env, person),
      () => 'Desk · Fanfare',
    ),
  )
  .get('/desk/:id', (c) => {
    const wanted = c.req.query('status') ?? '';
    const status = (STATUSES.includes(wanted) ? wanted : 'pending') as QueueStatus;
    return deskPage(
      c,
      'desk/queue',
      (person) => deskQueuePage(c.env, c.req.param('id'), person, status),
      ({ contest }) => `Queue · ${contest.title}`,
    );
  })
  .get('/desk/:id/jury', (c) =>
    deskPage(
      c,
      'desk/jury',
      (person) => deskJuryPage(c.env, c.req.param('id'), person, c.req.query('group')),
      ({ contest }) => `Jury · ${contest.title}`,
    ),
  )
  .get('/desk/:id/results', (c) =>
    deskPage(
      c,
      'desk/results',
      (person) => deskResultsPage(c.env, c.req.param('id'), person),
      ({ contest }) => `Results · ${contest.title}`,
    ),
  );
