import type { DesignClient } from './design-client.ts';
import type { Action, Round } from './schema.ts';

/** A ballot while it is being filled in. What the server has stays as it is until the fan sends. */
export class BallotDraft {
  readonly #client: DesignClient;
  readonly #round: Round;
  /** Picks, or the ranking best first. */
  entryIds = $state<string[]>([]);
  scores = $state<Record<string, number>>({});
  sending = $state(false);
  failure = $state('');
  /** Shortly after sending: the moment to say thank you. */
  justSent = $state(false);

  constructor(client: DesignClient, round: Round) {
    this.#client = client;
    this.#round = round;
    this.#takeOver();
  }

  #takeOver(): void {
    const mine = this.#client.mine.round;
    this.entryIds = [...(mine?.entryIds ?? [])];
    this.scores = Object.fromEntries(
      (mine?.scores ?? []).map(({ entryId, points }) => [entryId, points]),
    );
  }

  get most(): number {
    const { ballot } = this.#round;
    const votable = this.#client.mine.round?.order.length ?? 0;
    return 'most' in ballot ? Math.min(ballot.most, votable) : votable;
  }

  get count(): number {
    return this.#round.ballot.method === 'score'
      ? Object.keys(this.scores).length
      : this.entryIds.length;
  }

  get full(): boolean {
    return this.count >= this.most;
  }

  /** Whether the server has a ballot of this fan. */
  get cast(): boolean {
    return this.#client.mine.votedIn.includes(this.#round.id);
  }

  /** Whether what is on screen differs from what counts. */
  get changed(): boolean {
    const mine = this.#client.mine.round;
    if (this.#round.ballot.method === 'score') {
      const sent = Object.fromEntries(
        (mine?.scores ?? []).map(({ entryId, points }) => [entryId, points]),
      );
      const ids = Object.keys(this.scores);
      return (
        ids.length !== Object.keys(sent).length || ids.some((id) => sent[id] !== this.scores[id])
      );
    }
    const sent = mine?.entryIds ?? [];
    if (sent.length !== this.entryIds.length) return true;
    return this.#round.ballot.method === 'ranked'
      ? this.entryIds.some((id, place) => id !== sent[place])
      : this.entryIds.some((id) => !sent.includes(id));
  }

  toggle(id: string): void {
    this.failure = '';
    if (this.entryIds.includes(id)) this.entryIds = this.entryIds.filter((one) => one !== id);
    else if (!this.full) this.entryIds = [...this.entryIds, id];
  }

  score(id: string, points: number | null): void {
    this.failure = '';
    const { [id]: _former, ...others } = this.scores;
    this.scores = points === null ? others : { ...others, [id]: points };
  }

  async send(): Promise<void> {
    await this.#act(this.#action());
    if (this.failure === '') this.justSent = true;
  }

  async takeBack(): Promise<void> {
    await this.#act({ type: 'takeBallotBack', roundId: this.#round.id });
    if (this.failure === '') this.#takeOver();
  }

  #action(): Action {
    const roundId = this.#round.id;
    const entryIds = [...this.entryIds];
    switch (this.#round.ballot.method) {
      case 'score': {
        const scores = Object.entries(this.scores).map(([entryId, points]) => ({
          entryId,
          points,
        }));
        return { type: 'scoreDesigns', roundId, scores };
      }
      case 'ranked':
        return { type: 'rankDesigns', roundId, entryIds };
      default:
        return { type: 'approveDesigns', roundId, entryIds };
    }
  }

  async #act(action: Action): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    this.failure = '';
    this.justSent = false;
    const reply = await this.#client.act(action);
    this.sending = false;
    if (!reply.ok) this.failure = reply.message;
  }
}
