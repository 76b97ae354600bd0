import { Hono } from 'hono';
import type { AppEnv } from '../../env.ts';
import {
  studioCampaignPage,
  studioContestPage,
  studioHome,
  studioMembersPage,
  studioPreviewPage,
} from '../../services/studio-pages.ts';
import { accentTheme } from '../../wire/accent-theme.ts';
import { page } from '../page.ts';
import { keepPrivate, staffOrSignIn, staffPage } from './staff.ts';

/** Where brands configure. */
export const studioPages = new Hono<AppEnv>()
  .get('/studio', (c) =>
    staffPage(
      c,
      'studio/home',
      (person) => studioHome(c.env, person),
      () => 'Studio · Fanfare',
    ),
  )
  .get('/studio/campaigns/:id', (c) =>
    staffPage(
      c,
      'studio/campaign',
      (person) => studioCampaignPage(c.env, c.req.param('id'), person),
      ({ campaign }) => `${campaign.title} · Studio`,
    ),
  )
  .get('/studio/contests/:id', (c) =>
    staffPage(
      c,
      'studio/contest',
      (person) => studioContestPage(c.env, c.req.param('id'), person),
      ({ draft }) => `${draft.title} · Studio`,
    ),
  )
  .get('/studio/contests/:id/preview', async (c) => {
    const staff = await staffOrSignIn(c);
    if ('reply' in staff) return staff.reply;
    const { stage: stageId, group } = c.req.query();
    const id = c.req.param('id');
    const data = await studioPreviewPage(c.env, id, staff.person, { stageId, group });
    if (!data) return c.notFound() as Response | Promise<Response>;
    if (data === 'incomplete') return c.redirect(`/studio/contests/${encodeURIComponent(id)}`, 303);
    keepPrivate(c);
    const title = `Preview of ${data.contest.title} · Studio`;
    const theme = accentTheme(data.contest.campaign.theme.accent);
    return page(c, { name: 'studio/preview', title, lang: 'en', data, theme });
  })
  .get('/studio/brands/:id/members', (c) =>
    staffPage(
      c,
      'studio/members',
      (person) => studioMembersPage(c.env, c.req.param('id'), person),
      ({ brand }) => `Team of ${brand.name} · Studio`,
    ),
  );
