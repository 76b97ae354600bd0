import { answersRefusals } from '../mechanics/answers.ts';
import { attemptsRefusals } from '../mechanics/attempts.ts';
import { eligibilityRefusals } from '../mechanics/eligibility.ts';
import { playersRefusals } from '../mechanics/players.ts';

/** Every "no" of a puzzle game. */
export const refusals = {
  ...answersRefusals,
  ...attemptsRefusals,
  ...eligibilityRefusals,
  ...playersRefusals,
  'puzzles/NOT_OPEN_YET': 'The puzzles are not open yet. Come back when the countdown is over.',
  'puzzles/CLOSED': 'The puzzles are closed. The solutions are on this page.',
  'puzzles/NO_SUCH_PUZZLE':
    'There is no such puzzle. Reload the page and choose one from the list.',
  'puzzles/LOCKED': 'This puzzle is still locked. Its card says what opens it.',
  'puzzles/OPEN_FIRST': 'Open this puzzle first.',
  'puzzles/OPEN_ALREADY': 'This puzzle is open already. Its clock goes on.',
  'puzzles/TIME_IS_UP': 'Your time for this puzzle is up. Go on with another one.',
  'puzzles/SOLVED': 'You have solved this one. Go on with another.',
  'puzzles/NO_SUCH_HINT': 'There is no further hint here.',
  'puzzles/HINT_TAKEN': 'You have taken this hint already; it stands on the page.',
  'puzzles/HINTS_IN_ORDER': 'Take the hints in order, the first one first.',
  'puzzles/DISQUALIFIED':
    'You have been taken out of this game. Write to the organiser if you think that is a mistake.',
  'puzzles/STILL_OPEN': 'Winners can be selected once the puzzles have closed.',
  'puzzles/RULE_FIXED':
    'Once published, this stays as it is: people choose to play by it. Texts and later times can change.',
  'puzzles/BORDER_PASSED':
    'A time that has passed stays as it was, and no other can be moved into the past.',
  'puzzles/EARLIER': 'Once the puzzles are open they can close later, not earlier.',
  'puzzles/PRIZE_TAKEN_AWAY': 'Honours and places can be added, not changed or taken away.',
} as const;
