import { eligibilityRefusals } from '../mechanics/eligibility.ts';
import { entriesRefusals } from '../mechanics/entries.ts';
import { juryRefusals } from '../mechanics/jury.ts';
import { pairsRefusals } from '../mechanics/pairs.ts';

/** Every "no" of a vote on designs. */
export const refusals = {
  ...entriesRefusals,
  ...juryRefusals,
  ...eligibilityRefusals,
  ...pairsRefusals,
  'designs/ENTRIES_NOT_OPEN_YET': 'Designs are not taken yet. Come back when entries open.',
  'designs/ENTRIES_CLOSED':
    'Entries have closed. Look at the time line for when you can vote on what came in.',
  'designs/BRAND_OFFERS': 'In this contest the designs are given. Vote for the ones you like.',
  'designs/RULES_CHANGED':
    'The rules have changed since you read them. Read the new version and agree again.',
  'designs/VOTING_OVER':
    'Voting is over, so designs can no longer be withdrawn. Write to the organiser if yours must go.',
  'designs/OFFERED':
    'This is one of the brand’s own designs. It leaves the contest by disqualification, with a reason.',
  'designs/FULL':
    'As many designs are approved as may be in the vote. Refuse one to make room, or raise the limit by a change of the rules.',
  'designs/TOO_LATE_TO_APPROVE':
    'Voting has begun without this design, so it can no longer come in. It can be refused with a friendly note.',
  'designs/NO_SUCH_ROUND': 'There is no such round. Reload the page to see the one that is open.',
  'designs/ROUND_NOT_OPEN_YET': 'This round is not open yet. Come back when it begins.',
  'designs/ROUND_CLOSED':
    'This round has closed, and its ballots are being counted. Look at the time line for what comes next.',
  'designs/OTHER_BALLOT': 'This round is voted in another way. Reload the page to see how.',
  'designs/NOT_IN_ROUND':
    'One of these designs is no longer in this round. Reload the page and look at your ballot again.',
  'designs/OWN_DESIGN': 'Your own design stays out of your ballot. Choose among the others.',
  'designs/TWICE': 'A design can stand on your ballot only once. Take one of the two off.',
  'designs/TOO_MANY': 'This is more than one ballot may hold. Take some off.',
  'designs/NO_BALLOT': 'You have no ballot in this round to take back.',
  'designs/NOT_FINAL':
    'The jury marks the designs of the last round, and those are not known yet. Come back then.',
  'designs/NOT_A_FINALIST': 'Only designs of the last round are judged. Reload the page.',
  'designs/STILL_OPEN': 'Winners can be selected once the last round has closed.',
  'designs/JURY_INCOMPLETE':
    'Some finalists lack marks. Ask the jury for them, or lower the marks needed by a change of the rules.',
  'designs/BORDER_PASSED':
    'A time that has passed stays as it was, and no other can be moved into the past.',
  'designs/EARLIER': 'What has opened can close later than was said, not earlier.',
  'designs/DESIGNS_FIXED':
    'The designs and their pictures are fixed once the contest is published. Only a rationale can still change.',
  'designs/ROUNDS_FIXED':
    'Once voting has begun, the rounds, their ballots and how many go on stay as they are.',
  'designs/AUDIENCE_FIXED': 'Who may take part is fixed once that part has opened.',
  'designs/LIMIT_LOWERED':
    'Once entries have opened this can be raised, not lowered: people count on it.',
  'designs/SELECTION_FIXED': 'How winners are selected is fixed once people have acted on it.',
  'designs/QUORUM_RAISED': 'Once voting has begun the marks needed can be lowered, not raised.',
  'designs/PRIZE_TAKEN_AWAY':
    'Once the contest has begun, honours can be added, not changed or taken away.',
} as const;
