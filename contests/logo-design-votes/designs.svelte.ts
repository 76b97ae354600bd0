import type { EntryCard, Picture } from '../../worker/wire/contest.ts';
import type { DesignClient } from './design-client.ts';
import { t } from './messages/index.ts';

/** A design as a card shows it. */
export interface ShownDesign {
  id: string;
  title: string;
  /** The idea behind it; '' when there is none. */
  rationale: string;
  /** The author, once known and when there is one. */
  credit: string;
  url: string;
  picture: Picture | null;
}

/** As many as one request may name. */
const CARDS_AT_ONCE = 50;

/** The designs that a page knows, in the order in which this visitor met them. */
export class Designs {
  readonly #client: DesignClient;
  readonly #asked = new Set<string>();
  #cards = $state.raw<ReadonlyMap<string, EntryCard>>(new Map());

  constructor(client: DesignClient, known: readonly (EntryCard | null)[]) {
    this.#client = client;
    this.#cards = new Map(known.flatMap((card) => (card ? [[card.id, card]] : [])));
  }

  /** Adds cards behind those that are known: nothing moves under a finger. */
  add(cards: readonly EntryCard[]): void {
    const fresh = cards.filter(({ id }) => !this.#cards.has(id));
    if (fresh.length === 0) return;
    this.#cards = new Map([...this.#cards, ...fresh.map((card) => [card.id, card] as const)]);
  }

  /** Fetches the cards of these designs that the page does not have yet; those that cannot be seen are asked for once. */
  async load(ids: readonly string[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#cards.has(id) && !this.#asked.has(id));
    for (let from = 0; from < missing.length; from += CARDS_AT_ONCE) {
      const some = missing.slice(from, from + CARDS_AT_ONCE);
      for (const id of some) this.#asked.add(id);
      const reply = await this.#client.cards(some);
      if (reply.ok) this.add(reply.cards);
      else for (const id of some) this.#asked.delete(id);
    }
  }

  /** These designs, as far as they are known, in the visitor's order. */
  inOrder(ids: readonly string[]): ShownDesign[] {
    const wanted = new Set(ids);
    return [...this.#cards.keys()]
      .filter((id) => wanted.has(id))
      .flatMap((id) => this.get(id) ?? []);
  }

  /** All that the page knows, in the visitor's order. */
  all(): ShownDesign[] {
    return this.listed([...this.#cards.keys()]);
  }

  /** In the order of `ids`. */
  listed(ids: readonly string[]): ShownDesign[] {
    return ids.flatMap((id) => this.get(id) ?? []);
  }

  get(id: string): ShownDesign | null {
    const card = this.#cards.get(id);
    if (!card) return null;
    const { config } = this.#client.contest;
    const { url, picture, credit, caption } = card;
    if (config.source === 'fans') {
      return { id, title: this.title(id), rationale: caption, credit, url, picture };
    }
    const rationale = config.designs[this.#client.board.offered.indexOf(id)]?.rationale ?? '';
    return { id, title: this.title(id), rationale, credit: '', url, picture };
  }

  /** What to call a design: the brand's name for it, its author, or a number while authors are unknown. */
  title(id: string): string {
    const card = this.#cards.get(id);
    const named = this.#client.contest.config.source === 'brand' ? card?.caption : card?.credit;
    return named || t('design.unnamed', { number: id.slice(-4).toUpperCase() });
  }
}
