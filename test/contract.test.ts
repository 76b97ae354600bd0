import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toJSONSchema } from 'zod';
import type { AnyContest, EntryFacts, Role } from '../contests/contract.ts';
import { actorsOf, CoreAction, coreRefusals, decide } from '../contests/decide.ts';
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
import { actionsOf, withEntries, type Names } from './support/any-action.ts';
import {
  actorIdOf,
  digest,
  demoPictures,
  Game,
  photoFacts,
  playSteps,
  SEED,
} from './support/play.ts';

const NOW_MS = Date.UTC(2026, 9, 9, 9, 9, 9, 9);
const ROLES: readonly Role[] = ['fan', 'judge', 'moderator', 'editor', 'owner'];
const draw = { seed: SEED, lastBlock: { number: 1, hash: digest('block') } };

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Both games of a type's demo, played through. */
function demoGames(contest: AnyContest): { name: string; game: Game }[] {
  const secrets = contest.demo.secrets(NOW_MS, demoPictures);
  const steps = contest.demo.play(NOW_MS);
  const ended = contest.demo.playedToTheEnd(NOW_MS, demoPictures);
  const publishedAtMs = (all: readonly { atMs: number }[]) =>
    Math.min(...all.map((step) => step.atMs)) - 1;
  const live = new Game(
    contest,
    contest.demo.config(NOW_MS, demoPictures),
    secrets,
    publishedAtMs(steps),
  );
  const finished = new Game(contest, ended.config, ended.secrets, publishedAtMs(ended.steps));
  return [
    { name: 'the live demo', game: playSteps(live, steps) },
    { name: 'the finished demo', game: playSteps(finished, ended.steps) },
  ];
}

/** Every board and fan view of a state, checked against their strict schemas. */
function publicViews(
  contest: AnyContest,
  state: ContestState,
  atMs: number,
  fans: readonly string[],
): string {
  const moment = momentAt(contest, state, atMs);
  const { config } = state.core;
  const board = contest.boardView(state.play, config, moment);
  const mine = fans.map((fan) => contest.fanView(state.play, config, moment, actorIdOf(fan)));
  expect(contest.schemas.board.parse(board)).toEqual(board);
  for (const view of mine) expect(contest.schemas.mine.parse(view)).toEqual(view);
  for (const role of ROLES) {
    const review = contest.reviewView(state.play, config, moment, {
      actorId: actorIdOf(fans[0] ?? ''),
      role,
    });
    expect(contest.schemas.review.parse(review)).toEqual(review);
  }
  return JSON.stringify([board, mine]);
}

/** Settings in which every empty text has become a picture's id: only a picture may be left for the brand to choose. */
function withPictures(value: unknown): unknown {
  if (value === '') return 'picture-1';
  if (Array.isArray(value)) return value.map(withPictures);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withPictures(part)]));
}

/** What must hold of any state whatever has happened. */
function checkResult(contest: AnyContest, state: ContestState): void {
  const standings = standingsOf(contest, state);
  for (const { id } of contest.groups(state.core.config)) {
    const ranks = standings
      .filter((standing) => standing.group === id)
      .map((standing) => standing.rank);
    ranks.forEach((rank, index) => {
      expect(rank === index + 1 || rank === ranks[index - 1]).toBe(true);
    });
  }
  for (const { figures } of standings)
    expect(Object.values(figures).every(Number.isSafeInteger)).toBe(true);

  const shortlists = selectWinners(contest, state, draw);
  expect(selectWinners(contest, copy(state), draw)).toEqual(shortlists);
  const core = { ...state.core, shortlists };
  const awards = awardsOf(core);
  for (const { group, honours, order } of shortlists) {
    const eligible = standings.filter((standing) => standing.group === group);
    expect(new Set(order).size).toBe(order.length);
    expect(awards.filter((award) => award.group === group)).toHaveLength(
      Math.min(honours.length, eligible.length),
    );
    const rankOf = new Map(eligible.map((standing) => [standing.id, standing.rank]));
    const ranks = order.map((id) => rankOf.get(id) ?? Number.NaN);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));

    const [winner] = order;
    if (winner === undefined) continue;
    const after = awardsOf({ ...core, disqualified: { ...core.disqualified, [winner]: 'test' } });
    expect(after.filter((award) => award.group === group).map((award) => award.standingId)).toEqual(
      order.slice(1, honours.length + 1),
    );
  }
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

    /** Histories made up under the settings of one of the demo games. Gives how many acts were accepted. */
    function playAtRandom({ state, secrets }: Game): number {
      const { config } = state.core;
      const stages = contest.stages(config);
      const firstMs = Math.min(
        ...stages.map((stage) => stage.opensAtMs).filter((opensAtMs) => opensAtMs > 0),
      );
      const lastMs = Math.max(...stages.map((stage) => stage.closesAtMs));
      const actions = actionsOf(contest.schemas.action);
      const names: Names = {
        groups: contest.groups(config).map((group) => group.id),
        stages: stages.flatMap(({ id }) =>
          id.includes(':') ? [id.slice(id.indexOf(':') + 1)] : [],
        ),
        photos: Array.from({ length: 12 }, (_, index) => photoFacts(index + 1, true).id),
      };
      const steps = fc.array(
        fc.record({
          who: fc.constantFrom('Ana', 'Ben', 'Cem', 'Dee', 'guest'),
          role: fc.constantFrom<Role>('fan', 'fan', 'fan', 'judge', 'moderator'),
          wait: fc.integer({ min: 0, max: Math.ceil((lastMs - firstMs) / 60) }),
          pick: fc.nat(),
          join: fc.integer({ min: 0, max: 30 }).map((roll) => roll === 0),
          action: fc.oneof(...actions.map((action) => action.arbitrary(names))),
          owned: fc.integer({ min: 0, max: 9 }).map((roll) => roll > 0),
        }),
        { minLength: 20, maxLength: 80, size: 'max' },
      );
      let accepted = 0;
      fc.assert(
        fc.property(steps, (given) => {
          const game = new Game(contest, config, secrets, firstMs - 10);
          const known: string[] = [];
          let atMs = firstMs - 5;
          for (const step of given) {
            atMs += step.wait;
            if (step.join) game.join('guest', 'Ana', atMs);
            const before = new Map(
              known.map((id) => [id, copy(contest.entry(game.state.play, id))]),
            );
            const changesBefore = game.changes.length;
            const media = names.photos.map((_, index) => photoFacts(index + 1, step.owned));
            // Acts come from who may ask for them as often as from anybody else.
            const allowed = actorsOf(contest, String(step.action['type']));
            const role =
              step.pick % 4 === 0 ? step.role : (allowed[step.pick % allowed.length] ?? step.role);
            const who = role === 'fan' ? step.who : `${step.who} of the staff`;
            // What the schedule puts up by itself can be named too.
            game.reach(atMs);
            for (const id of game.changes.flatMap((change) => change.entryIds))
              if (!known.includes(id) && contest.entry(game.state.play, id)) known.push(id);
            const action = withEntries(
              step.action,
              (place) => known[(step.pick + place) % Math.max(1, known.length)] ?? 'none',
            ) as { type: string };
            const verifiedAtMs = who === 'guest' ? null : 0;
            const { turn, outcome } = game.act({ who, role, verifiedAtMs, atMs, action, media });
            if (!outcome.ok) {
              expect({ ...contest.refusals, ...coreRefusals }).toHaveProperty([outcome.code]);
              expect(outcome.message.length).toBeGreaterThan(10);
              continue;
            }
            accepted += 1;
            if (contest.entry(game.state.play, turn.freshId)) known.push(turn.freshId);
            const touched = new Set(
              game.changes.slice(changesBefore).flatMap((change) => change.entryIds),
            );
            for (const [id, facts] of before) {
              if (!touched.has(id)) expect(contest.entry(game.state.play, id)).toEqual(facts);
            }
          }
          expect(replay(contest, copy(game.events))).toEqual(game.state);
          publicViews(contest, game.state, atMs, ['Ana', 'Ben', 'guest']);
          const facts = known
            .map((id) => contest.entry(game.state.play, id))
            .filter((one): one is EntryFacts => !!one);
          expect(facts.map((one) => one.id)).toEqual(known);
          for (const { id } of standingsOf(contest, game.state))
            expect(contest.entry(game.state.play, id)?.status).toBe('approved');
          checkResult(contest, game.state);
        }),
        { numRuns: 80 },
      );
      return accepted;
    }

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
