import type { Coordinates } from '../mechanics/geo.ts';
import type { GuessClient } from './guess-client.ts';
import { isRunning } from './next-step.ts';
import type { MyRound } from './view-schema.ts';

/** A pin that stands when the time is nearly up is sent by itself this long before. */
const LAST_MOMENT_MS = 2000;
/** The server's clock decides; this page asks for the place a little later than its own clock says. */
const AFTER_DEADLINE_MS = 1500;

/** The pin that this tab had before a reload, if there was one. */
function keptPin(key: string): Coordinates | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Coordinates | null;
    return typeof kept?.latitude === 'number' && typeof kept.longitude === 'number' ? kept : null;
  } catch {
    return null;
  }
}

/** One round as it is being played on this page. Make it while a component initialises. */
export class RoundPlay {
  sending = $state(false);
  failure = $state('');
  readonly game: number;
  readonly round: number;
  readonly #client: GuessClient;
  #pin = $state.raw<Coordinates | null>(null);
  #askedForPlaceAtMs = 0;

  constructor(client: GuessClient, game: number, round: number) {
    this.#client = client;
    this.game = game;
    this.round = round;
    this.#pin = keptPin(this.#key);
    $effect(() => {
      const { look, pin, sending, leftMs } = this;
      if (!look || sending) return;
      if (this.running && pin && leftMs <= LAST_MOMENT_MS && this.failure === '') void this.guess();
    });
    $effect(() => {
      if (this.leftMs <= -AFTER_DEADLINE_MS) void this.#askForPlace();
    });
  }

  get #key(): string {
    return `fanfare.pin.${this.#client.contest.id}.${this.game}.${this.round}`;
  }

  /** Where the pin is; a reload does not lose it. */
  get pin(): Coordinates | null {
    return this.#pin;
  }

  set pin(place: Coordinates | null) {
    this.#pin = place;
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(place));
    } catch {
      // Storage may be switched off; then a reload starts without a pin.
    }
  }

  get look(): MyRound | undefined {
    return this.#client.mine.rounds.find(
      ({ game, round }) => game === this.game && round === this.round,
    );
  }

  get leftMs(): number {
    return (this.look?.deadlineAtMs ?? 0) - this.#client.nowMs;
  }

  get running(): boolean {
    return this.look !== undefined && isRunning(this.look, this.#client.nowMs);
  }

  get givenMs(): number {
    return this.#client.contest.config.secondsPerRound * 1000;
  }

  async #act(action: Parameters<GuessClient['act']>[0]): Promise<boolean> {
    this.failure = '';
    const reply = await this.#client.act(action);
    if (!reply.ok) this.failure = reply.message;
    return reply.ok;
  }

  async guess(): Promise<void> {
    if (!this.pin || this.sending) return;
    this.sending = true;
    const { game, round, pin } = this;
    await this.#act({ type: 'guess', game, round, ...pin });
    this.sending = false;
  }

  async takeHint(): Promise<boolean> {
    return this.#act({ type: 'takeHint', game: this.game, round: this.round });
  }

  /** A round whose time ran out is shown to its fan, where the brand does not keep places for the end. */
  async #askForPlace(): Promise<void> {
    const { look, sending } = this;
    const nowMs = this.#client.nowMs;
    if (!look || look.guess || look.answer || sending) return;
    if (this.#client.contest.config.reveal !== 'afterGuess') return;
    if (nowMs - this.#askedForPlaceAtMs < AFTER_DEADLINE_MS) return;
    this.#askedForPlaceAtMs = nowMs;
    await this.#client.act({ type: 'look', game: this.game, round: this.round });
  }
}
