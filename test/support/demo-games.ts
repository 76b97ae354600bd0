import type { AnyContest } from '../../contests/contract.ts';
import { demoPictures, Game, playSteps } from './play.ts';

/** The time at which the demos are looked at. */
export const NOW_MS = Date.UTC(2026, 9, 9, 9, 9, 9, 9);

/** Both games of a type's demo, played through. */
export function demoGames(contest: AnyContest): { name: string; game: Game }[] {
  const secrets = contest.demo.secrets(NOW_MS, demoPictures);
  const steps = contest.demo.play(NOW_MS);
  const ended = contest.demo.playedToTheEnd(NOW_MS, demoPictures);
  const publishedAtMs = (all: readonly { atMs: number }[]) =>
    Math.min(...all.map((step) => step.atMs)) - 1;
  const live = new Game(
    contest,
    contest.demo.config(NOW_MS, demoPictures),
    secrets,
    publishedAtMs(steps),
  );
  const finished = new Game(contest, ended.config, ended.secrets, publishedAtMs(ended.steps));
  return [
    { name: 'the live demo', game: playSteps(live, steps) },
    { name: 'the finished demo', game: playSteps(finished, ended.steps) },
  ];
}
