import { accept, refuse, type Decision, type Refused, type Turn } from '../contract.ts';
import { notEligible } from '../mechanics/eligibility.ts';
import { findPlayer, playerOf } from '../mechanics/players.ts';
import { erasable } from '../mechanics/texts.ts';
import type { Sealed } from '../sealed.ts';
import type { Event } from './events.server.ts';
import { refusals } from './refusals.ts';
import { gameWindow, within } from './schedule.ts';
import type { Action, Config, Round, Secrets } from './schema.ts';
import { afterHint, distanceM, pointsFor, timeBonus } from './scoring.ts';
import { findShown, lookOf, scaleKm, type Look, type State } from './state.ts';

type ActionOf<Type extends Action['type']> = Extract<Action, { type: Type }>;
type Decided = Decision<Event>;

/** Pictures of a round in the order they are shown. */
export function picturesOf(round: Round): string[] {
  return [round.picture, ...round.morePictures.map(({ picture }) => picture)];
}

/** What the brand tells about a place, as an event carries it. */
export function answerOf({ place, title, explanation }: Round) {
  return { latitude: place.latitude, longitude: place.longitude, title, explanation };
}

function secretRound(secrets: Sealed<Secrets>, game: number, round: number): Round | undefined {
  return secrets.open().games[game - 1]?.rounds[round - 1];
}

export function decideAction(
  state: State,
  action: Action,
  turn: Turn,
  config: Config,
  secrets: Sealed<Secrets>,
): Decided {
  switch (action.type) {
    case 'start':
      return decideStart(state, action, turn, config, secrets);
    case 'takeHint':
      return decideHint(state, action, turn, config, secrets);
    case 'guess':
      return decideGuess(state, action, turn, config, secrets);
    case 'look':
      return decideLook(state, action, turn, config, secrets);
    case 'setName':
      return decideName(state, action, turn);
    case 'takeNameDown': {
      const player = findPlayer(state.players, action.entryId);
      if (!player) return refuse(refusals, 'players/NO_SUCH_PLAYER', { field: 'entryId' });
      return player.nameHash === null
        ? refuse(refusals, 'players/NO_NAME', { field: 'entryId' })
        : accept([{ type: 'nameTakenDown', entryId: player.id }]);
    }
  }
}

function decideStart(
  state: State,
  { game, round }: ActionOf<'start'>,
  turn: Turn,
  config: Config,
  secrets: Sealed<Secrets>,
): Decided {
  const refused =
    notPlayable(config, game, turn.atMs) ??
    notEligible(config.whoMayPlay, turn.verifiedAtMs) ??
    outOfTurn(state, turn, game, round);
  if (refused) return refused;
  const secret = secretRound(secrets, game, round);
  if (!secret) return refuse(refusals, 'guess/NO_SUCH_ROUND', { field: 'round' });
  const closesAtMs = gameWindow(config, game)?.closesAtMs ?? turn.atMs;
  const deadlineAtMs = Math.min(turn.atMs + config.secondsPerRound * 1000, closesAtMs);
  const playerId = playerOf(state.players, turn.actorId)?.id ?? turn.freshId;
  const events: Event[] = [{ type: 'roundStarted', game, round, playerId, deadlineAtMs }];
  if (!findShown(state, game, round)) {
    const hasHint = config.hints && secret.hint !== '';
    events.push({ type: 'roundShown', game, round, pictureIds: picturesOf(secret), hasHint });
  }
  return accept(events);
}

/** Null when a game can be played at `atMs`. */
function notPlayable(config: Config, game: number, atMs: number): Refused | null {
  const window = gameWindow(config, game);
  if (!window) return refuse(refusals, 'guess/NO_SUCH_ROUND', { field: 'game' });
  if (within(window, atMs)) return null;
  return atMs < window.opensAtMs
    ? refuse(refusals, 'guess/NOT_OPEN_YET', { field: 'game', retryAtMs: window.opensAtMs })
    : refuse(refusals, 'guess/CLOSED', { field: 'game' });
}

/** Null when this round is the fan's next one. */
function outOfTurn(state: State, turn: Turn, game: number, round: number): Refused | null {
  const disqualified = notAllowedToGoOn(state, turn);
  if (disqualified) return disqualified;
  if (round > (state.games?.[game - 1] ?? 0))
    return refuse(refusals, 'guess/NO_SUCH_ROUND', { field: 'round' });
  const look = (number: number) => lookOf(state, turn.actorId, game, number);
  if (look(round)) return refuse(refusals, 'guess/ALREADY_STARTED', { field: 'round' });
  if (round === 1) return null;
  const before = look(round - 1);
  if (!before) return refuse(refusals, 'guess/IN_ORDER', { field: 'round' });
  return isRunning(before, turn.atMs)
    ? refuse(refusals, 'guess/ROUND_RUNNING', { field: 'round' })
    : null;
}

function notAllowedToGoOn(state: State, { actorId, disqualified }: Turn): Refused | null {
  const player = playerOf(state.players, actorId);
  return disqualified.has(actorId) || (player && disqualified.has(player.id))
    ? refuse(refusals, 'guess/DISQUALIFIED')
    : null;
}

/** Open for an answer; the deadline itself is too late. */
export function isRunning(look: Look, atMs: number): boolean {
  return look.guess === null && atMs < look.deadlineAtMs;
}

/** The look that an act is about, while it can still be answered. */
function runningLook(
  state: State,
  { game, round }: { game: number; round: number },
  turn: Turn,
): { ok: true; look: Look } | Refused {
  const refused = notAllowedToGoOn(state, turn);
  if (refused) return refused;
  const look = lookOf(state, turn.actorId, game, round);
  if (!look) return refuse(refusals, 'guess/NOT_STARTED', { field: 'round' });
  if (look.guess) return refuse(refusals, 'guess/ALREADY_ANSWERED', { field: 'round' });
  return isRunning(look, turn.atMs)
    ? { ok: true, look }
    : refuse(refusals, 'guess/TOO_LATE', { field: 'round' });
}

function decideHint(
  state: State,
  { game, round }: ActionOf<'takeHint'>,
  turn: Turn,
  config: Config,
  secrets: Sealed<Secrets>,
): Decided {
  const running = runningLook(state, { game, round }, turn);
  if (!running.ok) return running;
  if (running.look.hintTaken) return refuse(refusals, 'guess/HINT_TAKEN', { field: 'round' });
  const hint = config.hints ? secretRound(secrets, game, round)?.hint : '';
  if (!hint) return refuse(refusals, 'guess/NO_HINT', { field: 'round' });
  const events: Event[] = [{ type: 'hintTaken', game, round }];
  if (findShown(state, game, round)?.hint == null)
    events.push({ type: 'hintShown', game, round, hint });
  return accept(events);
}

/** About a metre: more decimals would only pretend, and would tell one map from another. */
const written = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

function decideGuess(
  state: State,
  { game, round, latitude, longitude }: ActionOf<'guess'>,
  turn: Turn,
  config: Config,
  secrets: Sealed<Secrets>,
): Decided {
  const running = runningLook(state, { game, round }, turn);
  if (!running.ok) return running;
  const secret = secretRound(secrets, game, round);
  if (!secret) return refuse(refusals, 'guess/NO_SUCH_ROUND', { field: 'round' });
  const { startedAtMs, deadlineAtMs, hintTaken } = running.look;
  const pin = { latitude: written(latitude), longitude: written(longitude) };
  const metres = distanceM(pin, secret.place);
  const { fullPointsRadiusM, timeBonus: maxBonus } = config;
  const full = pointsFor(metres, { scaleKm: scaleKm(config), fullPointsRadiusM });
  const points = afterHint(full, hintTaken);
  const givenMs = config.secondsPerRound * 1000;
  const leftMs = deadlineAtMs - turn.atMs;
  const guessed: Event = {
    type: 'guessed',
    game,
    round,
    ...pin,
    distanceM: metres,
    points,
    bonus: timeBonus(points, { maxBonus, leftMs, givenMs }),
    usedMs: turn.atMs - startedAtMs,
  };
  const told = config.reveal === 'afterGuess' ? tell(state, secret, game, round) : [];
  return accept([guessed, ...told]);
}

function decideLook(
  state: State,
  { game, round }: ActionOf<'look'>,
  turn: Turn,
  config: Config,
  secrets: Sealed<Secrets>,
): Decided {
  const look = lookOf(state, turn.actorId, game, round);
  if (!look) return refuse(refusals, 'guess/NOT_STARTED', { field: 'round' });
  if (look.guess || look.told)
    return refuse(refusals, 'guess/ALREADY_ANSWERED', { field: 'round' });
  if (isRunning(look, turn.atMs))
    return refuse(refusals, 'guess/STILL_RUNNING', { field: 'round' });
  const secret = secretRound(secrets, game, round);
  if (config.reveal !== 'afterGuess' || !secret) return refuse(refusals, 'guess/NOTHING_TO_SEE');
  return accept([{ type: 'looked', game, round }, ...tell(state, secret, game, round)]);
}

/** Brings the true place into the state, if it is not there yet. */
function tell(state: State, secret: Round, game: number, round: number): Event[] {
  if (findShown(state, game, round)?.answer) return [];
  return [{ type: 'placeShown', game, round, ...answerOf(secret) }];
}

function decideName(state: State, { name }: ActionOf<'setName'>, turn: Turn): Decided {
  const player = playerOf(state.players, turn.actorId);
  if (!player) return refuse(refusals, 'players/NOT_PLAYING');
  const refused = notAllowedToGoOn(state, turn);
  if (refused) return refused;
  if (player.nameTakenDown) return refuse(refusals, 'guess/NAME_TAKEN_DOWN');
  const text = erasable(turn, 'name', name);
  return accept([{ type: 'named', nameHash: text.hash }], [text]);
}
