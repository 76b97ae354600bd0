import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Board, Config, Mine } from '../../contests/logo-design-votes/schema.ts';
import type { ContestDetail } from '../../worker/wire/contest.ts';
import { desktop, phone } from '../support/chromium.ts';
import { HOUR_MS } from '../support/relay.ts';
import { DesignForm, Voter } from '../support/story-designs.ts';
import { Desk } from '../support/story-desk.ts';
import { button, hydrated, seen, signInByDemo, Studio } from '../support/story.ts';
import { StoryStage, TIME_ZONE } from '../support/story-stage.ts';

const DAY_MS = 24 * HOUR_MS;

type Detail = ContestDetail<Config, Board, Mine>;

let stage: StoryStage;
beforeAll(async () => {
  stage = await StoryStage.open('logo-design-votes');
});
afterAll(() => stage?.close());

/** A vote on fans' designs, authors unknown, by pairs: set up by way of the studio's own requests. */
async function blindContest(brand: Page, campaignId: string, nowMs: number): Promise<Detail> {
  const { id } = await stage.ask<{ id: string }>(
    brand,
    'POST',
    `/api/studio/campaigns/${campaignId}/contests`,
    { type: 'logo-design-votes', title: 'A badge by fans' },
  );
  const draft = await stage.ask<{ config: Config }>(brand, 'GET', `/api/contests/${id}/draft`);
  const config: Config = {
    ...draft.config,
    entries: {
      ...draft.config.entries,
      opensAtMs: nowMs - HOUR_MS,
      closesAtMs: nowMs + DAY_MS - HOUR_MS,
      whoMayEnter: { who: 'guest' },
    },
    rounds: [
      {
        id: 'duels',
        label: 'Duels',
        opensAtMs: nowMs + DAY_MS,
        closesAtMs: nowMs + 2 * DAY_MS,
        ballot: { method: 'pairs', perFan: 10 },
      },
    ],
    whoMayVote: { who: 'guest' },
    resultsAtMs: nowMs + 2 * DAY_MS,
  };
  await stage.ask(brand, 'PATCH', `/api/contests/${id}/draft`, { config, secrets: {} });
  await stage.ask(brand, 'POST', `/api/contests/${id}/publish`);
  return stage.ask<Detail>(brand, 'GET', `/api/contests/${id}`);
}

it('finds an emblem in two rounds, and a badge by unknown authors, to results that anybody can replay', async () => {
  const { origin } = stage;
  const nowMs = Date.now();

  // The brand offers five designs: five pictures at once, a name for each.
  const studio = new Studio(await stage.newPage('brand', desktop), TIME_ZONE);
  await signInByDemo(studio.page, origin, 'brand');
  await studio.makeCampaign('The slow route', 'Choose what hangs at every station.');
  const campaignId = new URL(studio.page.url()).pathname.split('/').at(-1) ?? '';
  const form = new DesignForm(studio);
  const contestId = await form.create('An emblem');
  await form.offer([
    { name: 'Ferry', photo: 62 },
    { name: 'Compass', photo: 63 },
    { name: 'Ticket', photo: 64 },
    { name: 'Stone', photo: 65 },
    { name: 'Monogram', photo: 67 },
  ]);
  const first = await form.round(0, nowMs - HOUR_MS, 24);
  await first.getByLabel('Designs each fan may pick').fill('3');
  await first.getByLabel('Designs that go on').fill('3');
  await form.round(1, nowMs + DAY_MS, 24);
  await form.results(nowMs + 3 * DAY_MS);
  await studio.choose('Who may vote', 'Everybody, guests too');
  await studio.page.getByLabel('Standings visible while voting runs').check();
  await studio.saved();
  await stage.look(studio.page, '01-studio');
  const contestUrl = origin + (await studio.publish());
  const blind = await blindContest(studio.page, campaignId, nowMs);
  const blindUrl = origin + blind.url;

  // Ana sends a badge from her telephone; two others do, too.
  const ana = new Voter(await stage.newPage('Ana', phone));
  await ana.open(blindUrl);
  await stage.look(ana.page, '10-entries-phone');
  const dialog = await ana.fillIn(71, 'It carries its bed.', 'Ana of Aveiro');
  await stage.look(ana.page, '11-submit-phone', false);
  await ana.submit(dialog);
  const ben = new Voter(await stage.newPage('Ben', phone));
  const caro = new Voter(await stage.newPage('Caro', desktop));
  await ben.open(blindUrl);
  await ben.submit(await ben.fillIn(72, 'What 72 stands for', 'Ben of Braga'));
  await caro.open(blindUrl);
  await caro.submit(await caro.fillIn(73, 'What 73 stands for', 'Caro of Coimbra'));

  // The moderator lets them in; nobody reads whose they are.
  const desk = await stage.newPage('moderator', desktop);
  await signInByDemo(desk, origin, 'moderator');
  await desk.goto(`${origin}/desk/${blind.id}`);
  await hydrated(desk);
  for (const words of ['It carries its bed.', 'What 72 stands for', 'What 73 stands for']) {
    await seen(desk.locator('main').getByText(words));
    await desk.keyboard.press('a');
  }
  await seen(ana.page.getByText('In the contest'));
  const readable = async (url: string, id: string) => {
    const paths = [
      url,
      `${url}/rules`,
      `${origin}/api/contests/${id}`,
      `${origin}/api/contests/${id}/entries`,
    ];
    const replies = paths.map(async (path) => (await caro.page.context().request.get(path)).text());
    return (await Promise.all(replies)).join('\n');
  };
  expect(await readable(blindUrl, blind.id)).toContain('It carries its bed.');
  expect(await readable(blindUrl, blind.id)).not.toMatch(/of Aveiro|of Braga/);

  // The first round of the emblem: taps, a change, and a reload that keeps it.
  await ana.open(contestUrl);
  await ana.pick('Ferry', 'Stone', 'Ticket');
  await stage.look(ana.page, '20-approval-phone');
  await ana.send();
  await ana.pick('Ticket', 'Compass');
  await ana.send();
  await ana.open(contestUrl);
  await seen(button(ana.page, /Pick Compass/).and(ana.page.locator('[aria-pressed="true"]')));
  await stage.look(ana.page, '21-approval-sent-phone');
  await ben.open(contestUrl);
  await ben.pick('Ferry', 'Compass', 'Stone');
  await ben.send();

  // The round closes; three go on.
  await stage.moveClock(desk, DAY_MS + 60_000);
  await caro.open(contestUrl);
  await seen(caro.page.getByRole('heading', { name: 'Put them in order' }));
  await caro.rank('Compass', 'Stone', 'Ferry');
  await caro.drag(2, 0);
  await expect.poll(() => caro.ranking()).toEqual(['Ferry', 'Compass', 'Stone']);
  await caro.page.locator('[data-control="handle"]').first().press('ArrowDown');
  expect(await caro.ranking()).toEqual(['Compass', 'Ferry', 'Stone']);
  await button(caro.page, 'Move Stone up').click();
  expect(await caro.ranking()).toEqual(['Compass', 'Stone', 'Ferry']);
  await caro.send();
  await stage.look(caro.page, '30-ranked-desktop');
  await ana.open(contestUrl);
  await ana.rank('Stone', 'Ferry', 'Compass');
  await stage.look(ana.page, '31-ranked-phone');
  await ana.send();
  await ben.open(contestUrl);
  await ben.rank('Stone', 'Compass');
  await ben.send();
  await ben.page.getByRole('link', { name: 'Stone', exact: true }).click();
  await ben.page.waitForURL('**/entries/*');
  await hydrated(ben.page);
  await stage.look(ben.page, '32-entry-phone');

  // Duels: everybody gets the other two designs, never their own.
  const nameIn = async (rationale: string) => {
    const { entries } = await stage.ask<{ entries: { id: string; caption: string }[] }>(
      caro.page,
      'GET',
      `/api/contests/${blind.id}/entries`,
    );
    const id = entries.find(({ caption }) => caption === rationale)?.id ?? '';
    return `Design ${id.slice(-4).toUpperCase()}`;
  };
  const [snail, swallow, label] = [
    await nameIn('It carries its bed.'),
    await nameIn('What 72 stands for'),
    await nameIn('What 73 stands for'),
  ];
  const judges = [
    { voter: ana, ranking: [swallow, label] },
    { voter: ben, ranking: [label, snail] },
    { voter: caro, ranking: [snail, swallow] },
    { voter: new Voter(await stage.newPage('Dora', phone)), ranking: [snail, swallow, label] },
  ];
  for (const { voter, ranking } of judges) {
    await voter.open(blindUrl);
    await voter.duel(ranking, async () => {
      if (voter === ana) await stage.look(voter.page, '40-pairs-phone', false);
      if (voter === caro) await stage.look(voter.page, '41-pairs-desktop', false);
    });
  }
  await stage.look(ana.page, '42-pairs-done-phone');

  // Both close; the desk explains the result, and announces it.
  await stage.moveClock(desk, DAY_MS);
  await caro.open(contestUrl);
  await seen(caro.page.getByText('The ballots are in'));
  for (const id of [contestId, blind.id]) {
    const results = new Desk(desk, id);
    await results.openResults(origin);
    await seen(desk.getByText('The same ballots, counted in other ways'));
    await stage.look(desk, `50-desk-${id === blind.id ? 'badge' : 'emblem'}`);
    await results.selectWinners();
    await results.confirmAndAnnounce();
  }
  await ana.open(contestUrl);
  await seen(ana.page.getByRole('heading', { level: 2, name: 'Stone' }));
  await stage.look(ana.page, '60-result-phone');
  await caro.open(blindUrl);
  await seen(caro.page.getByRole('heading', { level: 2, name: 'Ana of Aveiro' }));
  await stage.look(caro.page, '61-result-desktop');
  await caro.open(`${contestUrl}/results`);
  await stage.look(caro.page, '62-results-desktop');

  // Anybody replays the ledgers, and finds the same winners.
  for (const [id, url] of [
    [contestId, contestUrl],
    [blind.id, blindUrl],
  ] as const) {
    await caro.open(`${url}/results`);
    const announced = await stage.announcedWinners(caro.page, id);
    expect(announced).toHaveLength(1);
    expect(await stage.winnersByReplay(caro.page)).toEqual(announced);
  }

  expect(stage.complaints.flat()).toEqual([]);
  expect(stage.findings).toEqual([]);
}, 300_000);
