import type { DemoCampaign } from '../demo.ts';

/** What a small rail-and-print brand would write. Nothing in it is in short supply. */
export const demoCampaign: DemoCampaign = {
  title: 'The Long Way Round',
  tagline: 'Five cities by rail and ferry. One photograph you would hang on your own wall.',
  storyMarkdown: `We print photographs, and we like slow trains. So here is a reason to take one.

Every season a route connects a handful of cities. At each stop there is a scene: a market before it opens, a pier, a ferry, a steep street. Whoever lives there, or passes through, sends **one photograph that could only have been taken there**. You need no camera worth mentioning. Phones are welcome, film is welcome, patience helps.

## What becomes of the photographs

At every stop two works are chosen, by a jury and by everybody who votes. They are printed large and travel the route as an exhibition, in waiting rooms and stations. The photographs stay yours.

## What we promise

- A person looks at every photograph before it is shown, and says why if it cannot be.
- The rules are fixed when a contest opens. Should they have to change, the change is written down where all can see it.
- When the result is announced, so is the ledger behind it. Anybody can count again.

There is no rush. Each contest is open for as long as its page says, and the next route always comes.`,
  accent: '#b4432b',
  timeZone: 'Europe/Vienna',
  coverPhoto: 31,
  liveTitle: 'Vienna to Nagasaki',
  finishedTitle: 'Three Harbours',
};
