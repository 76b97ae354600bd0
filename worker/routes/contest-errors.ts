/** Refusals of the contest routes themselves; what the rules refuse has words of its own. */
export const contestErrors = {
  'contest/NO_SESSION': 'Start a session first: open the contest page, or POST /api/session/guest.',
  'contest/KEY_REUSED':
    'This key was used for something else. Send the act again with a fresh key.',
  'contest/STANDINGS_HIDDEN': 'Standings are shown once voting is over. Come back then.',
  'contest/BAD_CURSOR': 'This page of the list does not exist any more. Start from the first page.',
} as const;
