/** Emblem designs for the route, by number: names of the drawings in designs/, each 1200 × 1200. */
export const designsOfDemo: Readonly<Record<number, string>> = {
  61: '61-loop',
  62: '62-ferry-and-sun',
  63: '63-compass',
  64: '64-ticket',
  65: '65-kilometre-stone',
  66: '66-spiral-track',
  67: '67-monogram',
  68: '68-night-train',
  69: '69-tunnel',
  70: '70-signal-arms',
  71: '71-snail',
  72: '72-swallow',
  73: '73-luggage-label',
  74: '74-globe',
  75: '75-five-stops',
  76: '76-wheel-and-wave',
};
