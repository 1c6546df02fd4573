import { quantile, type Random } from "./random.ts";

/** The text of a poster's follower count: at its first posts and, for the few that grew meanwhile, at its later ones. */
export interface Followers {
  readonly first: string;
  readonly later: string;
}

const zeroRows = 28;
const hundredsRows = 1_960;
const lowThousandsRows = 3_426;
const millionsRows = 930;
const growing = 12;

const hundreds = [1, 5, 21, 40, 91, 189, 221, 293, 392, 709, 999];
const lowThousands = [1, 3, 5, 9, 14, 25, 40, 63, 90, 140, 220];
const highThousands = [222, 240, 280, 330, 400, 480, 556, 640, 780, 920, 985];
const millions = [1, 1, 2, 2, 2, 2, 3, 4, 5, 6, 9];

/**
 * A count for each poster, given how many posts each has, the largest first: shares of rows with digits, `k` and `M` as in the
 * original, median 221k, largest 15M, 28 rows with 0. The poster `except` gets none.
 */
export const followerCounts = (sizes: readonly number[], except: number, random: Random): readonly Followers[] => {
  const texts = new Array<string>(sizes.length).fill("");
  const give = (posters: readonly number[], text: () => string) => {
    for (const poster of posters) texts[poster] = text();
  };
  const free = (smallest: number, largest: number) => {
    const some = sizes.map((_, poster) => poster).filter((poster) => poster !== except && texts[poster] === "");
    return random.shuffle(some.filter((p) => (sizes[p] ?? 0) >= smallest && (sizes[p] ?? 0) <= largest));
  };
  const within = (points: readonly number[], unit: string) => () =>
    `${Math.round(quantile(points, random.unit()))}${unit}`;

  const [largest = 0] = sizes;
  give([0], () => "15M");
  give(free(100, 100), () => "221k");
  give(free(1, 1).slice(0, zeroRows), () => "0");
  give(fill([...free(2, 50), ...free(1, 1)], sizes, millionsRows - largest), within(millions, "M"));
  give(fill(free(1, 4), sizes, hundredsRows - zeroRows), within(hundreds, ""));
  give(fill(free(1, largest), sizes, lowThousandsRows), within(lowThousands, "k"));
  give(free(1, largest), within(highThousands, "k"));
  const grown = new Set(growers(texts, sizes, random));
  return texts.map((first, poster) => ({ first, later: grown.has(poster) ? oneMore(first) : first }));
};

// Takes posters in turn while they fit, until their posts are `rows` together.
const fill = (posters: readonly number[], sizes: readonly number[], rows: number): readonly number[] => {
  let left = rows;
  return posters.filter((poster) => {
    const size = sizes[poster] ?? 0;
    if (size > left) return false;
    left -= size;
    return true;
  });
};

// Their counts stay in the same unit and on the same side of the median.
const growers = (texts: readonly string[], sizes: readonly number[], random: Random): readonly number[] =>
  random
    .shuffle(texts.map((_, poster) => poster))
    .filter(
      (poster) =>
        (sizes[poster] ?? 0) >= 3 && /^\d+k$/.test(texts[poster] ?? "") && !/^22[01]k/.test(texts[poster] ?? ""),
    )
    .slice(0, growing);

const oneMore = (text: string): string => `${Number.parseInt(text, 10) + 1}k`;
