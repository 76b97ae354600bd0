const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

interface RingLevel {
  partnersFrom: number;
  /** From the fewest members to those from which on the upper score holds. */
  members: readonly [number, number];
  /** What part of the members' votes must go to members. */
  insideFrom: number;
  scores: readonly [number, number];
}

/**
 * Every threshold of the signals. A surprise is in decimal digits (−log10 of the chance to see it among honest people
 * who vote alike); 8 means one in a hundred million, so that the ten thousands of groups that are looked at in a
 * large contest together bring a false finding about once in a thousand contests.
 */
export const defaultSettings = {
  /** What combined evidence (0 … 1) takes a vote out of the count until a person has looked. One strong signal, or three weak ones of different kinds. */
  quarantineFrom: 0.9,
  /** What combined evidence is worth a look at the desk; the votes count. Two weak signals of different kinds. */
  suspectFrom: 0.75,
  /** Fewer votes are not worth a look by themselves. Does not apply to quarantine. */
  suspectVotesFrom: 5,
  /** A finding joins a cluster when they share this part of the smaller one: the same act seen twice, not a chance overlap. */
  joinOverlap: 0.5,

  /** A trait that this part of a finding's votes have, beyond chance: who lacks it only happened to vote at the time. */
  strays: { shareFrom: 0.85, surpriseFrom: 4 },

  velocity: {
    /** A script needs minutes, a class an hour, an evening of clicking six. */
    windowsMs: [10 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS],
    /** Fewer votes decide no contest and are an ordinary group of friends. */
    votesFrom: 20,
    surpriseFrom: 8,
    /** Weak: a class, a newspaper or a family group looks exactly like this. */
    scores: [0.4, 0.6] as const,
  },
  newAccounts: {
    windowsMs: [10 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS],
    /** Most honest voters sign in to vote; an account counts as new for an hour. */
    newForMs: HOUR_MS,
    votesFrom: 20,
    /** Votes for other entries to compare with: without them nobody knows what is usual here. */
    othersFrom: 20,
    surpriseFrom: 8,
    /** Weak: everybody who follows a link for the first time is new. */
    scores: [0.4, 0.6] as const,
  },
  accountBatch: {
    /** One session of registering. */
    windowMs: 2 * HOUR_MS,
    /** In one batch. Two or three are friends who joined together. */
    votesFrom: 4,
    surpriseFrom: 8,
    /** Of a small batch, which counts when there are others: one window in a thousand has as many by chance. */
    smallSurpriseFrom: 3,
    /** Weak: a class may have signed up together for a project. */
    scores: [0.4, 0.6] as const,
    /** Medium from six occasions on: one class or event makes one batch, perhaps a few. */
    batches: [2, 6] as const,
    repeatedScore: 0.8,
    /** At one address at most this: a school may have signed up in six lessons, and votes on laptops of one kind (0.6). */
    hallScore: 0.7,
    /** From this part of its votes in unshared blocks on, a batch is a scattered one. */
    scatteredFrom: 2 / 3,
  },
  dormantAccounts: {
    windowsMs: [6 * HOUR_MS, 3 * DAY_MS],
    votesFrom: 15,
    /** What part of the dormant votes may be expected from the other entries, so that few honest votes are drawn in. */
    expectedUpTo: 1 / 2,
    surpriseFrom: 8,
    /** Weak for a class, medium for more than a school year has. */
    scores: [0.5, 0.8] as const,
    /** Votes beyond what is expected in the window. */
    excess: [40, 120] as const,
    /** As in accountBatch. */
    hallScore: 0.7,
  },
  scatteredNetworks: {
    windowsMs: [6 * HOUR_MS, 3 * DAY_MS],
    /** A network is rare when it brings no more than this share of the votes for other entries. */
    rareShare: 0.0002,
    /** But at least this many are allowed, else every network of a small contest is rare. */
    rareVotes: 2,
    votesFrom: 15,
    surpriseFrom: 8,
    /** Weak: an author with friends all over the world has such votes. */
    scores: [0.4, 0.6] as const,
  },
  unsharedBlocks: {
    windowsMs: [HOUR_MS, 6 * HOUR_MS, 3 * DAY_MS],
    votesFrom: 20,
    /** As in newAccounts, of the same class of accounts. */
    othersFrom: 20,
    /** At most this part of the sharing elsewhere; people who only vote at home share about half as much as all do. */
    sharingUpTo: 0.4,
    surpriseFrom: 8,
    /** Weak: friends abroad share no blocks either. */
    scores: [0.4, 0.6] as const,
  },
  deviceVelocity: {
    surpriseFrom: 8,
    /** Of a device's accounts for one entry. A family or a shared flat is smaller; from every fourth account on another place, no device does. */
    oneEntry: { travellingFrom: 8, standingFrom: 8, placesFrom: 1 / 4 },
    /** Of all its accounts. A tablet at a fair changes its address now and then, a pool of proxies nearly for every account. */
    anyEntry: { travellingFrom: 8, standingFrom: 24, placesFrom: 1 / 2 },
    /** Home, school and the road are fewer, even on different networks. */
    travelsFromPlaces: 5,
    /** Strong from 24 accounts on: one machine, many addresses, many accounts. */
    travellingScores: [0.75, 0.95] as const,
    travellingAccounts: [8, 24] as const,
    /** At one place it is weak: a computer at a library, or a kiosk. */
    standingScore: 0.6,
    /** There it must also be nearly all that the place sends, for the entry or altogether. */
    standingShare: 0.8,
  },
  agentVelocity: {
    windowsMs: [10 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS],
    votesFrom: 20,
    /** What part of the votes that show the kind of browser may be expected by its share elsewhere; the commonest kind has a quarter. */
    expectedUpTo: 1 / 3,
    surpriseFrom: 8,
    /** Weak: a link opened in an app shows the app's browser for everybody. */
    scores: [0.4, 0.6] as const,
  },
  selfVotes: {
    /** One in a thousand; entries are few, and what a family does is not shown anyway. */
    surpriseFrom: 3,
    /** A family votes with the author's tablet. */
    family: { accounts: [2, 5] as const, scores: [0.4, 0.6] as const },
    /** More accounts than a family has are the author: shown from six on, and strong from ten. */
    author: { accounts: [6, 10] as const, scores: [0.75, 0.92] as const },
    /** A lab's computer is one where so many others vote for the entry, as in velocity, and more than on the computer itself. */
    labFrom: 20,
    /** Weak: with the gathering that a lab is (0.6) it is shown. */
    labScore: 0.6,
  },
  timingEntropy: {
    /** As in newAccounts: votes of new accounts are looked at together, whatever else differs. */
    newForMs: HOUR_MS,
    /** A pause that ends a session. */
    pauseMs: HOUR_MS,
    /** Below, the estimate of the entropy is too rough. */
    gapsFrom: 30,
    /** Acts that arrive together are decided together, so shorter gaps say how the server works, not who votes. On average. */
    gapsFromMs: 100,
    /** Deviations below the entropy of a random arrival. */
    deviationsFrom: 6,
    /** Bits. Random arrivals have 3.8, people more; a queue at a kiosk about 2.3; a timer with 20 % jitter 1.5. */
    bits: [2.6, 1.2] as const,
    /** At one address block, where a queue may stand: kiosks have that beat, and one block and one kind of browser besides. */
    standingBitsUpTo: 2,
    /** What part of the votes one block must have; some who pass by look alike. */
    standingShare: 0.85,
    /** Standard deviations of the estimate that must lie between: a queue of thirty has fewer than two bits by chance. */
    standingDeviations: 1.5,
    /** Burstiness (−1 regular, 0 random, people above 0) must be below. */
    burstinessBelow: -0.2,
    /** Never enough alone: a kiosk with a queue has a beat too. */
    scores: [0.5, 0.85] as const,
    /** At most this for all new accounts together: honest newcomers are among them, and newAccounts has seen the same group. */
    newAccountsScore: 0.7,
  },
  timingRhythm: {
    /** Periods looked for. Faster beats show in the entropy; slower ones bring too few votes. */
    periodMs: [30 * SECOND_MS, 2 * HOUR_MS] as const,
    /** How far a beat may be off, as parts of the period; each is tried. */
    tolerances: [0.05, 0.1, 0.2],
    /** Of one unbroken chain. */
    votesFrom: 12,
    surpriseFrom: 8,
    /** Strong once it has kept the beat longer than people stay awake. */
    sleeplessMs: 20 * HOUR_MS,
    sleeplessScore: 0.95,
    /** Before that medium: lessons, or a presenter who calls for votes, have a beat. */
    score: 0.7,
  },
  hastyVotes: {
    /** More than vote at a call in one hall; a year of a school has 180 pupils. */
    votesFrom: 200,
    /** Two hundred within 67 s. Eight loops on one ordinary machine, each with its proofs of work, bring six to eight a second. */
    votesPerSecondFrom: 3,
    /** Ends a run. Longer than a server stalls; the stragglers of a crowd stay in it and make it uneven. */
    pauseMs: 10 * SECOND_MS,
    /** Two hundred independent arrivals at one rate stay below in 9,997 of 10,000 cases; a normal law is at 0.16. */
    unevenUpTo: 0.15,
    /** A machine shows a handful of kinds of browsers; the three commonest of people's phones are a third of all. */
    kindsUpTo: 3,
    kindsShareFrom: 0.9,
    /** Hosts in one network are looked at together when this part of the network's votes is for the entry: no provider's is. */
    ofNetworkFrom: 0.8,
    surpriseFrom: 8,
    /** Enough with a block (0.6) and a kind of browser (0.6) of its own; with all that gathers at an address (0.8) not. */
    score: 0.45,
  },
  coVoting: {
    /** More of a fan's votes add no evidence and cost time: the rarest entries say most. */
    votesPerAccount: 8,
    /** Of fewer entries three are half, and taste decides which. */
    entriesFrom: 6,
    accountsFrom: 10,
    /** Times more accounts than chance by popularity with the others. */
    liftFrom: 10,
    /** What part of a ring's accounts must have an entry of its core; covers differ from one to the next. */
    coreFrom: 1 / 2,
    /** Where one style is liked by some with a chance of 85 % and by the others with 5 %, three in five of those who like most of it like all. */
    coherenceFrom: 2 / 3,
    surpriseFrom: 8,
    /** Weak to medium, and a gathering: a school's entries and somebody's list of favourites do the same. */
    scores: [0.5, 0.7] as const,
    accounts: [10, 40] as const,
    /** Worth a look whatever it weighs: more friends than agree by themselves. */
    shownFrom: 20,
    /** Rings looked at, the most surprising first; each costs a pass over the votes. */
    ringsUpTo: 50,
  },
  sameBallots: {
    /** Three favourites are shared by chance or by a class; each entry more multiplies the ways to differ. */
    entriesFrom: 4,
    /** Of all entries at most this part; where there are few, taste leaves few sets to choose. */
    entriesUpTo: 1 / 3,
    /** A ballot is nearly the set when at most so many for each of its entries are missing or besides. */
    differsUpTo: 1 / 4,
    /** Below about forty they are shown by co-voting: a list of favourites has some thirty faithful followers. */
    accounts: [36, 80] as const,
    scores: [0.9, 0.95] as const,
    /** What part of those who share most of the set must have exactly the set; taste and lists have many half-hearted followers. */
    exactFrom: 0.6,
    liftFrom: 10,
    surpriseFrom: 8,
    /** Blocks for each account: a ring at home has nearly one, a class of phones on one carrier 0.4. */
    spreadFrom: 0.6,
    /** No block may hold more of the accounts. */
    largestUpTo: 0.2,
    /** Of those who came by one link at most this part may be in the ring, or half of the ring came by a link for all. */
    ofLinkUpTo: 1 / 2,
    /** Sets looked at, the commonest first. */
    setsUpTo: 20,
  },
  mutualVotes: {
    surpriseFrom: 8,
    /** Everybody in a ring exchanges votes with at least `partnersFrom` others in it. */
    levels: [
      /** Strong: eight authors and more, three partners each, are no circle of friends. */
      { partnersFrom: 3, members: [8, 20], insideFrom: 0, scores: [0.9, 0.97] },
      /** Strong as well: twenty and more, two partners each, who keep most of their votes among themselves. */
      { partnersFrom: 2, members: [20, 40], insideFrom: 0.6, scores: [0.9, 0.95] },
      /** To be looked at: authors who know each other well may have two partners each. */
      { partnersFrom: 2, members: [12, 30], insideFrom: 0, scores: [0.75, 0.85] },
    ] as RingLevel[],
  },
  denseAuthors: {
    roundsUpTo: 3,
    surpriseFrom: 8,
    /** To be looked at: a class or a club that likes its own pictures. */
    members: [12, 30] as const,
    scores: [0.75, 0.85] as const,
    /** Strong: twenty and more who give most of their votes to each other. */
    strongMembers: [20, 40] as const,
    strongInsideFrom: 0.6,
    strongScores: [0.9, 0.95] as const,
  },
  linkBurst: {
    windowMs: 30 * MINUTE_MS,
    votesFrom: 20,
    surpriseFrom: 8,
    /** Weak: that is what a newspaper does. */
    scores: [0.4, 0.6] as const,
  },
};

export type SignalSettings = typeof defaultSettings;
