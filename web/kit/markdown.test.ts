import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInline, readMarkdown, type Block, type Inline } from './markdown.ts';

const text = (words: string): Inline => ({ kind: 'text', text: words });

describe('Markdown', () => {
  it('has paragraphs, headings, lists, quotes, code and rules', () => {
    const written =
      '# One\n\nTwo\nlines\n\n- a\n- b\n  more\n\n3. c\n\n> said\n\n```\n<b>\n```\n\n---';
    expect(readMarkdown(written)).toEqual([
      { kind: 'heading', level: 1, children: [text('One')] },
      { kind: 'paragraph', children: [text('Two\nlines')] },
      { kind: 'list', ordered: false, start: 1, items: [[text('a')], [text('b\nmore')]] },
      { kind: 'list', ordered: true, start: 3, items: [[text('c')]] },
      { kind: 'quote', blocks: [{ kind: 'paragraph', children: [text('said')] }] },
      { kind: 'code', text: '<b>' },
      { kind: 'rule' },
    ]);
  });

  it.each<[string, Inline[]]>([
    ['**a** b', [{ kind: 'strong', children: [text('a')] }, text(' b')]],
    ['*a*', [{ kind: 'emphasis', children: [text('a')] }]],
    ['_a_', [{ kind: 'emphasis', children: [text('a')] }]],
    ['**P**atras', [{ kind: 'strong', children: [text('P')] }, text('atras')]],
    [
      '*a **b** c*',
      [
        {
          kind: 'emphasis',
          children: [text('a '), { kind: 'strong', children: [text('b')] }, text(' c')],
        },
      ],
    ],
    ['snake_case_name', [text('snake_case_name')]],
    ['2 * 3 * 4', [text('2 * 3 * 4')]],
    ['\\*a\\*', [text('*a*')]],
    ['`a*b*`', [{ kind: 'code', text: 'a*b*' }]],
    ['a  \nb', [text('a'), { kind: 'break' }, text('b')]],
    [
      '[x](https://a.example/b)',
      [{ kind: 'link', href: 'https://a.example/b', children: [text('x')] }],
    ],
    [
      '<https://a.example>',
      [{ kind: 'link', href: 'https://a.example', children: [text('https://a.example')] }],
    ],
  ])('%s', (written, read) => {
    expect(readInline(written)).toEqual(read);
  });

  it.each([
    '[x](javascript:alert(1))',
    '[x](data:text/html,y)',
    '[x](//a.example)',
    '<img src=x onerror=y>',
    '<b>x</b>',
  ])('%s stays text', (written) => {
    expect(readInline(written).map((part) => part.kind)).toEqual(['text']);
  });

  it('reads anything, loses no word, and links to http(s) and mail only', () => {
    const piece = fc.constantFrom(
      '*',
      '**',
      '_',
      '`',
      '[',
      '](',
      ')',
      '<',
      '>',
      '# ',
      '- ',
      '1. ',
      '> ',
      '\n',
      '\n\n',
      '\\',
      'word',
      ' ',
      'javascript:',
      'https://a.example',
      '```',
    );
    const hrefs = (parts: readonly Inline[]): string[] =>
      parts.flatMap((part) =>
        part.kind === 'link'
          ? [part.href, ...hrefs(part.children)]
          : 'children' in part
            ? hrefs(part.children)
            : [],
      );
    const inlines = (block: Block): Inline[] => {
      if ('children' in block) return block.children;
      if (block.kind === 'list') return block.items.flat();
      return block.kind === 'quote' ? block.blocks.flatMap(inlines) : [];
    };
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const written = pieces.join('');
        const blocks = readMarkdown(written);
        const count = (text: string) => (text.match(/word/g) ?? []).length;
        // What stands behind the ticks that open a block names its language, and is not shown.
        const named = (written.match(/```.*/g) ?? []).map(count).reduce((sum, n) => sum + n, 0);
        expect(count(JSON.stringify(blocks))).toBeGreaterThanOrEqual(count(written) - named);
        for (const href of hrefs(blocks.flatMap(inlines)))
          expect(href).toMatch(/^(https?:\/\/|mailto:)/i);
      }),
    );
  });
});
