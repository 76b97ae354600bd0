import { createExecutionContext, env, waitOnExecutionContext } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { app } from '../../worker/app.ts';

async function visit(path: string): Promise<Response> {
  const context = createExecutionContext();
  const request = new Request(`http://localhost${path}`, { headers: { accept: 'text/html' } });
  const reply = await app.fetch(request, env, context);
  await waitOnExecutionContext(context);
  return reply;
}

describe('pages for fans', () => {
  it.each(['/', '/sign-in', '/me'])(
    '%s is readable without script and carries no style attribute',
    async (path) => {
      const reply = await visit(path);
      const html = await reply.text();
      expect(reply.status).toBe(200);
      expect(html).toContain('<h1');
      expect(html).not.toMatch(/<[^>]+\sstyle=/);
      expect(html).not.toMatch(/<[^>]+\son[a-z]+=/);
    },
  );

  it.each([
    '/c/none',
    '/c/none/none',
    '/c/none/none/entries/none',
    '/c/none/none/results',
    '/c/none/none/rules',
  ])('%s is a page that says there is nothing', async (path) => {
    const reply = await visit(path);
    expect(reply.status).toBe(404);
    expect(await reply.text()).toContain('There is nothing here');
  });

  it('are checked again at each visit and never kept by anything shared', async () => {
    expect((await visit('/')).headers.get('Cache-Control')).toBe('private, no-cache');
  });
});

describe('the way on after signing in', () => {
  const nextOf = async (next: string) => {
    const html = await (await visit(`/sign-in?next=${encodeURIComponent(next)}`)).text();
    const data = /<script type="application\/json" id="page-data">(.*?)<\/script>/s.exec(html)?.[1];
    return (JSON.parse(data ?? '{}') as { data: { next: string } }).data.next;
  };

  it('is the page one came from', async () => {
    expect(await nextOf('/c/streets/relay?group=vienna')).toBe('/c/streets/relay?group=vienna');
  });

  it.each([
    'https://elsewhere.example',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/\t/elsewhere.example',
    'javascript:alert(1)',
  ])('is never %s', async (next) => {
    expect(await nextOf(next)).toBe('/');
  });
});
