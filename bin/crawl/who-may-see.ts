/** Who crawls. All are new but the player, who has entered, voted, guessed and answered wherever that is possible. */
export const PERSONAS = [
  'anonymous',
  'guest',
  'fan',
  'player',
  'otherOwner',
  'judge',
  'moderator',
  'editor',
  'owner',
] as const;
export type Persona = (typeof PERSONAS)[number];

/** Every kind of thing that is looked for: the crawl says how many there were of each, those without any too. */
export const KINDS = [
  'answer of a running game',
  'place of a running game',
  'hint of a running game',
  'other secret of a running game',
  'secret that a player was told',
  'secret of a draft',
  'draft',
  'seed',
  'salt',
  'author not yet to be known',
  'e-mail address',
  'session token',
  'text not approved',
  'note to an author',
  'text of a disqualified work',
  'text of an erased work',
  'entry not approved',
  'picture not approved',
] as const;
export type Kind = (typeof KINDS)[number];

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
const PICTURES = /^\/media\//;

/**
 * What each persona may see besides what everybody may, and besides what is their own or what a game has told them. A kind
 * without a line for a persona must never reach it, in any reply at all: body, header, picture, socket.
 */
export const whoMaySee: Record<Kind, readonly Permission[]> = {
  // Until the schedule reveals them, not even those who wrote them read them back.
  'answer of a running game': [],
  'place of a running game': [],
  'hint of a running game': [],
  'other secret of a running game': [],
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
  'note to an author': [{ personas: ['moderator', 'editor', 'owner'], at: DESK }],
  'text not approved': [{ personas: ['moderator', 'editor', 'owner'], at: DESK }],
  // The jury has marked it before.
  'text of a disqualified work': [
    { personas: ['judge', 'moderator', 'editor', 'owner'], at: DESK },
  ],
  // Its author asked to be forgotten: nobody has it any more.
  'text of an erased work': [],
  'entry not approved': [{ personas: ['moderator', 'editor', 'owner'], at: DESK }],
  'picture not approved': [
    { personas: ['moderator', 'editor', 'owner'], at: DESK },
    { personas: ['moderator', 'editor', 'owner'], at: PICTURES },
    { personas: ['owner'], at: OWN_DATA },
    // Covers and pictures of drafts are chosen there.
    { personas: ['judge', 'moderator', 'editor', 'owner'], at: STUDIO },
    { personas: ['editor', 'owner'], at: DRAFT },
  ],
  'author not yet to be known': [
    { personas: ['moderator', 'editor', 'owner'], at: DESK },
    // Whoever selects the winners gets the standings before everybody, with the names that the desk has.
    { personas: ['moderator', 'owner'], at: /^\/api\/contests\/[^/]+\/standings/ },
  ],
  draft: [
    { personas: ['judge', 'moderator', 'editor', 'owner'], at: STUDIO },
    { personas: ['editor', 'owner'], at: DRAFT },
  ],
};

/** Whether a persona may see something of a kind at an address (path and query). */
export function maySee(persona: Persona, kind: Kind, address: string): boolean {
  return whoMaySee[kind].some(({ personas, at }) => personas.includes(persona) && at.test(address));
}
