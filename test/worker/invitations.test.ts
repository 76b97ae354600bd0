import { env } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { joinTeam } from '../../bin/join-team.ts';
import { defaultLimits } from '../../worker/abuse/limits.ts';
import type { BrandMembership, InvitationList, Me, MemberList } from '../../worker/wire/people.ts';
import { Caller, signedIn } from './browser-like.ts';

const code = (reply: { body: unknown }) => (reply.body as { error: { code: string } }).error.code;
const emailOf = async (caller: Caller) =>
  (await caller.json<Me>('GET', '/api/me')).body.person?.email ?? '';
const brandsOf = async (caller: Caller) => (await caller.json<Me>('GET', '/api/me')).body.brands;
const invitationsOf = async (caller: Caller) =>
  (await caller.json<InvitationList>('GET', '/api/me/invitations')).body.invitations;
const teamOf = async (owner: Caller, members: string) =>
  (await owner.json<MemberList>('GET', members)).body.members;

let serial = 0;
/** A fresh person who has founded a brand of their own. */
async function founder(name = 'Night & Day') {
  const owner = await signedIn('fan', `Inviter ${serial++}`);
  const { status, body } = await owner.json<BrandMembership>('POST', '/api/brands', { name });
  expect(status).toBe(201);
  return { owner, brand: body, members: `/api/brands/${body.id}/members` };
}

interface StoredMail {
  subject: string;
  text: string;
  html: string;
}

async function mailTo(email: string, topic: string): Promise<StoredMail> {
  const mail = await env.DB.prepare(
    `SELECT subject, text, html FROM outbox WHERE recipient = ? AND topic = ?
     ORDER BY created_at_ms DESC LIMIT 1`,
  )
    .bind(email, topic)
    .first<StoredMail>();
  if (!mail) throw new Error('no mail');
  return mail;
}

describe('an invitation', () => {
  it('is answered and listed alike, whether or not the address has an account', async () => {
    const { owner, members } = await founder();
    const known = await emailOf(await signedIn('fan', 'Somebody With A Name'));
    const replies = [];
    for (const email of [known, 'nobody-at-all@example.org'])
      replies.push(await owner.json('POST', members, { email, role: 'judge' }));
    expect(replies[0]).toEqual({ status: 201, body: { status: 'invited' } });
    expect(replies[1]).toEqual(replies[0]);
    const [self, first, second] = await teamOf(owner, members);
    expect(self?.self).toBe(true);
    const asked = { role: 'judge', status: 'invited', name: null, self: false };
    expect(first).toEqual({ ...asked, id: expect.any(String), email: known });
    expect(second).toEqual({
      ...asked,
      id: expect.any(String),
      email: 'nobody-at-all@example.org',
    });
  });

  it('makes nobody a member who does not accept, and signing in is not accepting', async () => {
    const { owner, brand, members } = await founder();
    const email = 'newcomer@example.org';
    await owner.json('POST', members, { email: 'Newcomer@Example.org', role: 'judge' });
    const newcomer = new Caller();
    await newcomer.send('POST', '/api/auth/email-otp/send-verification-otp', { email });
    const otp = /\b\d{6}\b/.exec((await mailTo(email, 'sign-in-code')).text)?.[0];
    await newcomer.send('POST', '/api/auth/sign-in/email-otp', { email, otp });
    expect(await brandsOf(newcomer)).toEqual([]);
    expect((await newcomer.json('GET', members)).status).toBe(404);

    const [invitation] = await invitationsOf(newcomer);
    expect(invitation).toMatchObject({ brandName: 'Night & Day', role: 'judge' });
    const path = `/api/me/invitations/${invitation?.id}/accept`;
    expect(await newcomer.json('POST', path)).toEqual({
      status: 200,
      body: { brandId: brand.id, role: 'judge' },
    });
    expect(await brandsOf(newcomer)).toEqual([
      expect.objectContaining({ id: brand.id, role: 'judge' }),
    ]);
    expect((await teamOf(owner, members)).map(({ status }) => status)).toEqual([
      'member',
      'member',
    ]);
    expect(await invitationsOf(newcomer)).toEqual([]);
    expect((await newcomer.send('POST', path)).status).toBe(404);
  });

  it('that is declined is gone, without a word about who declined', async () => {
    const { owner, members } = await founder();
    const person = await signedIn('fan', 'Declining Dee');
    await owner.json('POST', members, { email: await emailOf(person), role: 'owner' });
    const [invitation] = await invitationsOf(person);
    const path = `/api/me/invitations/${invitation?.id}`;
    expect((await person.send('DELETE', path)).status).toBe(204);
    expect((await person.send('POST', `${path}/accept`)).status).toBe(404);
    expect((await person.send('DELETE', path)).status).toBe(404);
    expect(await brandsOf(person)).toEqual([]);
    expect(await teamOf(owner, members)).toHaveLength(1);
  });

  it('can be answered by nobody else', async () => {
    const { owner, members } = await founder();
    const invited = await signedIn('fan', 'The one who is meant');
    await owner.json('POST', members, { email: await emailOf(invited), role: 'owner' });
    const [invitation] = await invitationsOf(invited);
    const other = await signedIn('fan', 'Another one');
    const path = `/api/me/invitations/${invitation?.id}`;
    for (const stranger of [other, owner]) {
      expect(await invitationsOf(stranger)).toEqual([]);
      expect((await stranger.send('POST', `${path}/accept`)).status).toBe(404);
      expect((await stranger.send('DELETE', path)).status).toBe(404);
    }
    expect(await invitationsOf(invited)).toHaveLength(1);
  });

  it('ends after a week', async () => {
    const { owner, members } = await founder();
    const late = await signedIn('fan', 'Late Lou');
    await owner.json('POST', members, { email: await emailOf(late), role: 'editor' });
    const [invitation] = await invitationsOf(late);
    await env.DB.prepare('UPDATE invitation SET expires_at = ? WHERE id = ?')
      .bind(Date.now() - 1, invitation?.id)
      .run();
    expect(await invitationsOf(late)).toEqual([]);
    const reply = await late.send('POST', `/api/me/invitations/${invitation?.id}/accept`);
    expect(reply.status).toBe(404);
  });

  it('is withdrawn, after which the address is nobody here', async () => {
    const { owner, members } = await founder();
    const person = await signedIn('fan', 'Uninvited Una');
    await owner.json('POST', members, { email: await emailOf(person), role: 'editor' });
    const [invitation] = await invitationsOf(person);
    expect((await owner.send('DELETE', `${members}/${invitation?.id}`)).status).toBe(204);
    expect(await invitationsOf(person)).toEqual([]);
    expect((await person.send('POST', `/api/me/invitations/${invitation?.id}/accept`)).status).toBe(
      404,
    );
    expect(await teamOf(owner, members)).toHaveLength(1);
  });

  it('accepted at the moment it is withdrawn is one or the other', async () => {
    const { owner, brand, members } = await founder();
    const person = await signedIn('fan', 'Racing Ray');
    await owner.json('POST', members, { email: await emailOf(person), role: 'editor' });
    const [invitation] = await invitationsOf(person);
    const [accepted, withdrawn] = await Promise.all([
      person.send('POST', `/api/me/invitations/${invitation?.id}/accept`),
      owner.send('DELETE', `${members}/${invitation?.id}`),
    ]);
    expect([
      [200, 404],
      [404, 204],
    ]).toContainEqual([accepted.status, withdrawn.status]);
    const joined = (await brandsOf(person)).some(({ id }) => id === brand.id);
    expect(joined).toBe(accepted.status === 200);
  });
});

describe('the mail of an invitation', () => {
  it('says whose words are whose, and makes no link of a brand’s name', async () => {
    const name = 'Prize! Claim at http://evil.example/claim, www.evil.example or a@evil.example';
    const { owner, members } = await founder(name);
    const email = 'victim@example.org';
    await owner.json('POST', members, { email, role: 'judge' });
    const { subject, text, html } = await mailTo(email, 'invitation');
    expect(subject).toBe('An invitation to a team on Fanfare');
    for (const body of [text, html]) {
      expect(body).not.toMatch(/https?:\/\/(?!localhost\/)/);
      expect(body).not.toMatch(/www\.|evil\.|@evil/);
      expect(body).toContain('evil[.]example');
      expect(body).toContain('That name is theirs; Fanfare has not checked it.');
      expect(body).toContain('http://localhost/invitations');
    }
    expect(text.split('\n\n')[1]).toMatch(/^ {4}“Prize! [^\n]*”$/);
    expect(html).toMatch(/<blockquote[^>]*>“Prize! [^<]*”<\/blockquote>/);
  });
});

describe('budgets of invitations', () => {
  it('stop one person, in words, over all their brands', async () => {
    const { owner, members } = await founder();
    const second = await owner.json<BrandMembership>('POST', '/api/brands', { name: 'Another' });
    const places = [members, `/api/brands/${second.body.id}/members`];
    const counted: Record<number, number> = {};
    let refused: Response | undefined;
    for (let n = 0; n < 40; n++) {
      const body = { email: `spam-${n}@example.org`, role: 'judge' };
      const reply = await owner.send('POST', places[n % 2] ?? '', body);
      counted[reply.status] = (counted[reply.status] ?? 0) + 1;
      if (reply.status === 429) refused ??= reply;
    }
    const most = defaultLimits.invite.person.capacity;
    expect(counted).toEqual({ 201: most, 429: 40 - most });
    expect(Number(refused?.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(await refused?.json()).toMatchObject({
      error: {
        code: 'limits/PERSON',
        message: expect.stringMatching(
          /^You have invited many people\. Try again in \d+ minutes\.$/,
        ),
      },
    });
    const mails = await env.DB.prepare(
      `SELECT count(*) AS n FROM outbox WHERE recipient LIKE 'spam-%@example.org'`,
    ).first<{ n: number }>();
    expect(mails?.n).toBe(most);
  });

  it('stop one brand, however many of its owners invite', async () => {
    const { owner, brand, members } = await founder();
    const owners = [owner];
    for (let n = 0; n < 2; n++) {
      const further = await signedIn('fan', `Further owner ${n}`);
      await joinTeam(owner, brand.id, further, 'owner');
      owners.push(further);
    }
    let granted = 2;
    const codes = new Set<string>();
    for (let n = 0; n < 54; n++) {
      const body = { email: `crowd-${n}@example.org`, role: 'judge' };
      const reply = await (owners[n % 3] as Caller).json('POST', members, body);
      if (reply.status === 201) granted++;
      else codes.add(code(reply));
    }
    expect(granted).toBe(defaultLimits.invite.brand.capacity);
    expect([...codes]).toContain('limits/BRAND');
  });

  it('keep one address from being asked over and over, by whomever', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 7; n++) {
      const { owner, members } = await founder();
      const body = { email: 'popular@example.org', role: 'judge' };
      statuses.push((await owner.send('POST', members, body)).status);
    }
    expect(statuses).toEqual([201, 201, 201, 201, 201, 429, 429]);
  });
});

describe('a team', () => {
  it('sees its members as their roles show them, and asks nobody twice', async () => {
    const { owner, brand, members } = await founder();
    const fan = await signedIn('fan', 'Editor to be');
    // Asked before: "no role" must not linger once there is one.
    expect((await fan.json('GET', members)).status).toBe(404);
    await joinTeam(owner, brand.id, fan, 'editor');
    const again = { email: await emailOf(fan), role: 'judge' };
    expect(code(await owner.json('POST', members, again))).toBe('brand/ALREADY_MEMBER');
    expect((await teamOf(fan, members)).map(({ email, self }) => [email !== null, self])).toEqual([
      [false, false],
      [true, true],
    ]);
    const other = { email: 'x@y.example', role: 'judge' };
    expect((await fan.json('POST', members, other)).status).toBe(403);
  });

  it('never loses its last owner, not even when two owners leave at the same moment', async () => {
    const { owner, brand, members } = await founder();
    const [own] = await teamOf(owner, members);
    expect(code(await owner.json('DELETE', `${members}/${own?.id}`))).toBe('brand/LAST_OWNER');
    expect(code(await owner.json('PATCH', `${members}/${own?.id}`, { role: 'judge' }))).toBe(
      'brand/LAST_OWNER',
    );
    await joinTeam(owner, brand.id, await signedIn('fan', `Second ${serial++}`), 'owner');
    const ids = (await teamOf(owner, members)).map(({ id }) => id);
    expect(ids).toHaveLength(2);
    const statuses = await Promise.all(
      ids.map(async (id) => (await owner.send('DELETE', `${members}/${id}`)).status),
    );
    expect(statuses).toContain(204);
    const left = await env.DB.prepare(
      `SELECT count(*) AS owners FROM member WHERE organization_id = ? AND role = 'owner'`,
    )
      .bind(brand.id)
      .first<{ owners: number }>();
    expect(left?.owners).toBe(1);
  });

  it('takes a role away at once', async () => {
    const { owner, brand, members } = await founder();
    const editor = await signedIn('fan', `Short-lived ${serial++}`);
    await joinTeam(owner, brand.id, editor, 'editor');
    expect((await editor.json('GET', `/api/brands/${brand.id}/campaigns`)).status).toBe(200);
    const email = await emailOf(editor);
    const row = (await teamOf(owner, members)).find((member) => member.email === email);
    await owner.send('DELETE', `${members}/${row?.id}`);
    expect((await editor.json('GET', `/api/brands/${brand.id}/campaigns`)).status).toBe(404);
  });
});
