import type { GuessClient } from './guess-client.ts';
import { t } from './messages/index.ts';
import { roundsOf } from './next-step.ts';
import { shareText, type SharedRound } from './share-text.ts';
import type { MyRound } from './view-schema.ts';

/** What a round was worth, as far as the fan may know. */
export function pointsOf({ score }: MyRound): number | null {
  return score ? score.points + score.bonus : null;
}

/** A fan's rounds of a game as they may be told to others. */
export function sharedRounds(client: GuessClient, game: number): SharedRound[] {
  return roundsOf(client.mine.rounds, game).map((look) => ({ points: pointsOf(look) }));
}

/** Whether there is a score to pass on: every round was started, and what they were worth may be known. */
export function mayShare(client: GuessClient, game: number): boolean {
  const looks = roundsOf(client.mine.rounds, game);
  const roundCount = client.board.games.find((one) => one.game === game)?.roundCount ?? 0;
  const over = looks.every((look) => look.guess !== null || look.deadlineAtMs <= client.nowMs);
  return looks.length === roundCount && over && looks.some(({ score }) => score !== null);
}

/** Passes the score on by the device's own way of sharing, else by the clipboard. Gives the text when neither works. */
export async function shareScore(
  client: GuessClient,
  game: number,
): Promise<{ way: 'shared' | 'copied' } | { way: 'failed'; text: string }> {
  const { campaign, title, url, config } = client.contest;
  const daily = config.schedule.format === 'daily';
  const text = shareText({
    titles: [campaign.title, title, ...(daily ? [t('score.day', { day: game })] : [])],
    rounds: sharedRounds(client, game),
    roundCount: client.board.games.find((one) => one.game === game)?.roundCount ?? 0,
    maxBonus: config.timeBonus,
    url: new URL(url, location.origin).href,
  });
  if (typeof navigator.share === 'function') {
    // Closing the sheet rejects; that is a choice, not a failure.
    await navigator.share({ text }).catch(() => undefined);
    return { way: 'shared' };
  }
  try {
    await navigator.clipboard.writeText(text);
    return { way: 'copied' };
  } catch {
    return { way: 'failed', text };
  }
}
