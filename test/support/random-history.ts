import fc from 'fast-check';
import { expect } from 'vitest';
import type { EntryFacts, Role } from '../../contests/contract.ts';
import { actorsOf, coreRefusals } from '../../contests/decide.ts';
import { standingsOf } from '../../contests/lifecycle.ts';
import { replay } from '../../contests/replay.ts';
import { actionsOf, withEntries, type Names } from './any-action.ts';
import { checkResult } from './check-result.ts';
import { copy, Game, photoFacts } from './play.ts';
import { publicViews } from './public-views.ts';

/** Histories made up under the settings of one of the demo games. Gives how many acts were accepted. */
export function playAtRandom({ contest, state, secrets }: Game): number {
  const { config } = state.core;
  const stages = contest.stages(config);
  const firstMs = Math.min(
    ...stages.map((stage) => stage.opensAtMs).filter((opensAtMs) => opensAtMs > 0),
  );
  const lastMs = Math.max(...stages.map((stage) => stage.closesAtMs));
  const actions = actionsOf(contest.schemas.action);
  const names: Names = {
    groups: contest.groups(config).map((group) => group.id),
    stages: stages.flatMap(({ id }) => (id.includes(':') ? [id.slice(id.indexOf(':') + 1)] : [])),
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
        const before = new Map(known.map((id) => [id, copy(contest.entry(game.state.play, id))]));
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
