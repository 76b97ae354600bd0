// What is stored about people, and for how long: what /privacy and docs/privacy.md say, what the sweep goes by, and what a
// test compares with the database and the cookies.

/** For how long things are kept. The sweep deletes what is over once an hour. */
export const kept = {
  guestCookieDays: 400,
  deviceCookieDays: 30,
  sessionDays: 30,
  sessionCopyMinutes: 5,
  codeMinutes: 10,
  budgetHours: 48,
  proofMinutes: 6,
  invitationDays: 7,
  sentMailDays: 1,
  traceDays: 30,
  traceDaysAfterAnnouncement: 14,
  receiptDays: 30,
  unusedUploadDays: 7,
  originalDaysAfterAnnouncement: 90,
  mappingDaysAfterAnnouncement: 365,
  deletionMinutes: 10,
  /** A browser may show a public picture from its own store for this long. */
  pictureCopyDays: 1,
} as const;

/** Whom something is stored about. Each of them has what those before have. */
export const audiences = ['visitor', 'guest', 'verified', 'staff'] as const;
export type Audience = (typeof audiences)[number];

/** One thing that is stored. Its words stand in web/messages/privacy.en.json under `item.<id>.…`. */
export interface StoredItem {
  id: string;
  about: Audience;
  /** Database columns by table; '*' for all of a table's. */
  columns?: Readonly<Record<string, readonly string[]>>;
  /** Names of cookies, without the prefix that browsers enforce over HTTPS. */
  cookies?: readonly string[];
  /** Keys in the browser's own storage, or what they begin with. */
  browserMarks?: readonly string[];
  /** Folders of the object store. */
  objects?: readonly string[];
}

export const storedItems = [
  { id: 'address', about: 'visitor' },
  { id: 'budgets', about: 'visitor' },
  {
    id: 'guestCookie',
    about: 'guest',
    cookies: ['fanfare_guest'],
    browserMarks: ['fanfare.guest', 'fanfare.acted'],
  },
  { id: 'deviceCookie', about: 'guest', cookies: ['fanfare_device'] },
  { id: 'cameFrom', about: 'visitor', browserMarks: ['fanfare.from'] },
  // Keys of the tab's own storage go on with the id of what they are about.
  { id: 'tab', about: 'guest', browserMarks: ['fanfare.pin.', 'previewed '] },
  {
    id: 'ledger',
    about: 'guest',
    columns: { event: ['*'], entry: ['*'], standing: ['*'], award: ['*'], contest_status: ['*'] },
    objects: ['snapshots/'],
  },
  { id: 'texts', about: 'guest', columns: { erasable_text: ['*'] } },
  {
    id: 'pictures',
    about: 'guest',
    columns: {
      media: [
        'id',
        'owner_id',
        'brand_id',
        'contest_id',
        'sha256',
        'difference_hash',
        'format',
        'size_bytes',
        'width_px',
        'height_px',
        'created_at_ms',
      ],
      media_upload: ['*'],
    },
    objects: ['media/'],
  },
  { id: 'originals', about: 'guest', columns: { media: ['exif_hints', 'original_erased_at_ms'] } },
  { id: 'proofs', about: 'guest', columns: { spent_proof: ['*'] } },
  { id: 'receipts', about: 'guest', columns: { receipt: ['*'] } },
  { id: 'traces', about: 'guest', columns: { act_trace: ['*'], vote_cluster: ['*'] } },
  { id: 'deletions', about: 'guest', columns: { deletion: ['*'], erased_entry: ['*'] } },
  {
    id: 'account',
    about: 'verified',
    columns: { user: ['*'], account: ['*'], former_guest: ['*'] },
  },
  {
    id: 'sessions',
    about: 'verified',
    columns: { session: ['*'] },
    cookies: ['fanfare.session_token', 'fanfare.session_data'],
  },
  { id: 'codes', about: 'verified', columns: { verification: ['*'] } },
  { id: 'mails', about: 'verified', columns: { outbox: ['*'] } },
  { id: 'mapping', about: 'verified', columns: { fan: ['*'] } },
  { id: 'membership', about: 'staff', columns: { member: ['*'] } },
  { id: 'invitations', about: 'staff', columns: { invitation: ['*'] } },
] as const satisfies readonly StoredItem[];

/** Tables that say nothing about a person. */
export const impersonalTables: readonly string[] = [
  'block',
  'campaign',
  'contest',
  'contest_picture',
  'day_key',
  'organization',
  'rules',
];
