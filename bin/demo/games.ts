import type { AnyContest, EpochMs } from '../../contests/contract.ts';
import type { DemoStep } from '../../contests/demo.ts';
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

/** The announced game and the one in progress, earliest first. */
export function gamesOf(contest: AnyContest, nowMs: EpochMs): DemoGamePlan[] {
  const { demo } = contest;
  const plan = (title: string, config: unknown, steps: readonly Step[]): DemoGamePlan => {
    // A stage may be open since ever; what counts is the first border of the schedule.
    const openings = contest.stages(config).map(({ opensAtMs }) => opensAtMs);
    const moments = [...openings.filter((atMs) => atMs > 0), ...steps.map(({ atMs }) => atMs)];
    const firstAtMs = Math.min(...moments);
    return {
      contest,
      title,
      config,
      secrets: demo.secrets(nowMs),
      steps: steps.toSorted((a, b) => a.atMs - b.atMs),
      publishedAtMs: firstAtMs - NOTICE_MS,
    };
  };
  const finished = demo.playedToTheEnd(nowMs);
  return [
    plan(demo.campaign.finishedTitle, finished.config, finished.steps),
    plan(demo.campaign.liveTitle, demo.config(nowMs), demo.play(nowMs)),
  ].sort((a, b) => a.publishedAtMs - b.publishedAtMs);
}
