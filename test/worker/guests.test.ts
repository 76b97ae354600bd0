import { describe, expect, it } from 'vitest';
import { Caller } from './browser-like.ts';
import { me } from './people-world.ts';

describe('a guest', () => {
  it('is nobody until they ask for a guest session, and then keeps one id', async () => {
    const caller = new Caller();
    expect(await me(caller)).toEqual({ person: null, brands: [] });
    expect((await caller.send('POST', '/api/session/guest')).status).toBe(204);
    const first = await me(caller);
    expect(first.person).toEqual({
      id: expect.stringMatching(/^g_[\w-]{22}$/),
      kind: 'guest',
      email: null,
      name: null,
    });
    await caller.send('POST', '/api/session/guest');
    expect(await me(caller)).toEqual(first);
  });

  it('gets a cookie that scripts cannot read and other sites cannot send', async () => {
    const reply = await new Caller().send('POST', '/api/session/guest');
    const cookie = reply.headers.getSetCookie().join();
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
    // The tests' origin is plain http.
    expect(cookie).not.toContain('Secure');
  });

  it('cannot become another guest by editing the cookie', async () => {
    const caller = new Caller();
    await caller.send('POST', '/api/session/guest');
    const [name = '', value = ''] = caller.cookies.split('=');
    const other = value.startsWith('A') ? `B${value.slice(1)}` : `A${value.slice(1)}`;
    caller.setCookie(name, other);
    expect((await me(caller)).person).toBeNull();
    caller.setCookie(name, value.slice(0, 22));
    expect((await me(caller)).person).toBeNull();
  });
});
