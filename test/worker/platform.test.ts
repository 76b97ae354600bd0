import { exports } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';

const fetchWorker = (path: string) => exports.default.fetch(`http://localhost${path}`);

describe('the worker', () => {
  it('says that it is healthy, and which version it is', async () => {
    const reply = await fetchWorker('/api/health');
    expect(reply.status).toBe(200);
    expect(await reply.json()).toEqual({ status: 'ok', version: expect.stringMatching(/^\d+\./) });
  });

  it('answers an unknown address of the interface with the one error shape', async () => {
    const reply = await fetchWorker('/api/no-such-thing');
    expect(reply.status).toBe(404);
    expect(await reply.json()).toEqual({
      error: {
        code: 'request/NOT_FOUND',
        message: expect.any(String),
        requestId: reply.headers.get('X-Request-Id'),
      },
    });
  });

  it('renders the front page under a policy without unsafe sources', async () => {
    const reply = await fetchWorker('/');
    expect(reply.status).toBe(200);
    expect(await reply.text()).toMatch(/<h1[ >]/);
    const policy = reply.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('never serves the raw page template', async () => {
    expect((await fetchWorker('/web/index.html')).status).toBe(404);
  });

  it('answers an unknown page with a page', async () => {
    const reply = await fetchWorker('/no-such-page');
    expect(reply.status).toBe(404);
    expect(reply.headers.get('Content-Type')).toContain('text/html');
  });
});
