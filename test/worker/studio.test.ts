import { env } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import type { CampaignDetail, CampaignSummary } from '../../worker/wire/contest.ts';
import type { BrandMembership, Me } from '../../worker/wire/people.ts';
import type {
  ContestTypeView,
  DraftView,
  StudioCampaign,
  StudioCampaignList,
} from '../../worker/wire/studio.ts';
import { Caller, signedIn } from './browser-like.ts';

const code = (reply: { body: unknown }) => (reply.body as { error: { code: string } }).error.code;

let serial = 0;

/** A fresh person who has founded a brand of their own. */
async function founder(): Promise<{ owner: Caller; brand: BrandMembership; email: string }> {
  const owner = await signedIn('fan', `Founder ${serial++}`);
  const brand = await owner.json<BrandMembership>('POST', '/api/brands', { name: 'Night & Day' });
  expect(brand.status).toBe(201);
  const me = await owner.json<Me>('GET', '/api/me');
  return { owner, brand: brand.body, email: me.body.person?.email ?? '' };
}

async function campaignOf(
  owner: Caller,
  brandId: string,
  title = 'Streets',
): Promise<StudioCampaign> {
  const path = `/api/brands/${brandId}/campaigns`;
  const made = await owner.json<StudioCampaign>('POST', path, { title });
  expect(made.status).toBe(201);
  return made.body;
}

async function firstType(owner: Caller): Promise<ContestTypeView> {
  const types = await owner.json<ContestTypeView[]>('GET', '/api/contest-types');
  return types.body[0] as ContestTypeView;
}

async function draftIn(owner: Caller, campaignId: string, title = 'Relay'): Promise<DraftView> {
  const { type } = await firstType(owner);
  const path = `/api/studio/campaigns/${campaignId}/contests`;
  const made = await owner.json<DraftView>('POST', path, { type, title });
  expect(made.status).toBe(201);
  return made.body;
}

describe('a brand', () => {
  it('belongs to whoever founded it', async () => {
    const { owner, brand } = await founder();
    const me = await owner.json<Me>('GET', '/api/me');
    expect(me.body.brands).toEqual([{ ...brand, role: 'owner' }]);
    expect(brand.slug).toMatch(/^night-day/);
  });
});

describe('a campaign', () => {
  it('is invisible until it is published', async () => {
    const { owner, brand } = await founder();
    const { id, slug } = await campaignOf(owner, brand.id, 'Hidden streets');
    expect((await new Caller().json('GET', `/api/campaigns/${slug}`)).status).toBe(404);
    expect((await owner.json('POST', `/api/studio/campaigns/${id}/publish`)).status).toBe(200);
    const shown = await new Caller().json<CampaignDetail>('GET', `/api/campaigns/${slug}`);
    expect(shown.status).toBe(200);
    expect(shown.body).toMatchObject({
      title: 'Hidden streets',
      brandName: brand.name,
      contests: [],
    });
    const list = await new Caller().json<{ campaigns: CampaignSummary[] }>('GET', '/api/campaigns');
    expect(list.body.campaigns.map((campaign) => campaign.slug)).toContain(slug);
  });

  it('keeps its first publication instant and its address', async () => {
    const { owner, brand } = await founder();
    const { id, slug } = await campaignOf(owner, brand.id, 'Twice published');
    const path = `/api/studio/campaigns/${id}`;
    const first = await owner.json<StudioCampaign>('POST', `${path}/publish`);
    await owner.json('PATCH', path, { title: 'Another name' });
    const again = await owner.json<StudioCampaign>('POST', `${path}/publish`);
    expect(again.body).toMatchObject({
      publishedAtMs: first.body.publishedAtMs,
      slug,
      title: 'Another name',
    });
  });

  it('gets an address from any title, and never a second time the same', async () => {
    const { owner, brand } = await founder();
    const slugs: string[] = [];
    for (const title of ['Città aperta', 'Città aperta', '東京の路地', '🚋🚋', 'Studio', 'new']) {
      slugs.push((await campaignOf(owner, brand.id, title)).slug);
    }
    expect(slugs[0]).toBe('citta-aperta');
    expect(slugs[1]).toMatch(/^citta-aperta-/);
    expect(slugs[4]).toMatch(/^studio-/);
    expect(slugs[5]).toMatch(/^new-/);
    for (const slug of slugs) expect(slug).toMatch(/^[a-z0-9][a-z0-9-]+$/);
    expect(new Set(slugs).size).toBe(slugs.length);
  });

  it('turns its story into HTML that can only be read', async () => {
    const { owner, brand } = await founder();
    const { id, slug } = await campaignOf(owner, brand.id, 'Story');
    const storyMarkdown = [
      '# Once',
      '**bold** <script>alert(1)</script> <img src=x onerror=alert(1)>',
      '[bad](javascript:alert(1)) [good](https://example.org) ![picture](https://example.org/x.png)',
    ].join('\n\n');
    await owner.json('PATCH', `/api/studio/campaigns/${id}`, { storyMarkdown });
    await owner.json('POST', `/api/studio/campaigns/${id}/publish`);
    const { body } = await new Caller().json<CampaignDetail>('GET', `/api/campaigns/${slug}`);
    expect(body.storyHtml).toContain('<h2>Once</h2>');
    expect(body.storyHtml).toContain('<strong>bold</strong>');
    expect(body.storyHtml).toContain(
      '<a href="https://example.org" rel="nofollow noopener">good</a>',
    );
    expect(body.storyHtml).not.toMatch(/script|onerror|<img|javascript/);
  });

  it('refuses a colour, a time zone and a cover that are none', async () => {
    const { owner, brand } = await founder();
    const { id } = await campaignOf(owner, brand.id);
    const patch = (change: object) => owner.json('PATCH', `/api/studio/campaigns/${id}`, change);
    for (const [field, value] of [
      ['accent', 'red'],
      ['accent', '#12345'],
      ['timeZone', 'Mars/Olympus'],
      ['timeZone', '+02:00'],
      ['title', ''],
    ] as const) {
      const reply = await patch({ [field]: value });
      expect(reply).toMatchObject({
        status: 400,
        body: { error: { code: 'request/INVALID', field } },
      });
    }
    expect(code(await patch({ coverMediaId: 'nobody-uploaded-this' }))).toBe('campaign/BAD_COVER');
    expect((await patch({ slug: 'other' })).status).toBe(400);
    const good = await patch({ accent: '#B3261E', timeZone: 'Europe/Paris', tagline: 'Look' });
    expect(good.body).toMatchObject({
      accent: '#b3261e',
      timeZone: 'Europe/Paris',
      tagline: 'Look',
    });
  });

  it('is listed for its brand only', async () => {
    const { owner, brand } = await founder();
    const { id } = await campaignOf(owner, brand.id);
    const draft = await draftIn(owner, id);
    const list = await owner.json<StudioCampaignList>('GET', `/api/brands/${brand.id}/campaigns`);
    expect(list.body.campaigns).toHaveLength(1);
    expect(list.body.campaigns[0]?.contests).toEqual([
      expect.objectContaining({ id: draft.id, publishedAtMs: null, announcedAtMs: null }),
    ]);
    const other = await founder();
    for (const path of [`/api/brands/${brand.id}/campaigns`, `/api/studio/campaigns/${id}`]) {
      expect((await other.owner.json('GET', path)).status).toBe(404);
    }
  });
});

describe('a contest type', () => {
  it('comes with a schema that a form can be made from, and defaults that pass it', async () => {
    const { owner, brand } = await founder();
    const type = await firstType(owner);
    expect(type.configSchema).toMatchObject({ type: 'object', properties: expect.any(Object) });
    expect(JSON.stringify(type.configSchema)).toContain('"title"');
    const { id } = await campaignOf(owner, brand.id);
    const draft = await draftIn(owner, id);
    expect(draft.issues.filter(({ path }) => path.startsWith('config'))).toEqual([]);
  });
});

describe('a draft', () => {
  it('may be incomplete, and says everything that is missing', async () => {
    const { owner, brand } = await founder();
    const { id } = await campaignOf(owner, brand.id);
    const draft = await draftIn(owner, id);
    const path = `/api/contests/${draft.id}/draft`;
    const saved = await owner.json<DraftView>('PATCH', path, { title: 'Half done', config: {} });
    expect(saved.status).toBe(200);
    expect(saved.body.title).toBe('Half done');
    expect(saved.body.issues.length).toBeGreaterThan(1);
    for (const issue of saved.body.issues) {
      expect(issue).toEqual({
        path: expect.stringMatching(/^config/),
        message: expect.any(String),
      });
    }
    const refused = await owner.json<{ issues: unknown[] }>(
      'POST',
      `/api/contests/${draft.id}/publish`,
    );
    expect(refused.status).toBe(422);
    expect(code(refused)).toBe('contest/INCOMPLETE');
    expect(refused.body.issues).toEqual(saved.body.issues);
    expect((await owner.json<DraftView>('GET', path)).body).toEqual(saved.body);
  });

  it('keeps its secrets sealed at rest', async () => {
    const { owner, brand } = await founder();
    const { id } = await campaignOf(owner, brand.id);
    const draft = await draftIn(owner, id);
    const secrets = { canary: 'the-answer-is-here' };
    const saved = await owner.json<DraftView>('PATCH', `/api/contests/${draft.id}/draft`, {
      secrets,
    });
    expect(saved.body.secrets).toEqual(secrets);
    const { results } = await env.DB.prepare('SELECT * FROM contest').all();
    expect(JSON.stringify(results)).not.toContain('the-answer-is-here');
  });

  it('can be thrown away until it is published, and never afterwards', async () => {
    const { owner, brand } = await founder();
    const { id, slug } = await campaignOf(owner, brand.id, `Published ${serial++}`);
    const gone = await draftIn(owner, id, 'Gone');
    expect((await owner.send('DELETE', `/api/contests/${gone.id}/draft`)).status).toBe(204);
    expect((await owner.json('GET', `/api/contests/${gone.id}/draft`)).status).toBe(404);

    const kept = await draftIn(owner, id, 'Kept');
    expect((await new Caller().json('GET', `/api/contests/${kept.id}`)).status).toBe(404);
    const published = await owner.json<DraftView>('POST', `/api/contests/${kept.id}/publish`);
    expect(published.status).toBe(200);
    expect(published.body.secrets).toBeNull();
    const again = await owner.json<DraftView>('POST', `/api/contests/${kept.id}/publish`);
    expect(again.body).toEqual(published.body);
    for (const [method, body] of [
      ['DELETE', undefined],
      ['PATCH', { title: 'Other' }],
    ] as const) {
      const reply = await owner.json(method, `/api/contests/${kept.id}/draft`, body);
      expect(code(reply)).toBe('contest/FROZEN');
    }
    // Its campaign became public with it, and shows its stages.
    const shown = await new Caller().json<CampaignDetail>('GET', `/api/campaigns/${slug}`);
    expect(shown.body.contests).toEqual([
      expect.objectContaining({ id: kept.id, slug: kept.slug, announced: false }),
    ]);
    expect(shown.body.contests[0]?.stages.length).toBeGreaterThan(0);
  });

  it('is published once, however many ask at the same moment', async () => {
    const { owner, brand } = await founder();
    const { id } = await campaignOf(owner, brand.id);
    const draft = await draftIn(owner, id);
    const replies = await Promise.all(
      Array.from({ length: 4 }, () => owner.json('POST', `/api/contests/${draft.id}/publish`)),
    );
    for (const { status } of replies) expect([200, 409]).toContain(status);
    expect(replies.some(({ status }) => status === 200)).toBe(true);
    const events = await env.DB.prepare(
      'SELECT count(*) AS n FROM event WHERE contest_id = ? AND seq = 1',
    )
      .bind(draft.id)
      .first<{ n: number }>();
    expect(events?.n).toBe(1);
  });
});

describe('what is sent', () => {
  it('is refused when it is too large, with nothing changed', async () => {
    const { owner, brand } = await founder();
    const { id } = await campaignOf(owner, brand.id);
    const draft = await draftIn(owner, id);
    const config = { filler: 'x'.repeat(600 * 1024) };
    const reply = await owner.json('PATCH', `/api/contests/${draft.id}/draft`, { config });
    expect(reply.status).toBe(413);
    expect(code(reply)).toBe('request/TOO_LARGE');
  });
});

describe('the description of the interface', () => {
  it('is made from the routes, and leaves the demo’s out', async () => {
    const { status, body } = await new Caller().json<{
      openapi: string;
      paths: Record<string, Record<string, { summary?: string; requestBody?: unknown }>>;
    }>('GET', '/api/openapi.json');
    expect(status).toBe(200);
    expect(body.openapi).toMatch(/^3\.1/);
    expect(body.paths['/api/brands']?.post?.requestBody).toBeDefined();
    expect(body.paths['/api/contests/{id}/draft']?.patch?.summary).toMatch(/draft/);
    expect(Object.keys(body.paths).filter((path) => !/^\/(api|media)\//.test(path))).toEqual([]);
  });
});
