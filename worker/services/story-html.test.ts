import { describe, expect, it } from 'vitest';
import { storyHtml } from './story-html.ts';

const LONGEST = 20_000;
const filled = (unit: string, length = LONGEST) => unit.repeat(Math.floor(length / unit.length));
const depthOf = (html: string) => {
  let depth = 0;
  let deepest = 0;
  for (const [tag] of html.matchAll(/<\/?(blockquote|ul|ol)\b/g)) {
    depth += tag.startsWith('</') ? -1 : 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
};

describe('Markdown made to nest', () => {
  it.each(['>', '> ', '- ', '* ', '+ ', '1. ', '1) ', '>- ', '> 1. * ', '\t>'])(
    'ends after a few levels of %j, however many there are',
    (unit) => {
      const html = storyHtml(`${filled(unit)}the end`);
      expect(depthOf(html)).toBeLessThanOrEqual(24);
      expect(html).toContain('the end');
    },
  );

  it('is rendered when it stays within reason', () => {
    expect(depthOf(storyHtml('> > - a\n> >   - b'))).toBe(4);
    expect(storyHtml('- - -')).toContain('<hr>');
    expect(storyHtml('a > b - c')).toContain('a > b - c');
  });
});

describe('Markdown made to run', () => {
  it.each(['[', '![', '*a ', '_', '`', '<', '<!--', '&', '[a](', '\0', '\t', '**a_'])(
    'is still a text when it is nothing but %j',
    (unit) => {
      expect(typeof storyHtml(filled(unit, 3_000))).toBe('string');
    },
  );

  it.each(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', '&#106;avascript:alert(1)'])(
    'makes no link of %s',
    (address) => {
      for (const link of [`[x](${address})`, `<${address}>`, `[x][1]\n\n[1]: ${address}`])
        expect(storyHtml(link)).not.toMatch(/href="(?!#)/);
    },
  );
});
