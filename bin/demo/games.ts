import type { AnyContest, EpochMs } from '../../contests/contract.ts';
import type { DemoGame, DemoPictures, DemoStep } from '../../contests/demo.ts';
import type { CoreAction } from '../../contests/decide.ts';

type Step = DemoStep<{ type: string } | CoreAction>;

/** One of a contest type's demo games, and when it is to be published. */
export interface DemoGamePlan {
  contest: AnyContest;
  title: string;
  config: unknown;
  secrets: unknown;
  steps: readonly Step[];
  publishedAtMs: EpochMs;
}

/** A brand publishes well before anything can be sent in. */
const NOTICE_MS = 24 * 3_600_000;

/** The games of all types: for each one in progress and one that is announced, earliest first. */
export function gamesOf(
  contests: readonly AnyContest[],
  nowMs: EpochMs,
  pictures: DemoPictures,
): DemoGamePlan[] {
  return contests
    .flatMap((contest) => {
      const { demo } = contest;
      const live = {
        config: demo.config(nowMs, pictures),
        secrets: demo.secrets(nowMs, pictures),
        steps: demo.play(nowMs),
      };
      const finished = demo.playedToTheEnd(nowMs, pictures);
      return [planOf(contest, demo.finishedTitle, finished), planOf(contest, demo.liveTitle, live)];
    })
    .sort((a, b) => a.publishedAtMs - b.publishedAtMs);
}

function planOf(
  contest: AnyContest,
  title: string,
  { config, secrets, steps }: DemoGame<unknown, unknown, { type: string }>,
): DemoGamePlan {
  // A stage may be open since ever; what counts is the first border of the schedule.
  const openings = contest.stages(config).map(({ opensAtMs }) => opensAtMs);
  const moments = [...openings.filter((atMs) => atMs > 0), ...steps.map(({ atMs }) => atMs)];
  return {
    contest,
    title,
    config,
    secrets,
    steps: steps.toSorted((a, b) => a.atMs - b.atMs),
    publishedAtMs: Math.min(...moments) - NOTICE_MS,
  };
}

/** Numbers of the photographs that the games show as the brand's own pictures, each once. */
export function picturesIn(contests: readonly AnyContest[], nowMs: EpochMs): number[] {
  const numbers = new Set<number>();
  gamesOf(contests, nowMs, (photo) => {
    numbers.add(photo);
    return `picture-${photo}`;
  });
  return [...numbers].sort((a, b) => a - b);
}
