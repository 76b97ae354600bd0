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

/** A brand's Markdown as HTML that can do nothing but be read. */
export function storyHtml(markdown: string): string {
  return String(processor.processSync(markdown));
}
