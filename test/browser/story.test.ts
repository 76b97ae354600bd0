import { afterAll, beforeAll, expect, it } from 'vitest';
import { desktop, phone } from '../support/chromium.ts';
import { distinctPhotograph, iphonePhotograph } from '../support/photos.ts';
import { HOUR_MS } from '../support/relay.ts';
import { Desk } from '../support/story-desk.ts';
import { Fan, hydrated, seen, signInByDemo, signInByMail, Studio } from '../support/story.ts';
import { StoryStage, TIME_ZONE } from '../support/story-stage.ts';

const lisbon = { id: 'tram-28', city: 'Lisbon', name: 'Tram 28', hint: 'Ride it to the end.' };
const porto = { id: 'ribeira', city: 'Porto', name: 'Ribeira', hint: 'Look up from the river.' };

let stage: StoryStage;
beforeAll(async () => {
  stage = await StoryStage.open('story');
});
afterAll(() => stage?.close());

const photo = async (index: number) => ({
  name: `DSC_0${index}.jpg`,
  buffer: await distinctPhotograph(index),
});

it('runs a street-photo relay from its configuration to winners that anybody can replay', async () => {
  const { origin } = stage;

  // The brand sets a relay up and publishes it.
  const studio = new Studio(await stage.newPage('brand', desktop), TIME_ZONE);
  await signInByDemo(studio.page, origin, 'brand');
  await stage.look(studio.page, '01-studio');
  await studio.makeCampaign('Two cities, one roll', 'Send the photograph you would hang up.');
  await stage.look(studio.page, '02-studio-campaign');
  const contestId = await studio.addContest(/^Street photo relay/, 'The autumn relay');
  await studio.setTimes(Date.now(), 48);
  await studio.setStops([lisbon, porto]);
  await studio.choose('Who may enter', 'Everybody, guests too');
  await studio.choose('Who may vote', 'Everybody, guests too');
  await studio.choose('Winners are selected by', 'The votes');
  await studio.page.getByLabel('Standings visible while voting runs').check();
  await studio.saved();
  await stage.look(studio.page, '03-studio-contest');
  await studio.preview();
  await stage.look(studio.page, '04-studio-preview');
  await studio.page.getByRole('link', { name: 'Back to the settings' }).click();
  await studio.page.waitForURL(`**/studio/contests/${contestId}`);
  await hydrated(studio.page);
  const contestUrl = origin + (await studio.publish());
  await stage.look(studio.page, '05-studio-published');

  // Ana, a guest with a telephone, finds it by herself.
  const ana = new Fan(await stage.newPage('Ana', phone), 'Ana');
  await ana.open(origin);
  await stage.look(ana.page, '10-home');
  await ana.page.getByRole('link', { name: /Two cities, one roll/ }).click();
  await ana.page.waitForURL('**/c/*');
  await hydrated(ana.page);
  await stage.look(ana.page, '11-campaign-empty');
  await ana.page.getByRole('link', { name: /The autumn relay/ }).click();
  await ana.page.waitForURL(contestUrl);
  await hydrated(ana.page);
  await stage.look(ana.page, '12-relay-empty');
  await ana.goToStop(lisbon);
  const form = await ana.openEntryForm();
  await stage.look(ana.page, '13-entry-form');
  await ana.fillEntryForm(form, await photo(0), 'Last stop, first light');
  await stage.look(ana.page, '14-entry-form-filled');
  await ana.sendEntry(form);
  await stage.look(ana.page, '15-entry-sent');
  await form.getByRole('button', { name: 'Done' }).click();
  await seen(ana.mine('Waiting for approval'));
  await ana.enter(lisbon, await photo(1), 'Too dark to tell');
  await ana.enter(
    porto,
    { name: 'IMG_0001.JPG', buffer: await iphonePhotograph() },
    'Across the water',
  );
  await stage.look(ana.page, '16-waiting');

  // Ben proves his address on his telephone, Caro is at a desk.
  const ben = new Fan(await stage.newPage('Ben', phone), 'Ben');
  await ben.open(contestUrl);
  await signInByMail(ben.page, origin, 'ben@example.org');
  await ben.enter(lisbon, await photo(2), 'Between two trams');
  await ben.enter(porto, await photo(3), 'Laundry day');
  const caro = new Fan(await stage.newPage('Caro', desktop), 'Caro');
  await signInByDemo(caro.page, origin, 'fan');
  await caro.open(contestUrl);
  await caro.enter(lisbon, await photo(4), 'The conductor waits');
  await caro.enter(porto, await photo(5), 'Under the bridge');

  // The moderator looks at every photograph; Ana reads why one is refused, without a reload.
  const desk = new Desk(await stage.newPage('moderator', desktop), contestId);
  await signInByDemo(desk.page, origin, 'moderator');
  await stage.look(desk.page, '20-desk');
  await desk.openQueue(origin);
  await stage.look(desk.page, '21-desk-queue');
  await desk.approve('Last stop, first light');
  await desk.refuse('Too dark to tell', 'Too small, blurred or dark');
  for (const caption of [
    'Across the water',
    'Between two trams',
    'Laundry day',
    'The conductor waits',
    'Under the bridge',
  ])
    await desk.approve(caption);
  await seen(desk.page.getByText('That was the last one. Nobody is waiting.'));
  await seen(ana.mine('Not accepted'));
  await seen(ana.mine('too small, blurred or dark to be shown large'));
  await seen(ana.mine('In the gallery'));
  // She looks at Ribeira, which was empty when she came.
  await seen(ana.page.getByRole('link', { name: 'Across the water, photograph by Ana' }));
  await stage.look(ana.page, '22-refused-and-approved');

  // Votes are given and taken back; Ana's open page counts along.
  expect(await ana.votesCast()).toBe(0);
  await ben.open(contestUrl);
  await stage.look(ben.page, '30-relay-phone');
  await ben.toggleVote('The conductor waits', 'Your vote counts');
  await expect.poll(() => ana.votesCast(), { timeout: 15_000 }).toBe(1);
  await ben.toggleVote('Under the bridge', 'Your vote counts');
  await ben.toggleVote('Last stop, first light', 'Your vote counts');
  await ben.toggleVote('Last stop, first light', 'Vote taken back');
  await caro.open(contestUrl);
  await stage.look(caro.page, '31-relay-desktop');
  await caro.toggleVote('Between two trams', 'Your vote counts');
  await caro.toggleVote('Across the water', 'Your vote counts');
  await ana.open(contestUrl);
  await ana.toggleVote('The conductor waits', 'Your vote counts');
  await ana.toggleVote('Under the bridge', 'Your vote counts');
  for (const fan of [ana, ben, caro])
    await expect.poll(() => fan.votesCast(), { timeout: 15_000 }).toBe(6);
  await stage.look(ana.page, '32-voted-phone');
  await caro.page.getByRole('link', { name: /Between two trams, photograph by Ben/ }).click();
  await caro.page.waitForURL('**/entries/*');
  await hydrated(caro.page);
  await stage.look(caro.page, '33-entry-desktop');
  await ben.page.getByRole('link', { name: /The conductor waits, photograph by Caro/ }).click();
  await ben.page.waitForURL('**/entries/*');
  await hydrated(ben.page);
  await stage.look(ben.page, '34-entry-phone');
  await ana.open(origin);
  await stage.look(ana.page, '35-home-phone');
  await ana.page.getByRole('link', { name: /Two cities, one roll/ }).click();
  await ana.page.waitForURL('**/c/*');
  await hydrated(ana.page);
  await stage.look(ana.page, '36-campaign-phone');
  await ana.open(`${contestUrl}/rules`);
  await stage.look(ana.page, '37-rules-phone');
  await ana.open(contestUrl);

  // Voting closes; winners are selected, one is disqualified, the next alternate comes in.
  await stage.moveClock(desk.page, 48 * HOUR_MS);
  await desk.openResults(origin);
  await stage.look(desk.page, '40-desk-ready');
  await desk.selectWinners();
  expect(await desk.winners(lisbon)).toEqual(['The conductor waits', 'Between two trams']);
  expect(await desk.winners(porto)).toEqual(['Under the bridge', 'Across the water']);
  await stage.look(desk.page, '41-desk-selected');
  await desk.disqualify('The conductor waits', 'The photograph was taken in another city.');
  await expect
    .poll(() => desk.winners(lisbon))
    .toEqual(['Between two trams', 'Last stop, first light']);
  await stage.look(desk.page, '42-desk-disqualified');
  await desk.confirmAndAnnounce();
  await stage.look(desk.page, '43-desk-announced');

  // Ana's page, still open, leads to the result.
  await ana.page.getByRole('link', { name: 'See the winners' }).click();
  await ana.page.waitForURL(`${contestUrl}/results`);
  await hydrated(ana.page);
  const shown = ana.page.locator('.winners h3');
  expect(await shown.allInnerTexts()).toEqual([
    'Between two trams',
    'Last stop, first light',
    'Under the bridge',
    'Across the water',
  ]);
  await seen(ana.page.getByText('The photograph was taken in another city.'));
  await stage.look(ana.page, '50-results-phone');
  await caro.open(`${contestUrl}/results`);
  await stage.look(caro.page, '51-results-desktop');
  await caro.open(contestUrl);
  await stage.look(caro.page, '52-relay-announced-desktop');

  // Anybody downloads the ledger, and finds the same winners by replaying it.
  const announced = await stage.announcedWinners(ana.page, contestId);
  expect(announced).toHaveLength(4);
  expect(await stage.winnersByReplay(ana.page)).toEqual(announced);

  expect(stage.complaints.flat()).toEqual([]);
  expect(stage.findings).toEqual([]);
}, 300_000);
