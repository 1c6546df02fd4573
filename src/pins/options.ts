/** Where implementations of the task differ. */
export interface QuestionOptions {
  /** What questions 8 to 11 count: users, each with their largest follower count (the default), or posts. */
  readonly per?: "user" | "post";
  /** The exact median (the default), or the lower one, a value that occurs, as percentile_approx gives it. */
  readonly median?: "exact" | "lower";
  /** Whose followers question 6 compares: those of the poster (the default) or of the user's name. */
  readonly followersOf?: "poster" | "user";
}

/** Of question 9. */
export type CountOptions = Pick<QuestionOptions, "per">;
/** Of questions 8, 10 and 11. */
export type MedianOptions = Pick<QuestionOptions, "per" | "median">;
/** Of question 6. */
export type FollowedOptions = Pick<QuestionOptions, "followersOf">;
