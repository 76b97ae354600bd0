import type { RefusalReason } from './schema.ts';

/** Guests; everybody else in the demo is verified. */
export const GUESTS = new Set(['Kenji', 'Ama', 'Luca']);

/** Who picked what for the shortlist. */
export const PICKS: Readonly<Record<string, string>> = {
  Mira: 'Ferry and sun, Kilometre stone, Night train',
  Jonas: 'Night train, The loop, Tunnel',
  Leyla: 'Ferry and sun, Compass, The loop',
  Noor: 'Kilometre stone, Punched ticket',
  Freya: 'Night train, Ferry and sun, Spiral track',
  Paolo: 'Punched ticket, Kilometre stone, Monogram',
  Ayşe: 'Ferry and sun, Night train, Punched ticket',
  Tomasz: 'The loop, Tunnel, Kilometre stone',
  Inês: 'Ferry and sun, The loop, Night train',
  Zoë: 'Spiral track, Punched ticket, Compass',
  Kenji: 'The loop, Kilometre stone',
  Ama: 'Ferry and sun, Punched ticket, Night train',
};

/** The final so far, best first: close, and each method sees it in its own way. */
export const FINALS: Readonly<Record<string, string>> = {
  Mira: 'The loop, Kilometre stone, Ferry and sun, Night train, Punched ticket',
  Jonas: 'The loop, Kilometre stone, Night train, Ferry and sun',
  Leyla: 'Ferry and sun, The loop, Kilometre stone, Night train',
  Noor: 'Kilometre stone, Ferry and sun, The loop, Punched ticket, Night train',
  Freya: 'Night train, Kilometre stone, Ferry and sun, The loop',
  Paolo: 'Kilometre stone, Ferry and sun, Punched ticket, The loop',
  Ayşe: 'Ferry and sun, The loop, Night train, Kilometre stone, Punched ticket',
  Kenji: 'The loop, Kilometre stone, Ferry and sun',
  Ama: 'Kilometre stone, Ferry and sun, The loop, Night train',
};

/** A fan's design in the finished vote. */
export interface Sent {
  who: string;
  name: string;
  photo: number;
  rationale: string;
  /** By each juror. */
  marks?: readonly number[];
  refused?: { reason: RefusalReason; note: string };
}

export const SENT: readonly Sent[] = [
  {
    who: 'Inês',
    name: 'snail',
    photo: 71,
    rationale: 'Carries its bed, is never late, since it never said when it would come.',
    marks: [9, 9, 10],
  },
  {
    who: 'Tomasz',
    name: 'swallow',
    photo: 72,
    rationale: 'Goes the long way round every year, and always finds the same roof.',
    marks: [8, 9, 8],
  },
  {
    who: 'Ayşe',
    name: 'label',
    photo: 73,
    rationale: 'The label on a trunk that has seen more stations than its owner.',
    marks: [7, 6, 8],
  },
  {
    who: 'Zoë',
    name: 'globe',
    photo: 74,
    rationale: 'One line round the world, with a window seat.',
    marks: [6, 7, 6],
  },
  {
    who: 'Noor',
    name: 'stops',
    photo: 75,
    rationale: 'Five stops, and the dark between them.',
    marks: [7, 7, 6],
  },
  {
    who: 'Mira',
    name: 'wheel',
    photo: 76,
    rationale: 'Half wheel, half wave: some of this night is a ferry.',
    marks: [6, 5, 7],
  },
  {
    who: 'Luca',
    name: 'arms',
    photo: 70,
    rationale: 'Signals, from before they were lamps.',
    refused: {
      reason: 'offBrief',
      note: 'A fine drawing, but a badge has to be read at two centimetres. Make it bolder and send it again.',
    },
  },
];

/**
 * How each voter likes the designs, best first. Four of seven like the snail best of all, the other three least of all; the
 * swallow is next to the top on every list. So the snail wins every duel by four to three, and the swallow wins more duels.
 */
export const DUELS: Readonly<Record<string, string>> = {
  Jonas: 'snail, swallow, label, globe, stops, wheel',
  Leyla: 'snail, swallow, wheel, stops, globe, label',
  Freya: 'snail, swallow, globe, label, wheel, stops',
  Paolo: 'snail, swallow, stops, wheel, label, globe',
  Hana: 'swallow, label, stops, globe, wheel, snail',
  Kenji: 'swallow, wheel, globe, stops, label, snail',
  Ama: 'swallow, globe, wheel, label, stops, snail',
};
