import { Hono, type Context } from 'hono';
import type { Person } from '../../auth/session.ts';
import type { AppEnv } from '../../env.ts';
import {
  studioCampaignPage,
  studioContestPage,
  studioHome,
  studioMembersPage,
  studioPreviewPage,
} from '../../services/studio-pages.ts';
import { accentTheme } from '../../wire/accent-theme.ts';
import type { StudioPages } from '../../wire/pages-studio.ts';
import { page } from '../page.ts';
import { keepPrivate, staffOrSignIn } from './staff.ts';

async function studioPage<Name extends keyof StudioPages & string>(
  c: Context<AppEnv>,
  name: Name,
  load: (person: Person) => Promise<StudioPages[Name] | null>,
  titleOf: (data: StudioPages[Name]) => string,
): Promise<Response> {
  const staff = await staffOrSignIn(c);
  if ('reply' in staff) return staff.reply;
  const data = await load(staff.person);
  if (!data) return c.notFound() as Response | Promise<Response>;
  keepPrivate(c);
  return page(c, { name, title: titleOf(data), lang: 'en', data });
}

/** Where brands configure. */
export const studioPages = new Hono<AppEnv>()
  .get('/studio', (c) =>
    studioPage(
      c,
      'studio/home',
      (person) => studioHome(c.env, person),
      () => 'Studio · Fanfare',
    ),
  )
  .get('/studio/campaigns/:id', (c) =>
    studioPage(
      c,
      'studio/campaign',
      (person) => studioCampaignPage(c.env, c.req.param('id'), person),
      ({ campaign }) => `${campaign.title} · Studio`,
    ),
  )
  .get('/studio/contests/:id', (c) =>
    studioPage(
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
    studioPage(
      c,
      'studio/members',
      (person) => studioMembersPage(c.env, c.req.param('id'), person),
      ({ brand }) => `Team of ${brand.name} · Studio`,
    ),
  );
