import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { renderPage, type Page } from '../../web/render.server.ts';
import type { AppEnv } from '../env.ts';
import { keptText } from './kept-text.ts';

/** The page to show, without what the request itself supplies. */
export type PageContent = Omit<Page, 'nonce'>;

/** The host is one that the development server accepts; ASSETS itself looks at the path only. */
async function fetchTemplate(assets: Fetcher): Promise<string> {
  const response = await assets.fetch('http://localhost/web/index.html');
  if (!response.ok) throw new Error(`the page template answered ${response.status}`);
  return response.text();
}

/** The built HTML file never changes in production; the development server rewrites it each time. */
const pageTemplate = import.meta.env.DEV ? fetchTemplate : keptText(fetchTemplate);

/** Replies with a server-rendered page. */
export async function page(
  c: Context<AppEnv>,
  content: PageContent,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const html = await renderPage(await pageTemplate(c.env.ASSETS), {
    ...content,
    nonce: c.get('secureHeadersNonce') ?? '',
  });
  return c.html(html, status);
}
