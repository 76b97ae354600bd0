import { describe, expect, it } from 'vitest';
import { toJSONSchema } from 'zod';
import { actorsOf, CoreAction, decide } from '../contests/decide.ts';
import {
  applyEvent,
  awardsOf,
  momentAt,
  nextBorderMs,
  selectWinners,
  standingsOf,
  type ContestState,
} from '../contests/lifecycle.ts';
import { contestTypes, findContest } from '../contests/registry.server.ts';
import { replay } from '../contests/replay.ts';
import { Sealed } from '../contests/sealed.ts';
import { actionsOf } from './support/any-action.ts';
import { checkResult, draw } from './support/check-result.ts';
import { demoGames, NOW_MS } from './support/demo-games.ts';
import { copy, Game, SEED } from './support/play.ts';
import { publicViews, ROLES } from './support/public-views.ts';
import { playAtRandom } from './support/random-history.ts';

/** Settings in which every empty text has become a picture's id: only a picture may be left for the brand to choose. */
function withPictures(value: unknown): unknown {
  if (value === '') return 'picture-1';
  if (Array.isArray(value)) return value.map(withPictures);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withPictures(part)]));
}

describe.each(contestTypes().map((contest) => [contest.type, contest] as const))(
  '%s',
  (type, contest) => {
    const games = demoGames(contest);

    it('is found by its name, and only by it', () => {
      expect(findContest(type)).toBe(contest);
      expect(findContest('constructor')).toBeUndefined();
    });

    it('offers settings that are complete but for pictures, and can be shown as a form', () => {
      const defaults = contest.defaults(NOW_MS);
      const chosen = contest.schemas.config.safeParse(withPictures(defaults));
      expect(chosen.error?.issues).toBeUndefined();
      expect(chosen.data).toEqual(withPictures(defaults));
      const form = toJSONSchema(contest.schemas.config, { io: 'input', target: 'draft-7' });
      for (const [field, schema] of Object.entries(form.properties ?? {})) {
        expect(schema, field).toHaveProperty('title');
      }
      expect(toJSONSchema(contest.schemas.secrets, { io: 'input', target: 'draft-7' }).type).toBe(
        'object',
      );
    });

    it('says for every action who may ask for it, and takes none of the names of the core', () => {
      const names = actionsOf(contest.schemas.action).map((action) => action.type);
      expect(Object.keys(contest.actors).sort()).toEqual([...names].sort());
      expect(names.filter((name) => name.startsWith('core.'))).toEqual([]);
      expect(names.filter((name) => actorsOf(contest, name).length === 0)).toEqual([]);
    });

    it('has a live demo, everything in it before now and something open', () => {
      const { game } = games[0]!;
      expect(Math.max(...game.events.map((event) => event.atMs))).toBeLessThanOrEqual(NOW_MS);
      expect(momentAt(contest, game.state, NOW_MS).open.length).toBeGreaterThan(0);
      expect(nextBorderMs(contest, game.state, NOW_MS)).toBeGreaterThan(NOW_MS + 24 * 3_600_000);
    });

    it('has a finished demo, announced with winners', () => {
      const { game } = games[1]!;
      expect(game.state.core.announcedAtMs).toBeLessThanOrEqual(NOW_MS);
      expect(awardsOf(game.state.core).length).toBeGreaterThan(0);
    });

    it('names every group that is ranked by itself', () => {
      for (const { game } of games) {
        const groups = contest.groups(game.state.core.config);
        expect(groups.length).toBeGreaterThan(0);
        expect(groups.filter(({ label }) => label.trim() === '')).toEqual([]);
      }
    });

    describe.each(games.map(({ name, game }) => [name, game] as const))('%s', (_, game) => {
      it('replayed gives the same state, standings and winners', () => {
        const again = replay(contest, copy(game.events))!;
        expect(again).toEqual(game.state);
        expect(standingsOf(contest, again)).toEqual(standingsOf(contest, game.state));
        expect(awardsOf(again.core)).toEqual(awardsOf(game.state.core));
        expect(selectWinners(contest, again, draw)).toEqual(
          selectWinners(contest, game.state, draw),
        );
      });

      it('decided again gives the events that stand on the ledger', () => {
        const { seq, atMs, data } = game.events[0]!;
        const again = new Game(
          contest,
          (data as unknown as { config: unknown }).config,
          game.secrets,
          atMs,
        );
        expect(seq).toBe(1);
        for (const { act, turn, outcome } of game.played) {
          const repeated = again.act(act);
          expect(repeated.turn).toEqual(turn);
          expect(repeated.outcome).toEqual(outcome);
        }
        expect(again.events).toEqual(game.events);
      });

      it('goes on from a snapshot taken anywhere', () => {
        const events = copy(game.events);
        let state: ContestState | null = null;
        for (const event of events) {
          const snapshot: ContestState | null = copy(state);
          state = applyEvent(contest, snapshot, event).state;
          expect(copy(state)).toEqual(state);
        }
        expect(state).toEqual(game.state);
      });

      it('records only events of its schema', () => {
        for (const { data } of game.events) {
          if (!data.type.startsWith('core.'))
            expect(contest.schemas.event.parse(data)).toEqual(data);
        }
      });

      it('shows no secret on the board or to any fan, and the views pass their schemas', () => {
        const fans = [...new Set(game.played.map(({ act }) => act.who)), 'a stranger'];
        let state: ContestState | null = null;
        for (const event of copy(game.events)) {
          state = applyEvent(contest, state, event).state;
          const shown = publicViews(contest, state, event.atMs, fans);
          for (const canary of contest.demo.canaries) expect(shown).not.toContain(canary);
          expect(shown).not.toContain(SEED);
        }
      });

      it('puts no erasable text on the ledger', () => {
        const ledger = JSON.stringify(game.events.slice(1));
        for (const { text, salt, hash } of game.texts) {
          expect(ledger).toContain(hash);
          expect(ledger).not.toContain(salt);
          if (text.length > 12) expect(ledger).not.toContain(text);
        }
        for (const canary of contest.demo.canaries) expect(ledger).not.toContain(canary);
      });

      it('opens and closes every stage at its very millisecond', () => {
        for (const stage of contest.stages(game.state.core.config)) {
          const isOpen = (atMs: number) =>
            momentAt(contest, game.state, atMs).open.includes(stage.id);
          const lasts = stage.closesAtMs > stage.opensAtMs;
          expect(isOpen(stage.opensAtMs - 1)).toBe(false);
          expect(isOpen(stage.opensAtMs)).toBe(lasts);
          expect(isOpen(stage.closesAtMs - 1)).toBe(lasts);
          expect(isOpen(stage.closesAtMs)).toBe(false);
        }
      });

      it('fills every place it can, by rank, and every alternate stands ready', () => {
        checkResult(contest, game.state);
      });
    });

    it('keeps its promises through random histories, under the settings of both games', () => {
      const accepted = games.map(({ game }) => playAtRandom(game));
      // Else the histories would prove nothing.
      expect(Math.min(...accepted)).toBeGreaterThan(50);
      expect(accepted.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(400);
    });

    it('answers an act of a role that may not ask for it with a refusal and nothing else', () => {
      const { game } = games[0]!;
      for (const { act, turn } of game.played) {
        for (const role of ROLES.filter(
          (one) => !actorsOf(contest, act.action.type).includes(one),
        )) {
          const outcome = decide(
            contest,
            game.state,
            act.action,
            { ...turn, role },
            new Sealed({}, ''),
            draw,
          );
          expect(outcome).toMatchObject({ ok: false, code: 'core/NOT_ALLOWED' });
        }
      }
    });
  },
);

it('no core action is left without a role', () => {
  const contest = contestTypes()[0]!;
  const types = CoreAction.options.map((option) => option.shape.type.value);
  expect(types.filter((type) => actorsOf(contest, type).length === 0)).toEqual([]);
});
