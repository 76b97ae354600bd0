import type { Demo, DemoGame, DemoStep } from '../demo.ts';
import { finishedConfig, liveConfig } from './demo-settings.server.ts';
import { DUELS, FINALS, GUESTS, PICKS, SENT, type Sent } from './demo-play.server.ts';
import type { Action, Board, Config, Mine, Secrets } from './schema.ts';

export { defaultConfig } from './demo-settings.server.ts';

type PlayStep = DemoStep<Action>;
type Step = DemoGame<Config, Secrets, Action>['steps'][number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function step<A>(
  who: string,
  role: DemoStep<A>['role'],
  atMs: number,
  action: DemoStep<A>['action'],
): DemoStep<A> {
  return { who, role, verified: !GUESTS.has(who), atMs, action };
}

/** The brand's designs by name; which id a name has is only told by the server. */
function voting(
  config: Config,
  who: string,
  atMs: number,
  names: string,
  act: (entryIds: string[]) => Action,
): PlayStep {
  const idsOf = (offered: readonly string[]) =>
    names
      .split(', ')
      .map((name) => offered[config.designs.findIndex((one) => one.name === name)] ?? '');
  const action: DemoStep<Action>['action'] = ({ seen }) =>
    act(idsOf((seen.board as Board).offered));
  return { ...step(who, 'fan', atMs, action), looks: true };
}

/** A vote in its final: the shortlist is decided, rankings come in. */
function livePlay(nowMs: number): readonly PlayStep[] {
  const config = liveConfig(nowMs, String);
  const [shortlist, final] = config.rounds as [Config['rounds'][number], Config['rounds'][number]];
  const picks = Object.entries(PICKS).map(([who, names], index) =>
    voting(config, who, shortlist.opensAtMs + (index + 1) * 7 * HOUR_MS, names, (entryIds) => ({
      type: 'approveDesigns',
      roundId: shortlist.id,
      entryIds,
    })),
  );
  const rankings = Object.entries(FINALS).map(([who, names], index) =>
    voting(config, who, final.opensAtMs + (index + 1) * 5 * HOUR_MS, names, (entryIds) => ({
      type: 'rankDesigns',
      roundId: final.id,
      entryIds,
    })),
  );
  return [...picks, ...rankings];
}

/** A vote from the first design to the announcement: unknown authors, duels, a jury, and methods that disagree. */
function finishedGame(nowMs: number): DemoGame<Config, Secrets, Action> {
  const config = finishedConfig(nowMs);
  const [duels] = config.rounds as [Config['rounds'][number]];
  const { opensAtMs } = config.entries;
  const sending = SENT.flatMap((sent, index) =>
    submitting(sent, opensAtMs + (index + 1) * 9 * HOUR_MS),
  );
  const choosing = Object.entries(DUELS).flatMap(([who, ranking], fan) =>
    Array.from({ length: duels.ballot.method === 'pairs' ? duels.ballot.perFan : 0 }, (_, pair) =>
      choice(who, duels.id, ranking, duels.opensAtMs + (fan + 1) * 11 * HOUR_MS + pair * 15_000),
    ),
  );
  const voted = SENT.filter(({ marks }) => marks);
  const marks = voted.flatMap((sent, index) =>
    (sent.marks ?? []).map((points, juror) =>
      step<Action>(
        `Juror ${juror + 1}`,
        'judge',
        duels.closesAtMs + (index * 3 + juror + 1) * HOUR_MS,
        ({ ids }) => ({ type: 'mark', entryId: ids[sent.name] ?? '', points }),
      ),
    ),
  );
  const desk = (atMs: number, action: DemoStep<Step['action']>['action'] | Step['action']): Step =>
    step('Moderator', 'moderator', atMs, action as Step['action']);
  const { resultsAtMs } = config;
  const closing = [
    desk(resultsAtMs, { type: 'core.selectWinners' }),
    desk(resultsAtMs + HOUR_MS, { type: 'core.confirmWinners' }),
    desk(resultsAtMs + DAY_MS, { type: 'core.announce' }),
  ];
  return { config, secrets: {}, steps: [...sending, ...choosing, ...marks, ...closing] };
}

/** A design is sent, and an hour later decided on. */
function submitting(sent: Sent, atMs: number): PlayStep[] {
  const { refused } = sent;
  return [
    {
      ...step<Action>(sent.who, 'fan', atMs, ({ mediaId }) => ({
        type: 'submit',
        mediaId,
        rationale: sent.rationale,
        credit: sent.who,
        acceptsRulesVersion: 1,
      })),
      photo: sent.photo,
      saves: sent.name,
    },
    step('Moderator', 'moderator', atMs + HOUR_MS, ({ ids }) => {
      const entryId = ids[sent.name] ?? '';
      return refused ? { type: 'refuse', entryId, ...refused } : { type: 'approve', entryId };
    }),
  ];
}

/** Answers the pair whose turn it is by the fan's own ranking. */
function choice(who: string, roundId: string, ranking: string, atMs: number): PlayStep {
  const action: DemoStep<Action>['action'] = ({ ids, seen }) => {
    const next = (seen.mine as Mine).round?.pairs?.next;
    const place = (id = '') => ranking.split(', ').findIndex((name) => ids[name] === id);
    const { leftEntryId = '', rightEntryId = '' } = next ?? {};
    return {
      type: 'choose',
      roundId,
      leftEntryId,
      rightEntryId,
      choice: place(leftEntryId) < place(rightEntryId) ? 'left' : 'right',
    };
  };
  return { ...step(who, 'fan', atMs, action), looks: true };
}

/** What the moderator told an author alone. */
export const canaries = SENT.flatMap(({ refused }) => (refused ? [refused.note] : []));

export const demo: Demo<Config, Secrets, Action> = {
  liveTitle: 'An emblem for the route',
  finishedTitle: 'A badge for the night train',
  config: liveConfig,
  secrets: () => ({}),
  play: livePlay,
  playedToTheEnd: finishedGame,
  canaries,
};
