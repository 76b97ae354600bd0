import type { RefusalReason } from './schema.ts';

/** What the moderator tells the author alone. */
const NOTE_STUDIO = 'Lovely light, but this is a studio. Take it outside and send it again.';
const NOTE_SKIPPER =
  'The skipper wrote that he would rather not be recognised. Crop it and we will gladly take it.';
export const canaries: readonly string[] = [NOTE_STUDIO, NOTE_SKIPPER];

/** An entry of the demo, with what becomes of it. */
export interface Work {
  who: string;
  stop: string;
  photo: number;
  caption: string;
  fate?: 'pending' | 'withdrawn' | { reason: RefusalReason; note: string };
  /** Who votes for it. */
  votes: string;
}

/** Guests; everybody else in the demo is verified. */
export const GUESTS = new Set(['Kenji', 'Ama', 'Luca']);

export const LIVE_WORKS: readonly Work[] = [
  {
    who: 'Mira',
    stop: 'vienna',
    photo: 1,
    caption: 'From a box marked “aeroplanes”, at the Saturday stalls.',
    votes: 'Jonas Leyla Noor Ama Freya',
  },
  {
    who: 'Jonas',
    stop: 'vienna',
    photo: 2,
    caption: 'The night train, an hour before the market opens.',
    votes: 'Mira Paolo Ama',
  },
  {
    who: 'Freya',
    stop: 'vienna',
    photo: 3,
    caption: 'Steam, six degrees, no hurry.',
    votes: 'Mira Kenji Luca',
  },
  {
    who: 'Paolo',
    stop: 'trieste',
    photo: 4,
    caption: 'Low tide under the old pier.',
    votes: 'Mira Jonas Leyla Zoë',
  },
  {
    who: 'Luca',
    stop: 'trieste',
    photo: 5,
    caption: 'Nobody was talking. It was not that kind of evening.',
    votes: 'Noor Ayşe',
  },
  {
    who: 'Noor',
    stop: 'trieste',
    photo: 6,
    caption: 'Two strangers, the same wave.',
    votes: 'Paolo Luca Ama Inês',
  },
  {
    who: 'Ayşe',
    stop: 'istanbul',
    photo: 7,
    caption: 'He says the ferry can wait for him.',
    votes: 'Mira Tomasz Leyla Kenji Zoë Inês',
  },
  {
    who: 'Leyla',
    stop: 'istanbul',
    photo: 8,
    caption: 'My grandfather would have known every rope.',
    votes: 'Ayşe Paolo Noor',
  },
  {
    who: 'Tomasz',
    stop: 'istanbul',
    photo: 9,
    caption: 'One shore leaves, the other arrives.',
    votes: 'Ama Luca',
  },
  {
    who: 'Inês',
    stop: 'lisbon',
    photo: 10,
    caption: 'Roofs, climbing over each other for the view.',
    votes: 'Tomasz Kenji Freya Zoë',
  },
  {
    who: 'Zoë',
    stop: 'lisbon',
    photo: 11,
    caption: 'Everything leans. The trees do not.',
    votes: 'Inês Ama Mira Jonas',
  },
  {
    who: 'Kenji',
    stop: 'lisbon',
    photo: 12,
    caption: 'Waiting for the shadow to reach the top.',
    votes: 'Leyla',
  },
  {
    who: 'Kenji',
    stop: 'nagasaki',
    photo: 13,
    caption: 'Boats at rest, and nobody in a hurry.',
    votes: 'Mira Jonas Inês Ayşe Noor',
  },
  {
    who: 'Ama',
    stop: 'nagasaki',
    photo: 14,
    caption: 'He has looked after this boat longer than I have lived.',
    votes: 'Kenji Freya',
  },
  { who: 'Freya', stop: 'nagasaki', photo: 15, caption: 'Blue hour, low tide.', votes: '' },
  {
    who: 'Tomasz',
    stop: 'vienna',
    photo: 16,
    caption: 'A still life with circles.',
    fate: { reason: 'offTopic', note: NOTE_STUDIO },
    votes: '',
  },
  {
    who: 'Zoë',
    stop: 'trieste',
    photo: 17,
    caption: 'Moored with a view.',
    fate: { reason: 'privacy', note: NOTE_SKIPPER },
    votes: '',
  },
  {
    who: 'Luca',
    stop: 'istanbul',
    photo: 18,
    caption: 'Too dark, I will come back.',
    fate: 'withdrawn',
    votes: '',
  },
  {
    who: 'Ama',
    stop: 'lisbon',
    photo: 19,
    caption: 'Her window, her tree, her rules.',
    fate: 'pending',
    votes: '',
  },
  {
    who: 'Jonas',
    stop: 'nagasaki',
    photo: 20,
    caption: 'Ropes that have seen weather.',
    fate: 'pending',
    votes: '',
  },
];

export const FINISHED_WORKS: readonly (Work & { marks: readonly [number, number, number] })[] = [
  {
    who: 'Inês',
    stop: 'porto',
    photo: 21,
    caption: 'Monday, seen from the river.',
    votes: 'Mira Jonas Paolo Leyla',
    marks: [10, 10, 9],
  },
  {
    who: 'Zoë',
    stop: 'porto',
    photo: 22,
    caption: 'First snow, from between two washing lines.',
    votes: 'Mira Tomasz',
    marks: [8, 7, 9],
  },
  {
    who: 'Tomasz',
    stop: 'porto',
    photo: 23,
    caption: 'The boathouse. Somebody waved, I was not quick enough.',
    votes: 'Jonas Zoë Freya',
    marks: [8, 8, 7],
  },
  {
    who: 'Kenji',
    stop: 'porto',
    photo: 24,
    caption: 'Rain for exactly one flight.',
    votes: 'Ama',
    marks: [5, 6, 6],
  },
  {
    who: 'Paolo',
    stop: 'marseille',
    photo: 25,
    caption: 'Sold before sunrise.',
    votes: 'Mira Ayşe',
    marks: [7, 8, 8],
  },
  {
    who: 'Leyla',
    stop: 'marseille',
    photo: 26,
    caption: 'The museum at the port keeps it polished.',
    votes: 'Jonas Noor',
    marks: [8, 7, 8],
  },
  {
    who: 'Noor',
    stop: 'marseille',
    photo: 27,
    caption: 'Wood, canvas, wire, and somebody who believed in it.',
    votes: 'Inês Kenji',
    marks: [8, 8, 7],
  },
  {
    who: 'Mira',
    stop: 'palermo',
    photo: 28,
    caption: 'You can hear this one before you see it.',
    votes: 'Paolo Luca Ama',
    marks: [9, 9, 10],
  },
  {
    who: 'Freya',
    stop: 'palermo',
    photo: 29,
    caption: 'Above the lemons, this.',
    votes: 'Leyla Tomasz Zoë Ayşe',
    marks: [7, 9, 8],
  },
  {
    who: 'Ayşe',
    stop: 'palermo',
    photo: 30,
    caption: 'A quiet second between two shouts.',
    votes: 'Mira',
    marks: [9, 6, 7],
  },
];
