/** Who crawls. All are new here: none has entered, voted or answered anything. */
export const PERSONAS = [
  'anonymous',
  'guest',
  'fan',
  'otherOwner',
  'judge',
  'moderator',
  'editor',
  'owner',
] as const;
export type Persona = (typeof PERSONAS)[number];

export type Kind =
  | 'secret of a running game'
  | 'secret that a player was told'
  | 'secret of a draft'
  | 'seed'
  | 'salt'
  | 'session token'
  | 'e-mail address'
  | 'text not approved'
  | 'text of a disqualified work'
  | 'entry not approved'
  | 'picture not approved'
  | 'author not yet to be known'
  | 'draft';

interface Permission {
  personas: readonly Persona[];
  /** Addresses at which they may see it; everywhere else not even they. */
  at: RegExp;
}

const DESK = /^\/(desk\/|api\/contests\/[^/]+\/(queue|review|clusters))/;
const STUDIO = /^\/(studio|api\/studio\/|api\/brands\/[^/]+\/campaigns)/;
/** What the owner has sent and uploaded, as anybody gets their own. */
const OWN_DATA = /^\/api\/me\/export/;
const DRAFT = /^\/(studio\/|api\/contests\/[^/]+\/draft)/;

/**
 * What each persona may see besides what everybody may. A kind without a line for a persona must never reach it, in any
 * reply at all: body, header, picture, socket.
 */
export const whoMaySee: Record<Kind, readonly Permission[]> = {
  // Until the schedule reveals it, not even those who wrote it read it back.
  'secret of a running game': [],
  // Whoever watches over a game sees what its players have found out.
  'secret that a player was told': [{ personas: ['moderator', 'editor', 'owner'], at: DESK }],
  'secret of a draft': [{ personas: ['editor', 'owner'], at: DRAFT }],
  // It decides draws: on the ledger with the announcement, nowhere before.
  seed: [],
  // It makes pseudonyms: never.
  salt: [],
  'session token': [],
  'e-mail address': [
    { personas: ['owner'], at: /^\/(studio\/brands|api\/brands)\/[^/]+\/members/ },
    { personas: ['owner'], at: OWN_DATA },
  ],
  'text not approved': [{ personas: ['moderator', 'editor', 'owner'], at: DESK }],
  // The jury has marked it before.
  'text of a disqualified work': [
    { personas: ['judge', 'moderator', 'editor', 'owner'], at: DESK },
  ],
  'entry not approved': [{ personas: ['moderator', 'editor', 'owner'], at: DESK }],
  'picture not approved': [
    { personas: ['moderator', 'editor', 'owner'], at: DESK },
    { personas: ['owner'], at: OWN_DATA },
    // Covers and pictures of drafts are chosen there.
    { personas: ['judge', 'moderator', 'editor', 'owner'], at: STUDIO },
    { personas: ['editor', 'owner'], at: DRAFT },
  ],
  'author not yet to be known': [{ personas: ['moderator', 'editor', 'owner'], at: DESK }],
  draft: [
    { personas: ['judge', 'moderator', 'editor', 'owner'], at: STUDIO },
    { personas: ['editor', 'owner'], at: DRAFT },
  ],
};

/** Whether a persona may see something of a kind at an address (path and query). */
export function maySee(persona: Persona, kind: Kind, address: string): boolean {
  return whoMaySee[kind].some(({ personas, at }) => personas.includes(persona) && at.test(address));
}
