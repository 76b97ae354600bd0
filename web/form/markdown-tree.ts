import type { Root } from 'hast';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

/** Without pictures, as on the page: they would be fetched from elsewhere. */
const schema: typeof defaultSchema = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => name !== 'img'),
};

const processor = unified().use(remarkParse).use(remarkRehype).use(rehypeSanitize, schema);

/** Markdown as a tree of allowed elements, by the same steps as the server's: what the preview shows is what fans get. */
export function markdownTree(markdown: string): Root {
  return processor.runSync(processor.parse(markdown)) as Root;
}
