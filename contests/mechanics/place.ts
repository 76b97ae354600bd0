import { z } from 'zod';

/** A place on the map: in a form a map to click on, in an action where somebody put a pin. */
export const Place = z
  .strictObject({
    latitude: z.number().min(-90).max(90).meta({ title: 'Latitude', unit: '°' }),
    longitude: z.number().min(-180).max(180).meta({ title: 'Longitude', unit: '°' }),
  })
  .meta({ title: 'Place on the map', widget: 'place' });
export type Place = z.infer<typeof Place>;
