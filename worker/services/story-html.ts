import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

/** Just what a text needs: no pictures (they would be fetched from elsewhere), no headings above the page's own. */
const schema: typeof defaultSchema = {
  ...defaultSchema,
  tagNames: [
    'p',
    'br',
    'em',
    'strong',
    'ul',
    'ol',
    'li',
    'blockquote',
    'h2',
    'h3',
    'h4',
    'a',
    'hr',
    'code',
    'pre',
  ],
  attributes: { a: ['href', 'title', ['rel', 'nofollow', 'noopener']], ol: ['start'] },
  protocols: { href: ['http', 'https', 'mailto'] },
};

interface Element {
  type: string;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: Element[];
}

/** A brand's links are its own, not ours; its first heading stands below the page's. */
function ownLinksAndHeadings() {
  return function visit(node: Element): void {
    if (node.tagName === 'a')
      node.properties = { ...node.properties, rel: ['nofollow', 'noopener'] };
    if (node.tagName === 'h1') node.tagName = 'h2';
    for (const child of node.children ?? []) visit(child);
  };
}

const processor = unified()
  .use(remarkParse)
  // HTML in the Markdown is dropped here already.
  .use(remarkRehype)
  .use(ownLinksAndHeadings)
  // Last before it becomes text, so that nothing gets past it.
  .use(rehypeSanitize, schema)
  .use(rehypeStringify);

const MARKER = String.raw`[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))`;
/** Nobody quotes a list in a quotation in a list deeper than this on one line. */
const DEEPEST = 8;
const TOO_DEEP = new RegExp(`^((?:${MARKER}){${DEEPEST}})(?:${MARKER})+`, 'gm');

/**
 * Leaves out the quotation and list markers that go on beyond the eighth on a line. Each opens a container in the one before, and
 * twenty thousand of them would keep the parser busy for minutes, until its stack ends.
 */
function withoutAbysses(markdown: string): string {
  return markdown.replace(TOO_DEEP, '$1 ');
}

const MOST_KEPT = 100;
/** The newest texts' HTML: the same few are read all day, and some texts take long to parse on purpose. */
const kept = new Map<string, string>();

/** A brand's Markdown as HTML that can do nothing but be read. */
export function storyHtml(markdown: string): string {
  let html = kept.get(markdown);
  if (html === undefined) {
    html = String(processor.processSync(withoutAbysses(markdown)));
    const [oldest] = kept.size >= MOST_KEPT ? kept.keys() : [];
    if (oldest !== undefined) kept.delete(oldest);
    kept.set(markdown, html);
  }
  return html;
}
