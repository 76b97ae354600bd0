import type { EntryCard } from '../../worker/wire/contest.ts';
import { votesLeft } from './next-step.ts';
import type { RelayClient } from './relay-client.ts';

/** A fan's votes as the screens show them: at once on the press, and put right when the server says otherwise. */
export class Ballot {
  readonly #client: RelayClient;
  /** What the fan wants while an act is under way. */
  #wanted = $state<Record<string, boolean>>({});
  /** Changes of counts since the cards were loaded. */
  #changes = $state<Record<string, number>>({});
  /** The last refusal, shown where the finger is. */
  failure = $state<{ entryId: string; code: string; message: string } | null>(null);
  /** The last success, for a screen reader. */
  news = $state<{ kind: 'counted' | 'takenBack'; left: number } | null>(null);

  constructor(client: RelayClient) {
    this.#client = client;
  }

  votedFor(entryId: string): boolean {
    return this.#wanted[entryId] ?? this.#client.mine.votes.includes(entryId);
  }

  isOwn(entryId: string): boolean {
    return this.#client.mine.entries.some((entry) => entry.id === entryId);
  }

  /** Votes of a card, with the fan's own latest press; null while counts are not shown. */
  countOf(entry: EntryCard): number | null {
    return entry.votes === null ? null : Math.max(0, entry.votes + (this.#changes[entry.id] ?? 0));
  }

  /** Votes or takes the vote back. A press while the one before is under way is ignored. */
  async toggle(entry: EntryCard): Promise<void> {
    const { id } = entry;
    if (id in this.#wanted) return;
    const wanted = !this.votedFor(id);
    const change = wanted ? 1 : -1;
    this.failure = null;
    this.#wanted[id] = wanted;
    this.#changes[id] = (this.#changes[id] ?? 0) + change;
    const reply = await this.#client.act({ type: wanted ? 'vote' : 'unvote', entryId: id });
    delete this.#wanted[id];
    if (reply.ok) {
      this.news = {
        kind: wanted ? 'counted' : 'takenBack',
        left: votesLeft(reply.mine, entry.group),
      };
    } else {
      this.#changes[id] = (this.#changes[id] ?? 0) - change;
      this.failure = { entryId: id, code: reply.code, message: reply.message };
    }
  }
}
