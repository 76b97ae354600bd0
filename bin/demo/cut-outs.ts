/** How a print is toned. */
export type Tone = 'print' | 'silver' | 'selenium' | 'gold' | 'blue';

/** A part of one of the real photographs. */
export interface CutOut {
  from: 'boats' | 'alps' | 'airplane' | 'canyon' | 'plains';
  /** Left, top, width and height, the whole photograph being 800 wide. */
  area: readonly [number, number, number, number];
  tone: Tone;
  /** 1 leaves it as it is. */
  brightness?: number;
}

const boats = (area: CutOut['area'], tone: Tone): CutOut => ({ from: 'boats', area, tone });
const alps = (area: CutOut['area'], tone: Tone, brightness = 1.15): CutOut => ({
  from: 'alps',
  area,
  tone,
  brightness,
});
const airplane = (area: CutOut['area'], tone: Tone): CutOut => ({ from: 'airplane', area, tone });
const canyon = (area: CutOut['area'], tone: Tone, brightness = 1): CutOut => ({
  from: 'canyon',
  area,
  tone,
  brightness,
});
const plains = (area: CutOut['area'], tone: Tone): CutOut => ({ from: 'plains', area, tone });

/**
 * The demo's photographs by number, chosen by eye: 1–30 are entries of fans and 31 is the cover, none showing the same
 * detail as another; 41–54 are places (what is known of them is in places.ts), 81–87 are for captions and puzzles.
 */
export const photographsOfDemo: Readonly<Record<number, CutOut>> = {
  1: airplane([40, 30, 730, 487], 'silver'),
  2: alps([8, 45, 240, 320], 'silver'),
  3: airplane([14, 225, 290, 290], 'selenium'),
  4: boats([4, 345, 210, 140], 'print'),
  5: alps([385, 45, 260, 173], 'blue', 1.05),
  6: boats([512, 490, 282, 148], 'silver'),
  7: boats([190, 480, 240, 150], 'gold'),
  8: boats([330, 85, 300, 400], 'print'),
  9: boats([0, 455, 420, 180], 'blue'),
  10: boats([60, 215, 300, 180], 'silver'),
  11: alps([515, 115, 280, 235], 'gold'),
  12: alps([345, 110, 190, 200], 'silver', 1.25),
  13: boats([2, 165, 796, 470], 'print'),
  14: boats([560, 485, 110, 147], 'selenium'),
  15: boats([345, 325, 250, 150], 'blue'),
  16: airplane([150, 125, 270, 180], 'gold'),
  17: boats([240, 440, 250, 195], 'silver'),
  18: alps([255, 130, 135, 220], 'silver', 0.7),
  19: boats([610, 125, 188, 300], 'print'),
  20: boats([400, 85, 200, 267], 'silver'),
  21: boats([10, 150, 420, 236], 'gold'),
  22: alps([75, 35, 300, 169], 'silver'),
  23: boats([565, 325, 233, 165], 'selenium'),
  24: airplane([210, 245, 320, 213], 'blue'),
  25: boats([335, 320, 462, 308], 'print'),
  26: airplane([305, 270, 240, 285], 'silver'),
  27: airplane([145, 70, 330, 412], 'gold'),
  28: airplane([500, 110, 290, 193], 'selenium'),
  29: alps([590, 55, 206, 137], 'gold'),
  30: alps([4, 48, 130, 250], 'blue', 1.1),
  31: alps([4, 4, 792, 370], 'print', 1.12),
  41: boats([2, 2, 796, 636], 'print'),
  42: boats([330, 95, 280, 373], 'silver'),
  43: boats([10, 205, 420, 240], 'print'),
  44: boats([0, 450, 560, 186], 'silver'),
  45: canyon([2, 2, 796, 582], 'print', 1.06),
  46: canyon([95, 330, 240, 180], 'gold', 1.1),
  47: canyon([230, 130, 320, 240], 'print', 1.1),
  48: canyon([330, 370, 466, 212], 'silver', 1.15),
  49: plains([2, 2, 796, 612], 'print'),
  50: plains([400, 165, 396, 240], 'silver'),
  51: plains([2, 40, 396, 290], 'silver'),
  52: plains([440, 190, 200, 200], 'gold'),
  53: alps([60, 25, 700, 215], 'silver', 1.05),
  54: alps([370, 45, 220, 275], 'print', 1.2),
  81: airplane([2, 2, 796, 556], 'print'),
  82: boats([230, 470, 565, 165], 'print'),
  83: plains([230, 2, 566, 420], 'silver'),
  84: canyon([2, 180, 400, 340], 'print', 1.1),
  85: alps([2, 40, 300, 220], 'gold', 1.2),
  86: boats([520, 480, 220, 155], 'silver'),
  87: boats([480, 330, 110, 82], 'print'),
};
