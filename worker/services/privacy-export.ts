import type { Person } from '../auth/session.ts';
import type { Bindings } from '../env.ts';
import type { ExportedUpload, PersonExport } from '../wire/privacy-export.ts';
import { exportContest } from './privacy-export-contest.ts';
import { originalUrl } from './privacy-originals.ts';
import { pictureUrls } from './privacy-picture-urls.ts';
import { identitiesOf, pseudonymsOf } from './privacy-pseudonyms.ts';

const README = [
  'This is everything that Fanfare stores about you, and nobody else. What each part is for and how long it is kept: /privacy.',
  'Times ending in AtMs are UTC in milliseconds since 1970; beside each stands the same as a date.',
  'contests: what you did in each one. You stand on its ledger under the pseudonyms named there; texts belong to the hashes on the ledger.',
  'acts: what the rules made of an act is left out (null) until the result is announced, since it may give answers away; ownPlay has what you may know.',
  'traces: keyed hashes of where acts came from. They cannot be turned back into an address or a browser.',
  'uploads: pictureUrls, and originalUrl for the file as you sent it, work in the browser in which you are signed in. Once the original is erased there is no address.',
  'Left out, since they would open a door: session tokens, sign-in codes and the mails with them. Left out, since it would help those who stuff ballots: whether votes are being looked into.',
];

/** Everything that is stored about one person and nobody else. Tokens, codes and keys are not in it: they open doors. */
export async function exportPerson(
  env: Bindings,
  person: Person,
  nowMs: number,
): Promise<PersonExport> {
  const identities = await identitiesOf(env, person);
  const pseudonyms = await pseudonymsOf(env, identities, { byVotesToo: true });
  const contests: PersonExport['contests'] = [];
  // One after the other: each reads through a ledger.
  for (const [contestId, own] of Map.groupBy(pseudonyms, ([id]) => id)) {
    const fanIds = own.map(([, fanId]) => fanId);
    const exported = await exportContest(env, contestId, fanIds);
    if (exported) contests.push(exported);
  }
  const { id, kind, email, name, verifiedAtMs } = person;
  return withDates({
    format: 'fanfare-person/2',
    readMe: README,
    madeAtMs: nowMs,
    person: { id, kind, email, name, verifiedAtMs },
    formerGuestIds: identities.slice(1),
    ...(await accountParts(env, person)),
    uploads: await uploadsOf(env, identities),
    contests,
  });
}

type AccountParts = Pick<
  PersonExport,
  'account' | 'sessions' | 'brands' | 'invitations' | 'mails' | 'signInCodes'
>;

async function accountParts(env: Bindings, { id, email }: Person): Promise<AccountParts> {
  const userId = id.startsWith('u_') ? id.slice(2) : '';
  const all = async <Row>(sql: string, ...values: string[]) =>
    (
      await env.DB.prepare(sql)
        .bind(...values)
        .all<Row>()
    ).results;
  const [account] = await all<NonNullable<AccountParts['account']>>(
    'SELECT created_at AS createdAtMs, updated_at AS updatedAtMs FROM user WHERE id = ?',
    userId,
  );
  return {
    account: account ?? null,
    sessions: await all(
      `SELECT created_at AS startedAtMs, updated_at AS usedAtMs, expires_at AS expiresAtMs, user_agent AS browser
       FROM session WHERE user_id = ? ORDER BY created_at, id`,
      userId,
    ),
    brands: await all(
      `SELECT organization.name, member.role, member.created_at AS sinceMs FROM member
       JOIN organization ON organization.id = member.organization_id WHERE user_id = ? ORDER BY member.created_at, member.id`,
      userId,
    ),
    invitations: await all(
      `SELECT organization.name AS brand, role, iif(email = ?2, 'received', 'sent') AS direction, email, status,
         expires_at AS expiresAtMs
       FROM invitation JOIN organization ON organization.id = organization_id
       WHERE email = ?2 OR inviter_id = ?1 ORDER BY invitation.created_at, invitation.id`,
      userId,
      email ?? '',
    ),
    mails: await all(
      // A code opens a door, also in its subject.
      `SELECT topic, iif(topic = 'sign-in-code', '', subject) AS subject, iif(topic = 'sign-in-code', '', text) AS text, created_at_ms AS createdAtMs, sent_at_ms AS sentAtMs
       FROM outbox WHERE recipient = ? ORDER BY created_at_ms, id`,
      email ?? '',
    ),
    signInCodes: await all(
      `SELECT expires_at AS expiresAtMs FROM verification WHERE identifier = 'sign-in-otp-' || ? ORDER BY id`,
      email ?? '',
    ),
  };
}

type UploadRow = Omit<ExportedUpload, 'pictureUrls' | 'originalUrl' | 'exifHints'> & {
  exifHints: string | null;
};

async function uploadsOf(
  env: Bindings,
  identities: readonly string[],
): Promise<PersonExport['uploads']> {
  const { results } = await env.DB.prepare(
    `SELECT id, contest_id AS contestId, brand_id AS brandId, format, size_bytes AS sizeBytes, width_px AS widthPx,
       height_px AS heightPx, sha256, difference_hash AS differenceHash, exif_hints AS exifHints, created_at_ms AS uploadedAtMs,
       original_erased_at_ms AS originalErasedAtMs
     FROM media WHERE owner_id IN (SELECT value FROM json_each(?)) ORDER BY created_at_ms, id`,
  )
    .bind(JSON.stringify(identities))
    .all<UploadRow>();
  return results.map((row) => ({
    ...row,
    exifHints: row.exifHints === null ? null : (JSON.parse(row.exifHints) as unknown),
    pictureUrls: pictureUrls(env, row.id),
    originalUrl: row.originalErasedAtMs === null ? originalUrl(env, row.id) : null,
  }));
}

/** The same, with a date beside every instant. */
function withDates<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map((part: unknown) => withDates(part)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).flatMap(([name, part]: [string, unknown]) => {
    const own: [string, unknown] = [name, withDates(part)];
    const stem = /^(.*[aA]t)Ms$/.exec(name)?.[1];
    if (stem === undefined || typeof part !== 'number' || !isInstant(part)) return [own];
    return [own, [stem, new Date(part).toISOString()] satisfies [string, string]];
  });
  return Object.fromEntries(parts) as Value;
}

/** What a date can be made of (ECMA-262, 21.4.1.1). */
const isInstant = (atMs: number) => Math.abs(atMs) <= 8.64e15;
