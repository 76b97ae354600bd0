import { env } from 'cloudflare:test';
import { expect, it, vi } from 'vitest';
import { Caller } from './browser-like.ts';

it('a fault is logged with its place, and without what somebody had sent', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  await env.DB.prepare(
    `CREATE TRIGGER broken BEFORE INSERT ON verification
     BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
  ).run();
  try {
    const reply = await new Caller().send('POST', '/api/auth/email-otp/send-verification-otp', {
      email: 'ann@example.org',
    });
    expect(reply.status).toBe(500);
    const { error } = await reply.json<{ error: { requestId: string } }>();
    const lines = logged.mock.calls.map(String).join('\n');
    expect(lines).not.toMatch(/ann@example/);
    expect(lines).toContain(error.requestId);
    expect(lines).toContain('insert into');
    expect(lines).toContain('the disk is full');
  } finally {
    await env.DB.prepare('DROP TRIGGER broken').run();
    logged.mockRestore();
  }
});
