import { beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type World } from './permission-world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
}, 60_000);

describe('names', () => {
  /** Everything that takes a name which others read. */
  const takers = [
    ['POST', '/api/brands', 'name', {}],
    ['POST', '/api/brands/{brand}/campaigns', 'title', {}],
    ['PATCH', '/api/studio/campaigns/{campaign}', 'title', {}],
    ['POST', '/api/studio/campaigns/{campaign}/contests', 'title', { type: '{type}' }],
    ['PATCH', '/api/contests/{draft}/draft', 'title', {}],
    ['POST', '/api/auth/sign-in/email-otp', 'name', { email: 'a@example.org', otp: '000000' }],
    ['POST', '/dev/sign-in', 'name', { as: 'fan' }],
  ] as const;
  const deceptive = {
    'an override': '\u202Eevil brand',
    'an isolate': '\u2066\u2069evil',
    'a mark of direction': 'ev\u061cil',
    'spaces without width': '\u200b\u200b\u200b',
    'a space without width in between': 'Long\u200b Light',
    'a zero byte': 'x\u0000y',
    'a bell': 'x\u0007y',
    'a second line': 'Prize!\n\nYou won, claim at http://evil.example',
    'a carriage return': 'Prize!\rYou won',
    'a separator of lines': 'Prize!\u2028You won',
    'a separator of paragraphs': 'Prize!\u2029You won',
    'a filler': '\u3164\u3164',
    'nothing but spaces': ' \u00a0 ',
  };

  it('that are not what they look like are refused, with the field and a sentence', async () => {
    const passed: string[] = [];
    for (const [method, pattern, field, rest] of takers) {
      for (const [what, name] of Object.entries(deceptive)) {
        const path = await world.fill(pattern, 'owner');
        const body = await world.fill(JSON.stringify({ ...rest, [field]: name }), 'owner');
        const reply = await world.callers.owner.clone().once(method, path, body);
        const { error } = (await reply.json()) as { error?: { field?: string; message: string } };
        const refused = reply.status === 400 && error?.field === field;
        if (!refused || !/ (Write|Leave out|Use) [^.]+\.$/.test(error.message))
          passed.push(`${method} ${path}: ${what}: ${reply.status} ${error?.message}`);
      }
    }
    expect(passed).toEqual([]);
  });

  it('may be in any script, and are tidied', async () => {
    const owner = world.callers.owner.clone();
    for (const [name, kept] of [
      ['  Zoe\u0308  &  co ', 'Zoë & co'],
      ['東京の路地', '東京の路地'],
      ['שלום', 'שלום'],
      ['👩‍👩‍👧 & co', '👩‍👩‍👧 & co'],
    ])
      expect(await owner.json('POST', '/api/brands', { name })).toMatchObject({
        status: 201,
        body: { name: kept },
      });
  });
});
