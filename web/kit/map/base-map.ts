import type { MapView } from './mercator.ts';
import type { Place } from './place.ts';
import type { WorldOutline } from './world-outline.ts';

/** Colours of the drawn world, as a canvas understands them. */
export interface MapColours {
  sea: string;
  land: string;
  coast: string;
  border: string;
}

export interface BaseMapOptions {
  container: HTMLElement;
  world: WorldOutline;
  colours: MapColours;
  view: MapView;
  maxZoom: number;
  /** The page keeps one finger and the wheel for itself. */
  cooperative: boolean;
  /** Address of a MapLibre style to draw instead of the world's outline. */
  styleUrl: string | undefined;
  /** The map shows something else now, many times a second while it moves. */
  onview: (view: MapView) => void;
  /** A place was clicked or tapped. */
  onpick: (place: Place) => void;
  /** A single finger or a bare wheel tried to move a cooperative map. */
  onrefused: () => void;
}

/** The picture of the world under pins and lines, which the map's parts draw by themselves above it. */
export interface BaseMap {
  /** Moves there; at once or, as `animated`, in a moment. */
  show(target: Pick<MapView, 'centre' | 'zoom'>, animated: boolean): void;
  recolour(colours: MapColours): void;
  /** Whether the page keeps one finger and the wheel from now on. */
  cooperate(cooperative: boolean): void;
  destroy(): void;
}
