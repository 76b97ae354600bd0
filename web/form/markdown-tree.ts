import type { Root } from 'hast';
import rehypeSanitize from 'rehype-sanitize';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

const processor = unified().use(remarkParse).use(remarkRehype).use(rehypeSanitize);

/** Markdown as a tree of allowed elements, by the same steps as the server's: what the preview shows is what fans get. */
export function markdownTree(markdown: string): Root {
  return processor.runSync(processor.parse(markdown)) as Root;
}
