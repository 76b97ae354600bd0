/** The campaign that all games of the demo belong to, as the small rail-and-print brand behind it would write it. */
export const demoCampaign = {
  title: 'The Long Way Round',
  tagline: 'A season of games along one slow route, by rail and by ferry.',
  storyMarkdown: `We print photographs, and we like slow trains. So here is a reason to take one, and a few things to do while it is late.

Every season our route connects a handful of cities. This time it comes with **a season of games**. Play one of them or all: each stands by itself, each works on a phone, and none of them needs anything you do not already carry.

## What there is to do

- **Photographs.** At every stop there is a scene: a market before it opens, a pier, a ferry, a steep street. Send one photograph that could only have been taken there.
- **Places.** We show you where somebody once put up a camera. You put a pin on the map, and find out how far away you were.
- **A new emblem.** The route needs a mark for its tickets, its luggage labels and the enamel plates at its stations. You choose it with us.
- **Puzzles.** Timetables hide more than trains. Take your time, or take the hint.
- **Captions.** Old photographs have lost their stories. Lend them one line.

## What we promise

- A person looks at every photograph and every text before it is shown, and says why if it cannot be.
- The rules are fixed when a game opens. Should they have to change, the change is written down where all can see it.
- When a result is announced, so is the ledger behind it. Anybody can count again.

What wins is printed large and travels the route as an exhibition, in waiting rooms and stations. Your work stays yours.

There is no rush. Each game is open for as long as its page says, and the next route always comes.`,
  /** Written as #rrggbb. */
  accent: '#b4432b',
  /** IANA name. */
  timeZone: 'Europe/Vienna',
  /** Photograph of the cover, by number. */
  coverPhoto: 31,
};
