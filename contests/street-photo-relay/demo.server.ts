import type { Role } from '../contract.ts';
import type { DemoGame, DemoStep } from '../demo.ts';
import { demoConfig, finishedConfig } from './demo-route.server.ts';
import { FINISHED_WORKS, GUESTS, LIVE_WORKS, type Work } from './demo-works.server.ts';
import type { Action, Config, Secrets } from './schema.ts';

export { defaultConfig, demoConfig } from './demo-route.server.ts';
export { canaries } from './demo-works.server.ts';

type Step = DemoGame<Config, Secrets, Action>['steps'][number];
type PlayStep = DemoStep<Action>;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A live relay: entries, the moderator's decisions and votes, all before `nowMs`. */
export function demoPlay(nowMs: number): readonly PlayStep[] {
  const { entriesOpenAtMs, votingOpensAtMs } = demoConfig(nowMs).schedule;
  const steps = LIVE_WORKS.flatMap((work, index) =>
    entering(work, entriesOpenAtMs + (index + 1) * 2 * HOUR_MS),
  );
  return [...steps, ...voting(LIVE_WORKS, votingOpensAtMs + HOUR_MS, HOUR_MS)];
}

/** A relay from its first entry to the announcement: a tie that the draw decides, and a winner who had to be replaced. */
export function finishedGame(nowMs: number): DemoGame<Config, Secrets, Action> {
  const config = finishedConfig(nowMs);
  const { entriesCloseAtMs, votingClosesAtMs, resultsAtMs } = config.schedule;
  const works = FINISHED_WORKS.flatMap((work, index) => {
    const opensAtMs = config.route.find((stop) => stop.id === work.stop)?.opensAtMs ?? 0;
    return entering(work, opensAtMs + (index + 1) * 6 * HOUR_MS);
  });
  const marks = FINISHED_WORKS.flatMap((work, index) =>
    work.marks.map((points, juror) =>
      step<Action>(
        `Juror ${juror + 1}`,
        'judge',
        votingClosesAtMs + (index * 3 + juror + 1) * HOUR_MS,
        ({ ids }) => ({
          type: 'mark',
          entryId: idOf(ids, work),
          points,
        }),
      ),
    ),
  );
  const winner = FINISHED_WORKS[0] as Work;
  const closing: Step[] = [
    step('Moderator', 'moderator', resultsAtMs, { type: 'core.selectWinners' }),
    step('Moderator', 'moderator', resultsAtMs + HOUR_MS, ({ ids }) => ({
      type: 'core.disqualify',
      standingId: idOf(ids, winner),
      reason: 'The author wrote to us that the photograph was taken by a friend.',
    })),
    step('Moderator', 'moderator', resultsAtMs + 2 * HOUR_MS, { type: 'core.confirmWinners' }),
    step('Moderator', 'moderator', resultsAtMs + DAY_MS, { type: 'core.announce' }),
  ];
  return {
    config,
    secrets: {},
    steps: [...works, ...voting(FINISHED_WORKS, entriesCloseAtMs, HOUR_MS), ...marks, ...closing],
  };
}

function step<A>(
  who: string,
  role: Role,
  atMs: number,
  action: DemoStep<A>['action'],
): DemoStep<A> {
  return { who, role, verified: !GUESTS.has(who), atMs, action };
}

/** An entry is sent, and an hour later decided on. */
function entering(work: Work, atMs: number): PlayStep[] {
  const { who, fate } = work;
  const submitting: PlayStep = {
    ...step<Action>(who, 'fan', atMs, ({ mediaId }) => ({
      type: 'submit',
      stopId: work.stop,
      mediaId,
      caption: work.caption,
      credit: who,
      acceptsRulesVersion: 1,
    })),
    photo: work.photo,
    saves: nameOf(work),
  };
  if (fate === 'pending') return [submitting];
  if (fate === 'withdrawn') {
    return [
      submitting,
      step(who, 'fan', atMs + HOUR_MS, ({ ids }) => ({
        type: 'withdraw',
        entryId: idOf(ids, work),
      })),
    ];
  }
  const deciding = step<Action>('Moderator', 'moderator', atMs + HOUR_MS, ({ ids }) =>
    fate
      ? { type: 'refuse', entryId: idOf(ids, work), ...fate }
      : { type: 'approve', entryId: idOf(ids, work) },
  );
  return [submitting, deciding];
}

function voting(works: readonly Work[], fromMs: number, everyMs: number): PlayStep[] {
  const votes = works.flatMap((work) =>
    work.votes
      .split(' ')
      .filter(Boolean)
      .map((who) => ({ who, work })),
  );
  return votes.map(({ who, work }, index) =>
    step(who, 'fan', fromMs + index * everyMs, ({ ids }) => ({
      type: 'vote',
      entryId: idOf(ids, work),
    })),
  );
}

function nameOf(work: Work): string {
  return `work ${work.photo}`;
}

function idOf(ids: Readonly<Record<string, string>>, work: Work): string {
  return ids[nameOf(work)] ?? '';
}
