import { asRaw, type Raw, titleOf } from "./raw-figure.ts";
import { listOf } from "./typed-values.ts";

/** Columns of one picture at most: of more the panels would be too small. */
const mostColumns = 8;
/** Points of all panels together at most. */
const mostPoints = 20_000;

/** A splom as points on as many pairs of axes as it has pairs of columns, and what of it is left out. */
export const splomFigure = (
  figure: { readonly data: unknown; readonly layout: unknown },
  trace: Raw,
): { readonly data: readonly Raw[]; readonly layout: Raw; readonly every: number } => {
  const columns = listOf(trace.dimensions)
    .map(asRaw)
    .filter(({ visible, values }) => visible !== false && listOf(values).length > 0)
    .slice(0, mostColumns);
  const count = columns.length;
  const length = columns.reduce((most, { values }) => Math.max(most, listOf(values).length), 0);
  const every = Math.max(1, Math.ceil((length * count ** 2) / mostPoints));
  const thin = (values: unknown): readonly unknown[] => listOf(values).filter((_, at) => at % every === 0);
  const layout = asRaw(figure.layout);
  const hidden = (row: number, column: number): boolean =>
    (row === column && asRaw(trace.diagonal).visible === false) ||
    (column > row && trace.showupperhalf === false) ||
    (column < row && trace.showlowerhalf === false);
  const marker = markerOf(asRaw(trace.marker), thin);
  const data = columns.flatMap((down, row) =>
    columns.flatMap((across, column) =>
      hidden(row, column)
        ? []
        : [
            {
              ...{ type: "scatter", mode: "markers", x: thin(across.values), y: thin(down.values), marker },
              ...{ xaxis: axisId("x", column), yaxis: axisId("y", row), showlegend: false },
            },
          ],
    ),
  );
  const axes = columns.flatMap((column, at): readonly (readonly [string, Raw])[] => [
    [axisName("x", at), axisOf(layout[axisName("x", at)], column, at === 0 ? [0, share(count)] : domain(at, count))],
    [axisName("y", at), axisOf(layout[axisName("y", at)], column, domain(count - 1 - at, count))],
  ]);
  const height = typeof layout.height === "number" ? layout.height : Math.max(400, 140 * count);
  return { data, layout: { ...layout, ...Object.fromEntries(axes), height, showlegend: false }, every };
};

const gap = 0.04;
const share = (count: number): number => (1 - gap * (count - 1)) / Math.max(1, count);
const domain = (at: number, count: number): readonly [number, number] => {
  const from = at * (share(count) + gap);
  return [from, Math.min(1, from + share(count))];
};

const axisId = (letter: string, at: number): string => (at === 0 ? letter : `${letter}${at + 1}`);
const axisName = (letter: string, at: number): string => `${letter}axis${at === 0 ? "" : at + 1}`;

const axisOf = (given: unknown, { label }: Raw, own: readonly [number, number]): Raw => ({
  ...(typeof label === "string" ? { title: { text: titleOf(label) ?? "" } } : {}),
  ...asRaw(given),
  domain: own,
});

/** Small dots, unless the figure says otherwise. */
const markerOf = (marker: Raw, thin: (values: unknown) => readonly unknown[]): Raw => ({
  size: 4,
  ...Object.fromEntries(
    Object.entries(marker).map(([key, value]) => [
      key,
      listOf(value).length > 0 && key !== "colorscale" ? thin(value) : value,
    ]),
  ),
});
