import { Hono, type Context } from 'hono';
import { z } from 'zod';
import type { AppEnv } from '../../env.ts';
import { publishedCampaigns } from '../../services/campaigns.ts';
import {
  campaignPage,
  contestPage,
  entryPage,
  gonePage,
  resultsPage,
  rulesPage,
} from '../../services/fan-pages.ts';
import { accentTheme } from '../../wire/accent-theme.ts';
import type { CampaignSummary, ContestDetail } from '../../wire/contest.ts';
import { limitPageReads } from '../budgets.ts';
import { fanPage, visitOf } from './visit.ts';

/** What an address asks for that makes no sense is left out: a link should not die of an old query. */
const GalleryQuery = z.object({
  group: z.string().max(64).catch(''),
  sort: z.enum(['new', 'top', 'shuffle']).optional().catch(undefined),
  cursor: z.string().max(200).optional().catch(undefined),
});

const absolute = (c: Context<AppEnv>, path: string) => `${c.env.FANFARE_ORIGIN}${path}`;

/** Colours and share picture of everything that belongs to a campaign. */
function campaignHead(
  c: Context<AppEnv>,
  campaign: Omit<CampaignSummary, 'contests'>,
  path: string,
) {
  return {
    canonicalUrl: absolute(c, path),
    theme: accentTheme(campaign.theme.accent),
    ...(campaign.coverUrl ? { imageUrl: absolute(c, campaign.coverUrl) } : {}),
  };
}

const contestTitle = (contest: ContestDetail, part?: string) =>
  [part, contest.title, contest.campaign.title].filter(Boolean).join(' · ');

export const fanPageRoutes = new Hono<AppEnv>()
  .get('/', async (c) => {
    const { visit } = await visitOf(c);
    const campaigns = await publishedCampaigns(c.env);
    return fanPage(
      c,
      'fan/home',
      { visit, campaigns },
      {
        title: 'Fanfare',
        description: 'Contests that anyone can check.',
        canonicalUrl: absolute(c, '/'),
      },
    );
  })
  .get('/privacy', async (c) => {
    const { visit } = await visitOf(c);
    return fanPage(
      c,
      'fan/privacy',
      { visit },
      { title: 'What Fanfare knows about you', canonicalUrl: absolute(c, '/privacy') },
    );
  })
  .get('/c/:campaignSlug', async (c) => {
    const { person, visit } = await visitOf(c);
    const content = await campaignPage(c.env, c.req.param('campaignSlug'), person);
    if (!content) return c.notFound();
    const { campaign } = content;
    return fanPage(
      c,
      'fan/campaign',
      { visit, ...content },
      {
        title: `${campaign.title} · ${campaign.brandName}`,
        description: campaign.tagline,
        ...campaignHead(c, campaign, campaign.url),
      },
    );
  })
  .get('/c/:campaignSlug/:contestSlug', limitPageReads, async (c) => {
    const { person, visit } = await visitOf(c);
    const { group, sort, cursor } = GalleryQuery.parse(c.req.query());
    const content = await contestPage(c.env, c.req.param(), person, { group, sort, cursor });
    if (!content) return c.notFound();
    const { contest } = content;
    return fanPage(
      c,
      'fan/contest',
      { visit, ...content },
      {
        title: contestTitle(contest),
        description: contest.campaign.tagline,
        ...campaignHead(c, contest.campaign, contest.url),
      },
    );
  })
  .get('/c/:campaignSlug/:contestSlug/entries/:entryId', limitPageReads, async (c) => {
    const { person, visit } = await visitOf(c);
    const content = await entryPage(c.env, c.req.param(), c.req.param('entryId'), person);
    if (!content) {
      const gone = await gonePage(c.env, c.req.param(), c.req.param('entryId'));
      if (!gone) return c.notFound();
      return fanPage(c, 'fan/gone', { visit, ...gone }, { title: 'Gone · Fanfare' }, 410);
    }
    const { contest, entry } = content;
    return fanPage(
      c,
      'fan/entry',
      { visit, ...content },
      {
        title: contestTitle(contest, entry.caption || entry.credit),
        description: [entry.groupLabel, entry.credit].filter(Boolean).join(', '),
        ...campaignHead(c, contest.campaign, entry.url),
        ...(entry.picture ? { imageUrl: absolute(c, entry.picture.mediumUrl) } : {}),
      },
    );
  })
  .get('/c/:campaignSlug/:contestSlug/results', limitPageReads, async (c) => {
    const { person, visit } = await visitOf(c);
    const content = await resultsPage(c.env, c.req.param(), person);
    if (!content) return c.notFound();
    const { contest } = content;
    return fanPage(
      c,
      'fan/results',
      { visit, ...content },
      {
        title: contestTitle(contest, contest.result ? 'The winners' : 'Result'),
        description: contest.campaign.tagline,
        ...campaignHead(c, contest.campaign, `${contest.url}/results`),
      },
    );
  })
  .get('/c/:campaignSlug/:contestSlug/rules', limitPageReads, async (c) => {
    const { person, visit } = await visitOf(c);
    const content = await rulesPage(c.env, c.req.param(), person);
    if (!content) return c.notFound();
    return fanPage(
      c,
      'fan/rules',
      { visit, ...content },
      {
        title: contestTitle(content.contest, 'Rules'),
        ...campaignHead(c, content.contest.campaign, `${content.contest.url}/rules`),
      },
    );
  });
