import type { AnyContest } from './contract.ts';
import { captionThisPhoto } from './caption-this-photo/rules.server.ts';
import { limitedTimePuzzles } from './limited-time-puzzles/rules.server.ts';
import { locationGuessing } from './location-guessing/rules.server.ts';
import { logoDesignVotes } from './logo-design-votes/rules.server.ts';
import { streetPhotoRelay } from './street-photo-relay/rules.server.ts';

/** Every contest type, one line each. */
const contests: readonly AnyContest[] = [
  streetPhotoRelay,
  locationGuessing,
  captionThisPhoto,
  logoDesignVotes,
  limitedTimePuzzles,
];

const byType = new Map(contests.map((contest) => [contest.type, contest]));

export function contestTypes(): readonly AnyContest[] {
  return contests;
}

/** The contest type of that name, or undefined. */
export function findContest(type: string): AnyContest | undefined {
  return byType.get(type);
}
