// From one brand colour to everything that is painted with it, readable in light and in dark.
// Colour space: OKLab (Björn Ottosson, https://bottosson.github.io/posts/oklab/). Contrast: WCAG 2.2.

type Rgb = readonly [number, number, number];

/** The grounds of web/kit/tokens.css on which accent-coloured words stand. */
const LIGHT_GROUND: Rgb = [0xf2, 0xec, 0xe3];
const DARK_GROUND: Rgb = [0x2a, 0x24, 0x20];
const WHITE: Rgb = [255, 255, 255];
const INK: Rgb = [20, 12, 10];
/** WCAG AA for text of any size. */
const READABLE = 4.5;

const linear = (channel: number) => {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};

const encoded = (value: number) => {
  const bounded = Math.min(1, Math.max(0, value));
  const curve = bounded <= 0.0031308 ? 12.92 * bounded : 1.055 * bounded ** (1 / 2.4) - 0.055;
  return Math.round(curve * 255);
};

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** WCAG contrast ratio of two colours, 1 … 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

function toOklab([red, green, blue]: Rgb): Rgb {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Rgb): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encoded(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** Lightens or darkens in small steps, keeping the hue, until `enough` holds or black or white is reached. */
function shifted(colour: Rgb, step: number, enough: (colour: Rgb) => boolean): Rgb {
  let [lightness, a, b] = toOklab(colour);
  let current = colour;
  while (!enough(current)) {
    lightness += step;
    if (lightness <= 0) return [0, 0, 0];
    if (lightness >= 1) return WHITE;
    // Very light and very dark colours hold less chroma; keeping it would clip to another hue.
    a *= 0.985;
    b *= 0.985;
    current = fromOklab([lightness, a, b]);
  }
  return current;
}

const hex = (colour: Rgb) =>
  `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;

const onFill = (fill: Rgb) => (contrast(fill, WHITE) >= contrast(fill, INK) ? WHITE : INK);

/**
 * The custom properties of web/kit/tokens.css for a brand's accent colour. Text on the fill, and the
 * accent as text on the page, reach WCAG AA in both colour schemes whatever colour comes in.
 * @param accent `#rrggbb`; anything else gives no properties, so that the default accent stays.
 */
export function accentTheme(accent: string): Record<string, string> {
  if (!/^#[0-9a-f]{6}$/i.test(accent)) return {};
  const brand = [1, 3, 5].map((at) => parseInt(accent.slice(at, at + 2), 16)) as unknown as Rgb;
  const readable = (fill: Rgb) => contrast(fill, onFill(fill)) >= READABLE;
  const lightFill = shifted(brand, -0.01, readable);
  // A fill must also stand out from a dark page: 3:1 is WCAG's bar for controls.
  const darkFill = shifted(
    brand,
    0.01,
    (fill) => readable(fill) && contrast(fill, DARK_GROUND) >= 3,
  );
  return {
    '--accent-fill-light': hex(lightFill),
    '--accent-on-light': hex(onFill(lightFill)),
    '--accent-fill-dark': hex(darkFill),
    '--accent-on-dark': hex(onFill(darkFill)),
    '--accent-ink-light': hex(
      shifted(brand, -0.01, (ink) => contrast(ink, LIGHT_GROUND) >= READABLE),
    ),
    '--accent-ink-dark': hex(shifted(brand, 0.01, (ink) => contrast(ink, DARK_GROUND) >= READABLE)),
  };
}
