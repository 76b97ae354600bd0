// What somebody downloads about themselves. Types only.
import type { PersonFacts } from './people.ts';

/** An entry of the person's own, with its texts where they still exist. */
export interface ExportedEntry {
  id: string;
  group: string;
  status: string;
  caption: string | null;
  credit: string | null;
  /** Addresses of the picture, for whoever carries the same cookies. */
  pictureUrls: string[];
  submittedAtMs: number;
}

/** Something the person did, as it stands on the ledger. */
export interface ExportedAct {
  seq: number;
  atMs: number;
  role: string;
  type: string;
  /** Null until the result is announced: what the rules made of an act may give answers away. `ownPlay` says what may be known. */
  data: unknown;
}

export interface ExportedContest {
  id: string;
  title: string;
  url: string;
  /** Who the person is on this contest's ledger. */
  pseudonyms: string[];
  /** When the account was first seen here; null for guests. */
  firstSeenAtMs: number | null;
  announced: boolean;
  /** What the contest shows this person of their own play. */
  ownPlay: unknown;
  entries: ExportedEntry[];
  acts: ExportedAct[];
  /** Texts of those acts, by the hash that stands on the ledger. */
  texts: { hash: string; salt: string; text: string }[];
  receipts: {
    key: string;
    bodyHash: string;
    seq: number;
    block: number;
    createdId: string | null;
  }[];
  /** Where acts came from: keyed hashes, kept for a short time. */
  traces: Record<string, string | number | null>[];
}

export interface ExportedUpload {
  id: string;
  contestId: string | null;
  brandId: string;
  format: string;
  sizeBytes: number;
  widthPx: number;
  heightPx: number;
  /** What the file claims of place, time and camera. */
  exifHints: unknown;
  /** Of the file as it was sent, and of what it shows: they find copies of it. */
  sha256: string;
  differenceHash: string;
  uploadedAtMs: number;
  pictureUrls: string[];
  /** Address of the file as it was sent, for whoever carries the same cookies; null once it is erased. */
  originalUrl: string | null;
  originalErasedAtMs: number | null;
}

/** `GET /api/me/export` */
export interface PersonExport {
  format: 'fanfare-person/2';
  /** What is in it, how to read it, and what is not. */
  readMe: readonly string[];
  madeAtMs: number;
  person: PersonFacts & { verifiedAtMs: number | null };
  /** Guests that the person was, in this browser or where they signed in. */
  formerGuestIds: readonly string[];
  account: { createdAtMs: number; updatedAtMs: number } | null;
  sessions: {
    startedAtMs: number;
    usedAtMs: number;
    expiresAtMs: number;
    browser: string | null;
  }[];
  brands: { name: string; role: string; sinceMs: number }[];
  invitations: {
    brand: string;
    role: string;
    direction: 'received' | 'sent';
    email: string;
    status: string;
    expiresAtMs: number;
  }[];
  mails: {
    topic: string;
    subject: string;
    text: string;
    createdAtMs: number;
    sentAtMs: number | null;
  }[];
  signInCodes: { expiresAtMs: number }[];
  uploads: ExportedUpload[];
  contests: ExportedContest[];
}
