import type { Bindings } from '../env.ts';
import { erasingDesertedBrands } from './privacy-brands.ts';
import { OWN_PSEUDONYMS, type Pseudonym } from './privacy-pseudonyms.ts';

/** Who is to be forgotten, as the `deletion` row has it. */
export interface Forgotten {
  personId: string;
  /** Everybody that the person was, as Person.id has them. */
  identities: readonly string[];
  pseudonyms: readonly Pseudonym[];
}

/** Nothing is erased of somebody whose wish is not on file: the row is the first statement of the same batch. */
const WISHED = 'EXISTS (SELECT 1 FROM deletion WHERE person_id = ?2)';

/** Texts of entries and names, found by the hashes in what these people did as fans. Staff's notes are their brand's. */
const TEXTS = `DELETE FROM erasable_text WHERE ${WISHED} AND hash IN (
  WITH ${OWN_PSEUDONYMS}
  SELECT part.atom FROM own
  JOIN event ON event.contest_id = own.contest AND event.shard = 0 AND event.actor_id = own.fan AND event.role = 'fan'
  JOIN json_tree(event.data) AS part ON part.type = 'text' AND length(part.atom) = 64
  UNION
  SELECT entry.caption_hash FROM own JOIN entry ON entry.contest_id = own.contest AND entry.author_id = own.fan
  UNION
  SELECT entry.credit_hash FROM own JOIN entry ON entry.contest_id = own.contest AND entry.author_id = own.fan)`;

const ERASED_ENTRIES = `INSERT OR IGNORE INTO erased_entry (contest_id, entry_id, was_public)
  WITH ${OWN_PSEUDONYMS}
  SELECT entry.contest_id, entry.id, entry.status = 'approved' FROM own
  JOIN entry ON entry.contest_id = own.contest AND entry.author_id = own.fan WHERE ${WISHED}`;

/**
 * Their pictures for contests, and any that fans have sent in an entry of theirs. What anybody uploaded for a brand is the brand's, such as the
 * photograph that all captions of a contest are for.
 */
const OWN_PICTURES = `(contest_id IS NOT NULL AND (owner_id IN (SELECT value FROM json_each(?3)) OR id IN (
  WITH ${OWN_PSEUDONYMS}
  SELECT entry.media_id FROM own JOIN entry ON entry.contest_id = own.contest AND entry.author_id = own.fan)))`;

/** The objects follow by the sweep of uploads that no row refers to; the instant 0 puts them first. */
const OBJECTS_TO_SWEEP = `INSERT OR IGNORE INTO media_upload (id, started_at_ms)
  SELECT id, 0 FROM media WHERE ${WISHED} AND ${OWN_PICTURES}`;

const PICTURES = `DELETE FROM media WHERE ${WISHED} AND ${OWN_PICTURES}`;

/** An owner of its own for each picture: two people may have uploaded the same file for a brand. */
const BRAND_PICTURES = `UPDATE media SET owner_id = 'gone_' || id, exif_hints = NULL
  WHERE ${WISHED} AND contest_id IS NULL AND owner_id IN (SELECT value FROM json_each(?3))`;

const byPseudonym = (table: 'receipt' | 'act_trace' | 'fan', column: string) =>
  `DELETE FROM ${table} WHERE ${WISHED} AND contest_id IN (SELECT value->>0 FROM json_each(?1))
    AND (contest_id, ${column}) IN (WITH ${OWN_PSEUDONYMS} SELECT contest, fan FROM own)`;

const EMAIL = '(SELECT email FROM user WHERE id = ?1)';

/** Everything of an account; the account itself last, since the others are found by it. */
const ACCOUNT = [
  // Mails to whomever they alone have invited; the invitations go with their brands.
  `DELETE FROM outbox WHERE ${WISHED} AND topic = 'invitation'
    AND recipient IN (SELECT email FROM invitation WHERE inviter_id = ?1)
    AND recipient NOT IN (SELECT email FROM invitation WHERE inviter_id <> ?1)`,
  ...erasingDesertedBrands(WISHED),
  `DELETE FROM outbox WHERE ${WISHED} AND recipient = ${EMAIL}`,
  // As better-auth names the codes that it sends by mail.
  `DELETE FROM verification WHERE ${WISHED} AND identifier = 'sign-in-otp-' || ${EMAIL}`,
  `DELETE FROM invitation WHERE ${WISHED} AND (inviter_id = ?1 OR email = ${EMAIL})`,
  `DELETE FROM member WHERE ${WISHED} AND user_id = ?1`,
  `DELETE FROM former_guest WHERE ${WISHED} AND user_id = ?1`,
  `DELETE FROM session WHERE ${WISHED} AND user_id = ?1`,
  `DELETE FROM account WHERE ${WISHED} AND user_id = ?1`,
  `DELETE FROM user WHERE ${WISHED} AND id = ?1`,
];

/**
 * Statements that erase whatever the database has of somebody whose `deletion` row exists, for one batch. Running them again
 * changes nothing. The ledger stays as it is; its hashes and pseudonyms then lead nowhere.
 */
export function erasureStatements(
  env: Pick<Bindings, 'DB'>,
  { personId, identities, pseudonyms }: Forgotten,
): D1PreparedStatement[] {
  const own = JSON.stringify(pseudonyms);
  const everybody = JSON.stringify(identities);
  const account = personId.startsWith('u_') ? ACCOUNT : [];
  return [
    ...[TEXTS, ERASED_ENTRIES].map((sql) => env.DB.prepare(sql).bind(own, personId)),
    ...[OBJECTS_TO_SWEEP, PICTURES].map((sql) =>
      env.DB.prepare(sql).bind(own, personId, everybody),
    ),
    env.DB.prepare(BRAND_PICTURES.replaceAll('?3', '?1')).bind(everybody, personId),
    ...[
      byPseudonym('receipt', 'actor_id'),
      byPseudonym('act_trace', 'fan_id'),
      byPseudonym('fan', 'fan_id'),
    ].map((sql) => env.DB.prepare(sql).bind(own, personId)),
    ...account.map((sql) => env.DB.prepare(sql).bind(personId.slice(2), personId)),
  ];
}
