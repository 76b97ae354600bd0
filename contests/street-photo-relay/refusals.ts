import { ballotsRefusals } from '../mechanics/ballots.ts';
import { eligibilityRefusals } from '../mechanics/eligibility.ts';
import { entriesRefusals } from '../mechanics/entries.ts';
import { juryRefusals } from '../mechanics/jury.ts';

/** Every "no" of a relay. */
export const refusals = {
  ...entriesRefusals,
  ...ballotsRefusals,
  ...juryRefusals,
  ...eligibilityRefusals,
  'relay/NO_SUCH_STOP': 'There is no such stop on the route. Choose one from the list.',
  'relay/STOP_NOT_OPEN_YET': 'This stop is not open yet. Come back when the baton gets here.',
  'relay/STOP_CLOSED': 'This stop is closed. Look at the route for the ones that are open.',
  'relay/RULES_CHANGED':
    'The rules have changed since you read them. Read the new version and agree again.',
  'relay/JUDGING':
    'Judging has begun, so entries can no longer be withdrawn. Write to the organiser if yours must go.',
  'relay/STILL_OPEN': 'Winners can be selected once entries and voting have closed.',
  'relay/JURY_INCOMPLETE':
    'Some entries lack marks. Ask the jury for them, or lower the marks needed by a change of the rules.',
  'relay/BORDER_PASSED':
    'A time that has passed stays as it was, and no other can be moved into the past.',
  'relay/EARLIER': 'What has opened can close later than was said, not earlier.',
  'relay/STOP_HAS_ENTRIES': 'A stop that has entries stays on the route.',
  'relay/MODE_FIXED': 'How the route is run is fixed once entries have opened.',
  'relay/AUDIENCE_FIXED': 'Who may take part is fixed once that part has opened.',
  'relay/LIMIT_LOWERED':
    'Once entries have opened this can be raised, not lowered: people count on it.',
  'relay/SELECTION_FIXED':
    'How winners are selected is fixed once voting or judging has begun, or a juror has given a mark.',
  'relay/QUORUM_RAISED':
    'Once voting or judging has begun the marks needed can be lowered, not raised.',
  'relay/PRIZE_TAKEN_AWAY':
    'Once entries have opened, honours can be added, not changed or taken away.',
} as const;
