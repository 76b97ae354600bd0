import { describe, expect, it } from 'vitest';
import {
  actorIdOf,
  demoPictures,
  Game,
  photoFacts,
  playSteps,
  SEED,
} from '../test/support/play.ts';
import type { AnyContest } from './contract.ts';
import {
  applyEvent,
  awardsOf,
  dueStageEvents,
  momentAt,
  nextBorderMs,
  publicationEvent,
  standingsOf,
  type CoreState,
} from './lifecycle.ts';
import { streetPhotoRelay } from './street-photo-relay/rules.server.ts';
import { seedCommitment } from './mechanics/draw.ts';

const NOW_MS = Date.UTC(2026, 4, 4, 12);
const contest = streetPhotoRelay as AnyContest;

function finished() {
  const { config, steps } = contest.demo.playedToTheEnd(NOW_MS, demoPictures);
  const game = new Game(contest, config, {}, steps[0]!.atMs - 1);
  return { game, steps };
}

/** A contest whose stages are given: what the schedule does is the core's, whatever the type. */
function withStages(stages: { id: string; opensAtMs: number; closesAtMs: number }[]): AnyContest {
  return { ...contest, stages: () => stages.map((stage) => ({ label: stage.id, ...stage })) };
}

describe('the schedule', () => {
  const scheduled = withStages([
    { id: 'early', opensAtMs: 100, closesAtMs: 200 },
    { id: 'late', opensAtMs: 200, closesAtMs: 300 },
    { id: 'over both', opensAtMs: 150, closesAtMs: 250 },
  ]);
  const start = () => new Game(scheduled, contest.demo.config(NOW_MS, demoPictures), {}, 0);

  it.each([
    [99, []],
    [100, ['early']],
    [150, ['early', 'over both']],
    [199, ['early', 'over both']],
    [200, ['late', 'over both']],
    [250, ['late']],
    [300, []],
  ])('at %i has open %j', (atMs, open) => {
    expect(momentAt(scheduled, start().state, atMs).open).toEqual(open);
  });

  it('is written in the order of its times, each border once, however late somebody looks', () => {
    const game = start();
    game.reach(99);
    game.reach(220);
    game.reach(220);
    game.reach(10_000);
    const written = game.events
      .slice(1)
      .map(({ atMs, data }) => ({ atMs, ...(data as { scheduledAtMs: number }) }));
    expect(written).toEqual([
      { atMs: 220, type: 'core.stageEntered', stageId: 'early', scheduledAtMs: 100 },
      { atMs: 220, type: 'core.stageEntered', stageId: 'over both', scheduledAtMs: 150 },
      { atMs: 220, type: 'core.stageLeft', stageId: 'early', scheduledAtMs: 200 },
      { atMs: 220, type: 'core.stageEntered', stageId: 'late', scheduledAtMs: 200 },
      { atMs: 10_000, type: 'core.stageLeft', stageId: 'over both', scheduledAtMs: 250 },
      { atMs: 10_000, type: 'core.stageLeft', stageId: 'late', scheduledAtMs: 300 },
    ]);
    expect(dueStageEvents(scheduled, game.state, 10_000)).toEqual([]);
  });

  it.each([
    [0, 100],
    [100, 150],
    [249, 250],
    [299, 300],
    [300, null],
  ])('after %i has its next border at %s', (atMs, next) => {
    expect(nextBorderMs(scheduled, start().state, atMs)).toBe(next);
  });
});

describe('a ledger', () => {
  it('begins with the publication, with a commitment to the seed and nothing of the seed itself', () => {
    const event = publicationEvent(contest, contest.demo.config(NOW_MS, demoPictures), SEED);
    expect(event).toMatchObject({ type: 'core.published', seedCommitment: seedCommitment(SEED) });
    expect(JSON.stringify(event)).not.toContain(SEED);
  });

  it('is refused when it begins otherwise or is published twice', () => {
    const { game } = finished();
    const [published] = game.events;
    expect(() =>
      applyEvent(contest, null, { ...published!, data: { type: 'core.announced' } }),
    ).toThrow();
    expect(() => applyEvent(contest, game.state, published!)).toThrow();
  });

  it('names exactly the entry as changed when somebody is disqualified', () => {
    const { game, steps } = finished();
    playSteps(game, steps);
    const index = game.events.findIndex((event) => event.data.type === 'core.disqualified');
    const { standingId } = game.events[index]!.data as unknown as { standingId: string };
    expect(game.changes[index - 1]).toMatchObject({ entryIds: [standingId], awards: true });
  });
});

describe('standings', () => {
  it('leave out the disqualified and rank the others as if they had never been there', () => {
    const { game, steps } = finished();
    playSteps(game, steps);
    const gone = Object.keys(game.state.core.disqualified);
    expect(gone).toHaveLength(1);
    const standings = standingsOf(contest, game.state);
    expect(standings.map((standing) => standing.id)).not.toContain(gone[0]);
    const group = contest.entry(game.state.play, gone[0]!)!.group;
    expect(standings.find((standing) => standing.group === group)?.rank).toBe(1);
  });
});

describe('winners', () => {
  const core = (disqualified: Record<string, string>) =>
    ({
      shortlists: [
        { group: 'a', honours: ['gold', 'silver'], order: ['w1', 'w2', 'w3'] },
        { group: 'b', honours: ['gold'], order: [] },
      ],
      disqualified,
    }) as unknown as CoreState;
  const places = (disqualified: Record<string, string>) =>
    awardsOf(core(disqualified)).map(({ place, standingId, honour }) => [
      place,
      standingId,
      honour,
    ]);

  it('fill their places from the shortlist, and none where there is nobody', () => {
    expect(places({})).toEqual([
      [1, 'w1', 'gold'],
      [2, 'w2', 'silver'],
    ]);
  });

  it('move up when one is disqualified, and the next alternate takes the last place', () => {
    expect(places({ w1: 'borrowed' })).toEqual([
      [1, 'w2', 'gold'],
      [2, 'w3', 'silver'],
    ]);
    expect(places({ w1: 'borrowed', w3: 'late' })).toEqual([[1, 'w2', 'gold']]);
  });
});

describe('a guest who signs in', () => {
  it('leaves their entries to the account', () => {
    const game = new Game(contest, contest.demo.config(NOW_MS, demoPictures), {}, NOW_MS - 1);
    const group = contest.groups(game.state.core.config)[0]!.id;
    const { turn, outcome } = game.act({
      who: 'guest',
      role: 'fan',
      verifiedAtMs: null,
      atMs: NOW_MS,
      action: {
        type: 'submit',
        stopId: group,
        mediaId: photoFacts(1, true).id,
        caption: 'Rain',
        credit: 'Guest',
        acceptsRulesVersion: 1,
      },
      media: [photoFacts(1, true)],
    });
    expect(outcome.ok).toBe(true);
    game.join('guest', 'Mira', NOW_MS + 1);
    expect(contest.entry(game.state.play, turn.freshId)?.authorId).toBe(actorIdOf('Mira'));
    expect(game.changes.at(-1)?.entryIds).toEqual([turn.freshId]);
    expect(game.state.core.joined).toEqual({ [actorIdOf('guest')]: actorIdOf('Mira') });
  });
});
