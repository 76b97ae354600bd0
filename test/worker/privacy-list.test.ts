import { env, runInDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { TRACE_LIFETIME_MS } from '../../worker/abuse/act-trace.ts';
import { CHALLENGE_LIFETIME_MS } from '../../worker/abuse/challenge.ts';
import { KEPT_LONGER_MS } from '../../worker/abuse/challenge-replay.ts';
import { TOKEN_LIFETIME_MS } from '../../worker/abuse/turnstile.ts';
import { impersonalTables, kept, storedItems, type StoredItem } from '../../worker/wire/privacy.ts';
import type { DevMail } from '../../worker/wire/pages-dev.ts';
import { Caller, signedIn } from './browser-like.ts';
import { newContest } from './engine-world.ts';
import { act, enter, words } from './privacy-world.ts';

const items: readonly StoredItem[] = storedItems;
const DAY_S = 24 * 3600;

/** Every column of the database, as the migrations made it: `table.column`. */
async function columns(): Promise<string[]> {
  const { results } = await env.DB.prepare(
    `SELECT t.name || '.' || c.name AS name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c
     WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '_cf_%' AND t.name <> 'd1_migrations'
     ORDER BY 1`,
  ).all<{ name: string }>();
  return results.map(({ name }) => name);
}

/** How often the list names a column. */
function timesListed(column: string): number {
  const [table = '', name = ''] = column.split('.');
  const named = items.filter(({ columns }) => {
    const of = columns?.[table] ?? [];
    return of.includes('*') || of.includes(name);
  });
  return named.length + (impersonalTables.includes(table) ? 1 : 0);
}

describe('the list of what is stored', () => {
  it('names every column of every table exactly once', async () => {
    const wrong = (await columns()).filter((column) => timesListed(column) !== 1);
    expect(wrong).toEqual([]);
  });

  it('names nothing that does not exist', async () => {
    const existing = await columns();
    const tables = new Set(existing.map((column) => column.split('.')[0]));
    const listed = items.flatMap(({ columns = {} }) =>
      Object.entries(columns).flatMap(([table, names]) => names.map((name) => `${table}.${name}`)),
    );
    expect(listed.filter((one) => !one.endsWith('.*') && !existing.includes(one))).toEqual([]);
    const named = [...impersonalTables, ...listed.map((one) => one.split('.')[0] ?? '')];
    expect(named.filter((table) => !tables.has(table))).toEqual([]);
  });
});

describe('a visit from the first page to signing out', () => {
  const set = new Map<string, string>();
  const EMAIL = 'cookies@example.org';
  const caller = new Caller();
  let beforeActing = '';

  const send = async (...request: Parameters<Caller['send']>) => noted(caller.send(...request));
  const noted = async (sent: Promise<Response>) => {
    const reply = await sent;
    for (const line of reply.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split('=');
      if (value !== '') set.set(name, line);
    }
    return reply;
  };

  beforeAll(async () => {
    // Contests belong to a brand, which comes with its owner.
    await signedIn('brand');
    const contestId = await newContest();
    for (const path of ['/', `/c/${contestId}/contest`, '/me', '/privacy', '/sign-in', '/api/me'])
      await send('GET', path);
    beforeActing = caller.cookies;
    await send('POST', '/api/session/guest');
    // The first reply to an act asks for a challenge; it is the one that brings the cookie.
    const action = { type: 'withdraw', entryId: 'none' };
    const body = { key: crypto.randomUUID(), action };
    await noted(caller.once('POST', `/api/contests/${contestId}/actions`, body));
    await enter(caller, contestId, words('a visitor'));
    await send('POST', '/api/auth/email-otp/send-verification-otp', {
      email: EMAIL,
      type: 'sign-in',
    });
    const { mails } = await new Caller()
      .json<{ mails: DevMail[] }>('GET', '/dev/mail.json')
      .then(({ body }) => body);
    const mail = mails.find(({ to }) => to === EMAIL);
    const otp = /\b\d{6}\b/.exec(mail?.text ?? '')?.[0];
    await send('POST', '/api/auth/sign-in/email-otp', { email: EMAIL, otp });
    await send('GET', '/me');
    await act(caller, contestId, { type: 'withdraw', entryId: 'none' }).catch(() => undefined);
    await send('POST', '/api/auth/sign-out', {});
  });

  it('sets no cookie for looking around, and later exactly those of the list', () => {
    expect(beforeActing).toBe('');
    expect([...set.keys()].sort()).toEqual(items.flatMap(({ cookies = [] }) => cookies).sort());
  });

  it('sets them for as long as the list says', () => {
    const ages = Object.fromEntries(
      [...set].map(([name, line]) => [name, Number(/max-age=(\d+)/i.exec(line)?.[1])]),
    );
    expect(ages).toEqual({
      fanfare_guest: kept.guestCookieDays * DAY_S,
      fanfare_device: kept.deviceCookieDays * DAY_S,
      'fanfare.session_token': kept.sessionDays * DAY_S,
      'fanfare.session_data': kept.sessionCopyMinutes * 60,
    });
  });

  it('has set the alarm of the sweep, without anybody asking for it', async () => {
    const keeper = env.PRIVACY_KEEPER.getByName('keeper');
    const alarmMs = await runInDurableObject(keeper, (_, { storage }) => storage.getAlarm());
    expect(alarmMs).toBeGreaterThan(Date.now());
    expect(alarmMs).toBeLessThanOrEqual(Date.now() + 3_600_000);
  });

  it('leaves no address in the database', async () => {
    expect(
      await env.DB.prepare('SELECT count(ip_address) AS n FROM session WHERE ip_address <> ?')
        .bind('')
        .first('n'),
    ).toBe(0);
  });
});

it('goes by the same figures as what makes traces and proofs', () => {
  expect(kept.traceDays * DAY_S * 1000).toBe(TRACE_LIFETIME_MS);
  for (const lifetimeMs of [CHALLENGE_LIFETIME_MS, TOKEN_LIFETIME_MS])
    expect(kept.proofMinutes * 60_000).toBe(lifetimeMs + KEPT_LONGER_MS);
});
