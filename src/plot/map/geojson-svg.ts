import { geojsonMap } from "./geojson.ts";
import { mapSvg } from "./map-svg.ts";

/** GeoJSON as a static SVG over the outlines of countries; undefined where it holds no place. */
export const geojsonSvg = (geojson: unknown): string | undefined => {
  const map = geojsonMap(geojson);
  return map && mapSvg(map);
};
