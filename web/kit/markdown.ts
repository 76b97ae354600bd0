// Markdown as people write it in a form, read into a small tree. What is not in the tree cannot be on the page: no HTML, no
// pictures, no addresses but http(s) and mail. A full Markdown reader would weigh more than all of a page's own script.

export type Inline =
  | { kind: 'text' | 'code'; text: string }
  | { kind: 'strong' | 'emphasis'; children: Inline[] }
  | { kind: 'link'; href: string; children: Inline[] }
  | { kind: 'break' };

export type Block =
  | { kind: 'paragraph'; children: Inline[] }
  /** Level 1 stands right below the page's own headings. */
  | { kind: 'heading'; level: 1 | 2; children: Inline[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Inline[][] }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'code'; text: string }
  | { kind: 'rule' };

const DEEPEST = 6;
const FENCE = /^ {0,3}(```+|~~~+)/;
const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const RULE = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^ {0,3}(?:([-*+])|(\d{1,9})[.)])\s+(.*)$/;

/** Reads blocks: paragraphs, headings, flat lists, quotes, code and rules. Never throws; what it does not know is text. */
export function readMarkdown(markdown: string, depth = 0): Block[] {
  const lines = markdown.replace(/\r\n?/g, '\n').split('\n');
  const blocks: Block[] = [];
  let at = 0;
  /** Takes lines while they belong together. */
  const take = (belongs: (line: string) => boolean): string[] => {
    const from = at;
    while (at < lines.length && belongs(lines[at] ?? '')) at += 1;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const [, fence] = FENCE.exec(line) ?? [];
    const [, hashes, title = ''] = HEADING.exec(line) ?? [];
    if (line.trim() === '') at += 1;
    else if (fence) {
      at += 1;
      const code = take((next) => !next.trimStart().startsWith(fence));
      at += 1;
      blocks.push({ kind: 'code', text: code.join('\n') });
    } else if (hashes) {
      at += 1;
      blocks.push({
        kind: 'heading',
        level: hashes.length < 3 ? 1 : 2,
        children: readInline(title),
      });
    } else if (RULE.test(line)) {
      at += 1;
      blocks.push({ kind: 'rule' });
    } else if (QUOTE.test(line) && depth < DEEPEST) {
      const quoted = take((next) => QUOTE.test(next)).map((each) => each.replace(QUOTE, ''));
      blocks.push({ kind: 'quote', blocks: readMarkdown(quoted.join('\n'), depth + 1) });
    } else if (ITEM.test(line))
      blocks.push(readList(take((next) => next.trim() !== '' && !FENCE.test(next))));
    else {
      // At least this line, whatever it looks like.
      at += 1;
      const more = take((next) => next.trim() !== '' && !startsBlock(next));
      const text = [line, ...more].map((each) => each.trimStart()).join('\n');
      blocks.push({ kind: 'paragraph', children: readInline(text.trimEnd()) });
    }
  }
  return blocks;
}

function startsBlock(line: string): boolean {
  return [FENCE, HEADING, RULE, QUOTE, ITEM].some((start) => start.test(line));
}

/** Every line that begins an item is one; others go on with the item before. */
function readList(lines: readonly string[]): Block {
  const [, bullet, start = '1'] = ITEM.exec(lines[0] ?? '') ?? [];
  const items: string[] = [];
  for (const line of lines) {
    const text = ITEM.exec(line)?.[3];
    if (text !== undefined) items.push(text);
    else items.push(`${items.pop() ?? ''}\n${line.trim()}`);
  }
  const read = items.map((item) => readInline(item));
  return { kind: 'list', ordered: bullet === undefined, start: Number(start), items: read };
}

const ESCAPED = /^\\([!-/:-@[-`{-~])/;
const CODE = /^(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/;
const LINK = /^\[((?:[^[\]\\]|\\.)+)\]\(\s*<?([^\s<>()]+)>?(?:\s+"[^"]*")?\s*\)/;
const BARE_LINK = /^<((?:https?:\/\/|mailto:)[^\s<>]+)>/i;
const BREAK = /^(?: {2,}|\\)\n/;
const SAFE = /^(?:https?:\/\/|mailto:)/i;
const MARKS = /^(\*\*|__|\*|_)(?=\S)/;
const PLAIN = /^[^\\`[<*_\n ]+|^[\s\S]/;

/** Reads emphasis, code, links and line breaks. */
export function readInline(text: string, depth = 0): Inline[] {
  const found: Inline[] = [];
  const addText = (more: string) => {
    const last = found.at(-1);
    if (last?.kind === 'text') last.text += more;
    else found.push({ kind: 'text', text: more });
  };
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const step = special(rest, text[at - 1] ?? ' ', depth);
    if (step) {
      if (step.node.kind === 'text') addText(step.node.text);
      else found.push(step.node);
      at += step.length;
    } else {
      const plain = PLAIN.exec(rest)?.[0] ?? rest;
      addText(plain);
      at += plain.length;
    }
  }
  return found;
}

function special(
  rest: string,
  before: string,
  depth: number,
): { node: Inline; length: number } | null {
  const match = (pattern: RegExp) => pattern.exec(rest);
  const broken = match(BREAK);
  if (broken) return { node: { kind: 'break' }, length: broken[0].length };
  const escaped = match(ESCAPED);
  if (escaped) return { node: { kind: 'text', text: escaped[1] ?? '' }, length: 2 };
  const code = match(CODE);
  if (code) return { node: { kind: 'code', text: (code[2] ?? '').trim() }, length: code[0].length };
  if (depth >= DEEPEST) return null;
  const link = match(LINK);
  if (link && SAFE.test(link[2] ?? '')) {
    const children = readInline(link[1] ?? '', DEEPEST);
    return { node: { kind: 'link', href: link[2] ?? '', children }, length: link[0].length };
  }
  const bare = match(BARE_LINK);
  if (bare) {
    const children: Inline[] = [{ kind: 'text', text: bare[1] ?? '' }];
    return { node: { kind: 'link', href: bare[1] ?? '', children }, length: bare[0].length };
  }
  const [, mark] = match(MARKS) ?? [];
  if (!mark || (mark.startsWith('_') && /[\p{L}\p{N}]/u.test(before))) return null;
  const inside = emphasised(rest, mark);
  return inside === null
    ? null
    : {
        node: {
          kind: mark.length === 2 ? 'strong' : 'emphasis',
          children: readInline(inside, depth + 1),
        },
        length: inside.length + 2 * mark.length,
      };
}

/** What stands between a mark and its end, or null when it never ends. */
function emphasised(rest: string, mark: string): string | null {
  for (let end = rest.indexOf(mark, mark.length); end > 0; end = rest.indexOf(mark, end + 1)) {
    const before = rest[end - 1] ?? '';
    const after = rest[end + mark.length] ?? ' ';
    const doubled = mark.length === 1 && (after === mark || before === mark);
    const inWord = mark.startsWith('_') && /[\p{L}\p{N}]/u.test(after);
    if (!/[\s\\]/.test(before) && !doubled && !inWord) return rest.slice(mark.length, end);
  }
  return null;
}
