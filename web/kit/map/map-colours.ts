import type { MapColours } from './base-map.ts';

/** A colour as every canvas and every WebGL map understands it, whatever the style sheet wrote (oklab, color-mix). */
function plainColour(css: string): string {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!context) return css;
  context.fillStyle = css;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
  return `rgba(${red}, ${green}, ${blue}, ${alpha / 255})`;
}

/** The map's colours in the present light or dark theme, read from an element that carries the map's properties. */
export function mapColours(element: HTMLElement): MapColours {
  const probe = document.createElement('i');
  element.append(probe);
  const read = (name: keyof MapColours) => {
    probe.className = `map-colour-${name}`;
    return plainColour(getComputedStyle(probe).color);
  };
  const colours = {
    sea: read('sea'),
    land: read('land'),
    coast: read('coast'),
    border: read('border'),
  };
  probe.remove();
  return colours;
}
