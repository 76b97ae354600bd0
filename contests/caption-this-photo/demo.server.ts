import type { Demo, DemoGame, DemoPictures, DemoStep } from '../demo.ts';
import type { Action, Config } from './schema.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Settings of a contest that opens tomorrow; only the photograph is missing. */
export function defaultConfig(nowMs: number): Config {
  return {
    briefing: 'What is going on here? Write the line that belongs under this photograph.',
    photo: '',
    photoAlt: 'Describe the photograph here.',
    rulesText:
      'Write your own words. Be kind: laugh with people, not at them. A person reads every caption before it is shown. The caption with the most votes wins; between equals the earlier one.',
    schedule: scheduleFrom(nowMs + DAY_MS),
    audience: { who: 'guest' },
    captionsPerFan: 2,
    votesPerFan: 3,
    honours: ['First prize', 'Second prize', 'Third prize'],
    standingsVisible: false,
  };
}

function scheduleFrom(opensAtMs: number): Config['schedule'] {
  const closesAtMs = opensAtMs + 10 * DAY_MS;
  return {
    opensAtMs,
    votingOpensAtMs: opensAtMs + 2 * DAY_MS,
    closesAtMs,
    resultsAtMs: closesAtMs + DAY_MS,
  };
}

interface Line {
  who: string;
  caption: string;
  /** Who votes for it. */
  votes: string;
  refused?: 'advertising' | 'unkind';
}

const LIVE: readonly Line[] = [
  { who: 'Ines', caption: 'The ferry is late. The river is not.', votes: 'Tomo Ruth Selim Anouk' },
  { who: 'Tomo', caption: 'We agreed on one bag each. I see what you did.', votes: 'Ines Ruth' },
  {
    who: 'Ruth',
    caption: 'Platform 9 has looked different since the spring tide.',
    votes: 'Selim',
  },
  { who: 'Selim', caption: 'Two men, one oar, no hurry.', votes: 'Ines Tomo Anouk Ruth Bo' },
  { who: 'Bo', caption: 'Cheap oars at bos-oars dot example!', votes: '', refused: 'advertising' },
];
const WAITING = 'Mind the gap, it is full of fish.';

/** A caption that still waits to be read, and one that was refused. */
export const canaries: readonly string[] = [WAITING, 'bos-oars'];

const FINISHED: readonly Line[] = [
  {
    who: 'Anouk',
    caption: 'Somewhere above, somebody is looking for the airport.',
    votes: 'Bo Ines',
  },
  { who: 'Bo', caption: 'From up here everybody is on time.', votes: 'Anouk Ines Selim Tomo' },
  { who: 'Ines', caption: 'The wind has the right of way.', votes: 'Anouk Bo' },
  { who: 'Tomo', caption: 'Please fold your map before landing.', votes: 'Selim' },
];

const config = (nowMs: number, openedMs: number, photo: string, photoAlt: string): Config => ({
  ...defaultConfig(nowMs),
  briefing:
    'We found this photograph in a drawer, without a word on its back. Give it the line that it has been waiting for. **One sentence is plenty.**',
  photo,
  photoAlt,
  schedule: scheduleFrom(openedMs),
  honours: ['A framed print with your caption below it', 'A postcard set', 'A postcard set'],
});

const liveConfig = (nowMs: number, pictures: DemoPictures): Config =>
  config(
    nowMs,
    nowMs - 5 * DAY_MS,
    pictures(82),
    'Two boatmen in straw hats stand on a covered boat in the middle of a calm river.',
  );

const finishedConfig = (nowMs: number, pictures: DemoPictures): Config =>
  config(
    nowMs,
    nowMs - 30 * DAY_MS,
    pictures(81),
    'A biplane seen from above, far over a town of small roofs and a wide square.',
  );

type Step = DemoStep<Action>;

const fan = (who: string, atMs: number, action: Step['action']): Step => ({
  who,
  role: 'fan',
  verified: true,
  atMs,
  action,
});

const moderator = <A>(atMs: number, action: DemoStep<A>['action']): DemoStep<A> => ({
  who: 'Moderator',
  role: 'moderator',
  verified: true,
  atMs,
  action,
});

/** Captions sent, read and voted for. */
function played(
  lines: readonly Line[],
  { opensAtMs, votingOpensAtMs }: Config['schedule'],
): Step[] {
  const sent = lines.flatMap(({ who, caption, refused }, index): Step[] => {
    const atMs = opensAtMs + (index + 1) * 4 * HOUR_MS;
    const entryId = (ids: Readonly<Record<string, string>>) => ids[caption] ?? '';
    return [
      { ...fan(who, atMs, { type: 'submit', caption, credit: who }), saves: caption },
      moderator(atMs + HOUR_MS, ({ ids }) =>
        refused
          ? { type: 'refuse', entryId: entryId(ids), reason: refused }
          : { type: 'approve', entryId: entryId(ids) },
      ),
    ];
  });
  const votes = lines.flatMap(({ caption, votes }) =>
    votes.split(' ').flatMap((who) => (who ? [{ who, caption }] : [])),
  );
  const cast = votes.map(({ who, caption }, index) =>
    fan(who, votingOpensAtMs + (index + 1) * HOUR_MS, ({ ids }) => ({
      type: 'vote',
      entryId: ids[caption] ?? '',
    })),
  );
  return [...sent, ...cast];
}

function finishedGame(
  nowMs: number,
  pictures: DemoPictures,
): DemoGame<Config, Record<string, never>, Action> {
  const ended = finishedConfig(nowMs, pictures);
  const { resultsAtMs } = ended.schedule;
  return {
    config: ended,
    secrets: {},
    steps: [
      ...played(FINISHED, ended.schedule),
      moderator(resultsAtMs, { type: 'core.selectWinners' }),
      moderator(resultsAtMs + HOUR_MS, { type: 'core.confirmWinners' }),
      moderator(resultsAtMs + 2 * HOUR_MS, { type: 'core.announce' }),
    ],
  };
}

/** A photograph of two boatmen that waits for its caption, and an aeroplane that has one. */
export const demo: Demo<Config, Record<string, never>, Action> = {
  liveTitle: 'Two Men, One Boat',
  finishedTitle: 'Over the Roofs',
  config: liveConfig,
  secrets: () => ({}),
  play: (nowMs) => [
    ...played(LIVE, scheduleFrom(nowMs - 5 * DAY_MS)),
    fan('Anouk', nowMs - 6 * HOUR_MS, { type: 'submit', caption: WAITING, credit: 'Anouk' }),
  ],
  playedToTheEnd: finishedGame,
  canaries,
};
