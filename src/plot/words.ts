/** What a static picture says of a figure. */
export interface PlotWords {
  readonly undrawn: (types: string) => string;
  readonly thinned: (every: number) => string;
  /** Of how many of a map's places there is no outline. */
  readonly unplaced: (count: number, of: number) => string;
  readonly empty: string;
}

export const englishWords: PlotWords = {
  undrawn: (types) => `only a front end with Plotly draws: ${types}`,
  thinned: (every) => `one of ${every} points is drawn here`,
  unplaced: (count, of) => `no outline is known here for ${count} of ${of} places`,
  empty: "a Plotly figure without traces",
};
