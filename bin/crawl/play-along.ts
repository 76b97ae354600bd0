import { findContest } from '../../contests/registry.server.ts';
import { freshActKey } from '../../worker/wire/act-key.ts';
import type { Visitor } from '../fuzz/visitor.ts';
import { noisePicture } from '../fuzz/world.ts';
import type { KnownContest } from './ground-truth.ts';
import { leavesOf } from './secret-leaves.ts';

/** An act that was accepted. */
export interface Played {
  contestId: string;
  action: Record<string, unknown>;
}

interface Seen {
  mine: {
    round?: {
      id: string;
      order: string[];
      pairs: { next: { leftEntryId: string; rightEntryId: string } | null } | null;
    } | null;
  } | null;
}

let pictures = 0;

/** The number that solves a puzzle which is open from the start, by the puzzle's number. */
function numberToAnswer(secrets: unknown): { puzzle: number; answer: string } | null {
  const { puzzles = [] } = secrets as {
    puzzles?: { answer: { kind: string; value?: number }; unlock: { kind: string } }[];
  };
  const index = puzzles.findIndex(
    ({ answer, unlock }) => answer.kind === 'number' && unlock.kind === 'start',
  );
  return index < 0 ? null : { puzzle: index + 1, answer: String(puzzles[index]?.answer.value) };
}

/** What a type with close answers takes for one: wrong, but worth a word. */
function closeAnswer(secrets: unknown): string {
  const close = [...leavesOf(secrets)].find(({ path }) =>
    /^puzzles\/0\/.*close\/0\/answer$/.test(path),
  );
  return String(close?.value ?? 'nowhere');
}

/** Everything that somebody might do in any type; whatever a type does not know is left out. */
function* actsIn(
  { secrets, config, type }: KnownContest,
  seen: Seen,
  entryIds: readonly string[],
  mediaId: string,
): Generator<Record<string, unknown>> {
  const words = { caption: 'What I saw', rationale: 'What I meant', credit: 'The player here' };
  const stopId = findContest(type)?.groups(config)[0]?.id;
  yield { type: 'submit', stopId, mediaId, ...words, acceptsRulesVersion: 1 };
  yield { type: 'submit', mediaId, ...words, caption: undefined, acceptsRulesVersion: 1 };
  yield { type: 'submit', caption: words.caption, credit: words.credit };
  for (const entryId of entryIds.slice(0, 2)) yield { type: 'vote', entryId };
  const { round } = seen.mine ?? {};
  if (round) {
    const some = round.order.slice(0, 2);
    yield { type: 'approveDesigns', roundId: round.id, entryIds: some };
    yield { type: 'rankDesigns', roundId: round.id, entryIds: some };
    if (round.pairs?.next)
      yield { type: 'choose', roundId: round.id, ...round.pairs.next, choice: 'left' };
  }
  const first = { game: 1, round: 1 };
  yield { type: 'start', ...first };
  yield { type: 'takeHint', ...first };
  yield { type: 'guess', ...first, latitude: 1.25, longitude: 2.5 };
  yield { type: 'start', game: 1, round: 2 };
  yield { type: 'open', puzzle: 1 };
  yield { type: 'takeHint', puzzle: 1, hint: 1 };
  yield { type: 'answer', puzzle: 1, answer: closeAnswer(secrets) };
  const known = numberToAnswer(secrets);
  if (known) yield { type: 'answer', ...known };
  yield { type: 'setName', name: 'The player' };
}

/**
 * Enters, votes, guesses and answers in every running contest, as far as it lets anybody.
 * @returns what was accepted
 */
export async function playAlong(
  player: Visitor,
  contests: readonly KnownContest[],
  shownIn: (contestId: string) => readonly string[],
): Promise<Played[]> {
  const played: Played[] = [];
  for (const contest of contests) {
    const { id: contestId, publishedAtMs, announcedAtMs } = contest;
    const type = findContest(contest.type);
    if (!type || publishedAtMs === null || announcedAtMs !== null) continue;
    const path = `/api/contests/${contestId}`;
    const picture = await noisePicture(7_000 + pictures++);
    const upload = await player.send('POST', `/api/media?contest=${contestId}`, picture);
    const { mediaId = '' } = (await upload.json()) as { mediaId?: string };
    const seen = await player.must<Seen>('GET', path);
    for (const action of actsIn(contest, seen, shownIn(contestId), mediaId)) {
      const sent = JSON.parse(JSON.stringify(action)) as Record<string, unknown>;
      if (!type.schemas.action.safeParse(sent).success) continue;
      const reply = await player.send('POST', `${path}/actions`, {
        key: freshActKey(),
        action: sent,
      });
      await reply.arrayBuffer();
      if (reply.ok) played.push({ contestId, action: sent });
    }
  }
  return played;
}

const inRound = ({ game, round }: Record<string, unknown>) =>
  `games/${Number(game) - 1}/rounds/${Number(round) - 1}/`;

/** Where in a contest's secrets its acts have let the player look: beginnings of paths. */
export function openedBy(played: readonly Played[], { id, config, secrets }: KnownContest) {
  const opened: string[] = [];
  for (const { contestId, action } of played) {
    if (contestId !== id) continue;
    const puzzle = `puzzles/${Number(action['puzzle']) - 1}/`;
    switch (action['type']) {
      case 'start':
        opened.push(`${inRound(action)}picture`, `${inRound(action)}morePictures`);
        break;
      case 'takeHint':
        opened.push(
          action['game'] === undefined
            ? `${puzzle}hints/${Number(action['hint']) - 1}/text`
            : `${inRound(action)}hint`,
        );
        break;
      case 'guess':
        if ((config as { reveal?: string }).reveal === 'afterGuess') opened.push(inRound(action));
        break;
      case 'open':
        opened.push(`${puzzle}text`, `${puzzle}pictures`, `${puzzle}answer/options`);
        break;
      case 'answer':
        // A friendly word to somebody who was close.
        for (const { path, value } of leavesOf(secrets))
          if (path.startsWith(`${puzzle}answer/close/`) && String(value) === action['answer'])
            opened.push(path.replace(/answer$/, 'message'));
    }
  }
  return opened;
}
