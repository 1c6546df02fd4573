import type { Box } from "../svg-axes.ts";

/** Boxes of areas in these proportions that fill a box and are as square as rows of them can be; sizes from the largest down. */
export const squares = (sizes: readonly number[], whole: Box): readonly Box[] => {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (!(total > 0)) return sizes.map(() => ({ ...whole, width: 0, height: 0 }));
  const scale = (whole.width * whole.height) / total;
  const areas = sizes.map((size) => size * scale);
  const boxes: Box[] = [];
  let rest = whole;
  for (let from = 0; from < areas.length; ) {
    const side = Math.min(rest.width, rest.height);
    let to = from + 1;
    while (to < areas.length && worst(areas.slice(from, to + 1), side) <= worst(areas.slice(from, to), side)) to += 1;
    rest = placeRow(areas.slice(from, to), rest, boxes);
    from = to;
  }
  return boxes;
};

/** How far from square the worst box of a row along a side would be. */
const worst = (areas: readonly number[], side: number): number => {
  const sum = areas.reduce((total, area) => total + area, 0);
  const [most, least] = [Math.max(...areas), Math.min(...areas)];
  return sum === 0 || least === 0
    ? Number.POSITIVE_INFINITY
    : Math.max((side ** 2 * most) / sum ** 2, sum ** 2 / (side ** 2 * least));
};

/** Lays a row along the shorter side; gives what is left. */
const placeRow = (areas: readonly number[], rest: Box, boxes: Box[]): Box => {
  const sum = areas.reduce((total, area) => total + area, 0);
  const isUpright = rest.width >= rest.height;
  const side = isUpright ? rest.height : rest.width;
  const thick = side > 0 ? sum / side : 0;
  let along = 0;
  for (const area of areas) {
    const long = thick > 0 ? area / thick : 0;
    boxes.push(
      isUpright
        ? { left: rest.left, top: rest.top + along, width: thick, height: long }
        : { left: rest.left + along, top: rest.top, width: long, height: thick },
    );
    along += long;
  }
  return isUpright
    ? { ...rest, left: rest.left + thick, width: Math.max(0, rest.width - thick) }
    : { ...rest, top: rest.top + thick, height: Math.max(0, rest.height - thick) };
};
