import { eligibilityRefusals } from '../mechanics/eligibility.ts';
import { playersRefusals } from '../mechanics/players.ts';

/** Every "no" of a guessing game. */
export const refusals = {
  ...eligibilityRefusals,
  ...playersRefusals,
  'guess/NOT_OPEN_YET': 'This game is not open yet. Come back when it starts.',
  'guess/CLOSED': 'This game is over. Look at the page for what comes next.',
  'guess/NO_SUCH_ROUND': 'There is no such round. Reload the page to see where you are.',
  'guess/IN_ORDER': 'Rounds are played in order. Start the next one from the page.',
  'guess/ALREADY_STARTED': 'You have started this round already. Its time is running, or is over.',
  'guess/ROUND_RUNNING': 'Finish the round you are in first.',
  'guess/NOT_STARTED': 'Start this round first.',
  'guess/ALREADY_ANSWERED': 'You have answered this round already. Your first answer counts.',
  'guess/TOO_LATE': 'Time was up before your answer arrived. Go on with the next round.',
  'guess/NO_HINT': 'There is no hint for this round. Trust your eyes.',
  'guess/HINT_TAKEN': 'You have this hint already.',
  'guess/STILL_RUNNING': 'This round is still running. Put your pin on the map.',
  'guess/NOTHING_TO_SEE': 'The places are shown to everybody when the game is over.',
  'guess/DISQUALIFIED': 'You have been disqualified, so you cannot go on. Write to the organiser.',
  'guess/NAME_TAKEN_DOWN':
    'A moderator has taken your name down, so you play on without one. Write to the organiser if that is wrong.',
  'guess/STILL_OPEN': 'Winners can be selected once the last game is over.',
  'guess/BORDER_PASSED':
    'A time that has passed stays as it was, and no other can be moved into the past.',
  'guess/RULES_FIXED': 'Once the game has opened this stays as it is: people have played by it.',
  'guess/SHORTENED': 'Once the game has opened it can be made longer, not shorter.',
  'guess/PRIZE_TAKEN_AWAY':
    'Once the game has opened, places and honours can be added, not changed or taken away.',
  'guess/REVEAL_FIXED': 'When places are revealed is fixed from publication on.',
} as const;
