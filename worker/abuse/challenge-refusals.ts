import type { ChallengeCode } from '../wire/challenge.ts';

/** Why a request was not taken for a person's, and what to do. Nothing was changed by any of them. */
export const challengeRefusals: Record<ChallengeCode, string> = {
  'challenge/NEEDED':
    'First a quick check that you are a person: get a challenge from /api/challenges, solve it and send this again.',
  'challenge/ALTERED': 'The proof is not one of ours. Get a fresh challenge and solve that.',
  'challenge/UNSOLVED': 'The proof does not solve its challenge. Get a fresh one and solve that.',
  'challenge/EXPIRED': 'The proof has expired. Get a fresh challenge and solve that.',
  'challenge/USED': 'The proof was used before, and each works once. Get a fresh challenge.',
  'challenge/OTHER_CONTEST':
    'The proof was made for another contest. Get a challenge for this one.',
  'challenge/OTHER_ACTION':
    'The proof was made for something else. Get a challenge for what you are doing.',
  'challenge/OTHER_SESSION': 'The proof was made in another session. Get a challenge in this one.',
  'challenge/OTHER_NETWORK':
    'The proof was made on another network. Get a challenge where you are now.',
  'challenge/TOO_CHEAP':
    'The check has become dearer since this proof was begun. Get a fresh challenge and solve that.',
  'challenge/NOT_CONFIRMED': 'The check could not tell that you are a person. Please try it again.',
  'challenge/UNAVAILABLE': 'The check is out of reach right now. Try again in a minute.',
};

/** A proof that was asked for, or one that is not accepted. */
export interface ProofRefused {
  code: ChallengeCode;
  message: string;
}

export const refuseProof = (code: ChallengeCode): ProofRefused => ({
  code,
  message: challengeRefusals[code],
});
