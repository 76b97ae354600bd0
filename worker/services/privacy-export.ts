import type { Person } from '../auth/session.ts';
import type { Bindings } from '../env.ts';
import type { ExportedUpload, PersonExport } from '../wire/privacy-export.ts';
import { exportContest } from './privacy-export-contest.ts';
import { pictureUrls } from './privacy-picture-urls.ts';
import { identitiesOf, pseudonymsOf } from './privacy-pseudonyms.ts';

/** Everything that is stored about one person and nobody else. Tokens, codes and keys are not in it: they open doors. */
export async function exportPerson(
  env: Bindings,
  person: Person,
  nowMs: number,
): Promise<PersonExport> {
  const identities = identitiesOf(person);
  const pseudonyms = await pseudonymsOf(env, identities, { byVotesToo: true });
  const contests: PersonExport['contests'] = [];
  // One after the other: each reads through a ledger.
  for (const [contestId, own] of Map.groupBy(pseudonyms, ([id]) => id)) {
    const fanIds = own.map(([, fanId]) => fanId);
    const exported = await exportContest(env, contestId, fanIds);
    if (exported) contests.push(exported);
  }
  const { id, kind, email, name, verifiedAtMs, formerGuestId } = person;
  return {
    format: 'fanfare-person/1',
    madeAtMs: nowMs,
    person: { id, kind, email, name, verifiedAtMs, formerGuestId },
    ...(await accountParts(env, person)),
    uploads: await uploadsOf(env, identities),
    contests,
  };
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
      `SELECT topic, subject, text, created_at_ms AS createdAtMs, sent_at_ms AS sentAtMs
       FROM outbox WHERE recipient = ? ORDER BY created_at_ms, id`,
      email ?? '',
    ),
    signInCodes: await all(
      `SELECT expires_at AS expiresAtMs FROM verification WHERE identifier = 'sign-in-otp-' || ? ORDER BY id`,
      email ?? '',
    ),
  };
}

async function uploadsOf(
  env: Bindings,
  identities: readonly string[],
): Promise<PersonExport['uploads']> {
  const { results } = await env.DB.prepare(
    `SELECT id, contest_id AS contestId, brand_id AS brandId, format, size_bytes AS sizeBytes, width_px AS widthPx,
       height_px AS heightPx, exif_hints AS exifHints, created_at_ms AS uploadedAtMs
     FROM media WHERE owner_id IN (SELECT value FROM json_each(?)) ORDER BY created_at_ms, id`,
  )
    .bind(JSON.stringify(identities))
    .all<Omit<ExportedUpload, 'pictureUrls' | 'exifHints'> & { exifHints: string | null }>();
  return results.map((row) => ({
    ...row,
    exifHints: row.exifHints === null ? null : (JSON.parse(row.exifHints) as unknown),
    pictureUrls: pictureUrls(env, row.id),
  }));
}
