import { render } from 'svelte/server';
import { loadPage } from './pages/registry.ts';

/** One page, ready to be rendered into the template. */
export interface Page {
  /** `<area>/<name>` of a file in web/pages. */
  name: string;
  /** Plain JSON for the component; it is public, since it is embedded in the page. */
  data: unknown;
  title: string;
  description?: string;
  canonicalUrl?: string;
  /** Absolute address of the picture shown when the page is shared. */
  imageUrl?: string;
  /** Fresh for each request; the template's placeholder is replaced by it. */
  nonce: string;
  /** BCP 47 tag. */
  lang: string;
  /** A brand's custom properties, such as `{'--accent': '#b3261e'}`. */
  theme?: Readonly<Record<string, string>>;
}

/** Stands in the built template wherever the request's nonce belongs (see vite.config.ts). */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

function meta(kind: 'name' | 'property', key: string, content: string | undefined): string {
  return content === undefined ? '' : `<meta ${kind}="${key}" content="${escapeHtml(content)}" />`;
}

/** Colours and lengths only: a theme comes from a brand, and must not be able to leave its rule. */
function themeStyle(theme: Page['theme'], nonce: string): string {
  const rules = Object.entries(theme ?? {})
    .filter(([name, value]) => /^--[a-z0-9-]+$/.test(name) && /^[#\w .,%()-]+$/.test(value))
    .map(([name, value]) => `${name}:${value}`);
  return rules.length ? `<style nonce="${nonce}">:root:root{${rules.join(';')}}</style>` : '';
}

function headTags(page: Page): string {
  const canonical = page.canonicalUrl
    ? `<link rel="canonical" href="${escapeHtml(page.canonicalUrl)}" />`
    : '';
  return [
    `<title>${escapeHtml(page.title)}</title>`,
    canonical,
    meta('name', 'description', page.description),
    meta('property', 'og:title', page.title),
    meta('property', 'og:description', page.description),
    meta('property', 'og:url', page.canonicalUrl),
    meta('property', 'og:image', page.imageUrl),
    meta('name', 'twitter:card', page.imageUrl && 'summary_large_image'),
    themeStyle(page.theme, page.nonce),
  ].join('');
}

function dataScript(page: Page): string {
  const json = JSON.stringify({ name: page.name, data: page.data }).replace(/</g, '\\u003c');
  return `<script type="application/json" id="page-data">${json}</script>`;
}

/**
 * Renders a page into the built template. Replacements are functions, because `$` is special in a
 * replacement string.
 * @returns the whole HTML document.
 */
export async function renderPage(template: string, page: Page): Promise<string> {
  const { component, props } = await loadPage(page.name, page.data);
  const rendered = await render(component, { props });
  return template
    .replaceAll(NONCE_PLACEHOLDER, () => page.nonce)
    .replace('<html lang="en"', () => `<html lang="${escapeHtml(page.lang)}"`)
    .replace('<!--page:head-->', () => headTags(page) + rendered.head)
    .replace('<!--page:body-->', () => rendered.body)
    .replace('<!--page:data-->', () => dataScript(page));
}
