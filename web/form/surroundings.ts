import { getContext, setContext } from 'svelte';

/** What fields know of the page around their form. */
export interface Surroundings {
  /** The brand that pictures in the settings belong to. */
  readonly brandId: string;
  /** The settings are shown, not edited: for controls that a disabled fieldset does not reach. */
  readonly locked: boolean;
}

const KEY = Symbol('surroundings of a form');

export function setSurroundings(surroundings: Surroundings): void {
  setContext(KEY, surroundings);
}

export function surroundingsOfForm(): Surroundings {
  return getContext<Surroundings>(KEY);
}
