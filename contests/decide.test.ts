import { describe, expect, it } from 'vitest';
import {
  demoPictures,
  Game,
  photoFacts,
  playSteps,
  SEED,
  type Act,
  type Played,
} from '../test/support/play.ts';
import type { AnyContest, Role } from './contract.ts';
import { actorsOf, CoreAction } from './decide.ts';
import { awardsOf, standingsOf } from './lifecycle.ts';
import { streetPhotoRelay } from './street-photo-relay/rules.server.ts';

const NOW_MS = Date.UTC(2026, 4, 4, 12);
const contest = streetPhotoRelay as AnyContest;
const core = (type: string) => type.startsWith('core.');
const typeOf = (step: { action: unknown }) => (step.action as { type?: string }).type ?? '';

/** The demo's finished game, up to the selection and without it. */
function judged() {
  const { config, steps } = contest.demo.playedToTheEnd(NOW_MS, demoPictures);
  const game = new Game(contest, config, {}, steps[0]!.atMs - 1);
  playSteps(
    game,
    steps.filter((step) => !core(typeOf(step))),
  );
  const selectedAtMs = steps.find((step) => typeOf(step) === 'core.selectWinners')!.atMs;
  const act = (action: Act['action'], role: Role = 'owner') =>
    game.act({ who: `some ${role}`, role, verifiedAtMs: 0, atMs: selectedAtMs, action }).outcome;
  return { game, act, selectedAtMs };
}

const codeOf = (outcome: Played['outcome']) => (outcome.ok ? null : outcome.code);

describe('roles', () => {
  it.each(['constructor', 'toString', '__proto__', 'core.nothing', ''])(
    'nobody may ask for %j',
    (type) => {
      expect(actorsOf(contest, type)).toEqual([]);
    },
  );

  it.each([
    ['core.changeRules', ['editor', 'owner']],
    ['core.disqualify', ['moderator', 'owner', 'system']],
    ['core.clearCluster', ['moderator', 'owner']],
    ['core.voidCluster', ['moderator', 'owner', 'system']],
    ['core.selectWinners', ['moderator', 'owner']],
    ['core.confirmWinners', ['moderator', 'owner']],
    ['core.announce', ['moderator', 'owner']],
  ])('%s is for %j', (type, allowed) => {
    const roles: Role[] = ['fan', 'judge', 'moderator', 'editor', 'owner', 'system'];
    expect(roles.filter((role) => actorsOf(contest, type).includes(role))).toEqual(allowed);
  });
});

describe('the way to the result', () => {
  it('goes by selection and confirmation to the announcement, each step once', () => {
    const { act } = judged();
    expect(codeOf(act({ type: 'core.confirmWinners' }))).toBe('core/NOT_SELECTED');
    expect(codeOf(act({ type: 'core.announce' }))).toBe('core/NOT_CONFIRMED');
    expect(act({ type: 'core.selectWinners' }).ok).toBe(true);
    expect(codeOf(act({ type: 'core.selectWinners' }))).toBe('core/ALREADY_SELECTED');
    expect(codeOf(act({ type: 'core.announce' }))).toBe('core/NOT_CONFIRMED');
    expect(act({ type: 'core.confirmWinners' }).ok).toBe(true);
    expect(codeOf(act({ type: 'core.confirmWinners' }))).toBe('core/ALREADY_CONFIRMED');
    expect(act({ type: 'core.announce' }).ok).toBe(true);
    expect(codeOf(act({ type: 'core.announce' }))).toBe('core/ALREADY_ANNOUNCED');
  });

  it('reveals the seed with the selection and not before', () => {
    const { game, act } = judged();
    expect(JSON.stringify(game.events)).not.toContain(SEED);
    act({ type: 'core.selectWinners' });
    expect(game.events.at(-1)?.data).toMatchObject({ type: 'core.winnersSelected', seed: SEED });
  });

  it('lets nothing change the result once winners are selected, except a disqualification', () => {
    const { game, act } = judged();
    const entryId = standingsOf(contest, game.state)[0]!.id;
    act({ type: 'core.selectWinners' });
    expect(codeOf(act({ type: 'refuse', entryId, reason: 'quality' }))).toBe('core/RESULT_FIXED');
    expect(codeOf(act({ type: 'core.changeRules', config: {}, reason: 'late' }))).toBe(
      'core/RESULT_FIXED',
    );
    expect(act({ type: 'core.disqualify', standingId: entryId, reason: 'borrowed' }).ok).toBe(true);
    expect(awardsOf(game.state.core).map((award) => award.standingId)).not.toContain(entryId);
  });

  it('refuses selection while the contest is running', () => {
    const game = new Game(contest, contest.demo.config(NOW_MS, demoPictures), {}, NOW_MS - 1);
    const act = { who: 'owner', role: 'owner', verifiedAtMs: 0, atMs: NOW_MS } as const;
    expect(game.act({ ...act, action: { type: 'core.selectWinners' } }).outcome).toMatchObject({
      ok: false,
    });
  });
});

describe('a disqualification', () => {
  it.each(['constructor', 'nobody'])('needs something to disqualify: %s', (standingId) => {
    const { act } = judged();
    expect(codeOf(act({ type: 'core.disqualify', standingId, reason: 'none' }))).toBe(
      'core/NO_SUCH_STANDING',
    );
  });

  it('happens once', () => {
    const { game, act } = judged();
    const standingId = standingsOf(contest, game.state)[0]!.id;
    const action = { type: 'core.disqualify', standingId, reason: 'borrowed' };
    expect(act(action).ok).toBe(true);
    expect(codeOf(act(action))).toBe('core/ALREADY_DISQUALIFIED');
  });

  it('needs a reason that says something', () => {
    const action = { type: 'core.disqualify', standingId: 'e', reason: '  a ' };
    expect(CoreAction.safeParse(action).success).toBe(false);
  });
});

describe('a change of the rules', () => {
  const running = () =>
    new Game(contest, contest.demo.config(NOW_MS, demoPictures), {}, NOW_MS - 1);
  const change = (game: Game, config: unknown) =>
    game.act({
      who: 'editor',
      role: 'editor',
      verifiedAtMs: 0,
      atMs: NOW_MS,
      action: { type: 'core.changeRules', config, reason: 'A typing error.' },
    }).outcome;

  it('makes a new public version', () => {
    const game = running();
    expect(change(game, game.state.core.config).ok).toBe(true);
    expect(game.state.core.configVersion).toBe(2);
    expect(game.events.at(-1)?.data).toMatchObject({ configVersion: 2, reason: 'A typing error.' });
  });

  it('names the field that is wrong', () => {
    const config = { ...(contest.demo.config(NOW_MS, demoPictures) as object), surprise: 1 };
    expect(change(running(), config)).toMatchObject({ code: 'core/BAD_CONFIG', field: 'config' });
    expect(change(running(), null)).toMatchObject({ code: 'core/BAD_CONFIG', field: 'config' });
  });
});

describe('a former guest', () => {
  it('who signed in cannot go on as the guest and play twice', () => {
    const game = new Game(contest, contest.demo.config(NOW_MS, demoPictures), {}, NOW_MS - 1);
    const group = contest.groups(game.state.core.config)[0]!.id;
    const submit = (atMs: number, photo: number) =>
      game.act({
        who: 'guest',
        role: 'fan',
        verifiedAtMs: null,
        atMs,
        media: [photoFacts(photo, true)],
        action: {
          type: 'submit',
          stopId: group,
          mediaId: photoFacts(photo, true).id,
          caption: 'Rain',
          credit: 'Guest',
          acceptsRulesVersion: 1,
        },
      }).outcome;
    expect(submit(NOW_MS, 1).ok).toBe(true);
    game.join('guest', 'Mira', NOW_MS + 1);
    expect(codeOf(submit(NOW_MS + 2, 2))).toBe('core/SIGN_IN_AGAIN');
  });
});
