import type { Place } from './place.ts';

/** Something else on the map: another fan's pin, a stop. */
export interface MapMarker extends Place {
  id: string;
  label: string;
  tone?: 'accent' | 'neutral' | 'success' | 'danger' | undefined;
}

/** What `PlaceMap` takes; see there for an example. */
export interface PlaceMapProps {
  /** The person's own pin, or null while there is none. The parent keeps it. */
  pin: Place | null;
  /** The pin was placed or moved. Left out, the map is for reading only, and leaves one finger and the wheel to the page. */
  onpin?: ((place: Place) => void) | undefined;
  /** The true place, once it may be seen. */
  answer?: Place | null | undefined;
  markers?: readonly MapMarker[] | undefined;
  /** Draws the shortest way from pin to answer. */
  arc?: boolean | undefined;
  /** A circle of this radius around the answer, or around the pin while there is no answer. */
  radiusKm?: number | null | undefined;
  /** The map's accessible name. */
  label: string;
  /** Words for a position; by default its coordinates and the nearest town. */
  describe?: ((place: Place) => string) | undefined;
  /** `card` is about 45 %, `tall` about 70 % of a screen's height; `fill` takes all of its container. */
  height?: 'card' | 'tall' | 'fill' | undefined;
  /** Moves the map there whenever another place (or zoom) is given; zoom 0 is the world, 8 (the default) a town, 12 the nearest. */
  focusPlace?: (Place & { zoom?: number | undefined }) | null | undefined;
  /**
   * A MapLibre style to draw instead of the world's outline, for streets. A deployment has to allow its origin, and
   * that of its tiles, in the content security policy (connect-src, img-src), and has to name its sources in `attribution`.
   */
  styleUrl?: string | undefined;
  /** The line in the corner, where `styleUrl` needs another one. */
  attribution?: string | undefined;
}
