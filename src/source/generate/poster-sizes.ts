/**
 * How many posts each poster has, the largest first: 5,080 posters, 11,154 posts. Few post much and most post once, as in the
 * original; with the smallest-of-n rule in posters.ts this gives its shares of ages and of countries.
 */
export const posterSizes: readonly number[] = (
  [
    [200, 1],
    [130, 2],
    [100, 3],
    [81, 1],
    [70, 3],
    [50, 6],
    [35, 10],
    [25, 10],
    [18, 18],
    [13, 24],
    [10, 32],
    [8, 36],
    [7, 50],
    [6, 75],
    [5, 110],
    [4, 180],
    [3, 325],
    [2, 720],
    [1, 3474],
  ] as const
).flatMap(([size, posters]) => new Array<number>(posters).fill(size));

/** The one poster that stands for all whose page could not be read: `User Info Error`. */
export const errorPosterSize = 81;
