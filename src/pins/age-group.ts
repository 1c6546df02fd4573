import { type NumberExpr, op, type StringExpr } from "../frame/index.ts";

/** The age groups of the task, youngest first. */
export const ageGroups = ["18-24", "25-35", "36-50", "+50"] as const;

/** The group of an age in years; an age that is null or below 18 belongs to none. */
export const ageGroup = (age: NumberExpr<null>): StringExpr<null> =>
  op
    .when(age.between(18, 24), ageGroups[0])
    .when(age.between(25, 35), ageGroups[1])
    .when(age.between(36, 50), ageGroups[2])
    .when(age.gt(50), ageGroups[3])
    .otherwise(null);

/** A number that orders age groups, youngest first. */
export const ageGroupOrder = (group: StringExpr<null>): NumberExpr<null> =>
  ageGroups
    .slice(1)
    .reduce((cases, name, index) => cases.when(group.eq(name), index + 1), op.when(group.eq(ageGroups[0]), 0))
    .otherwise(null);

/** What sorts by age group, youngest first; it is equal for no two groups, so that no order of other rows has to be kept. */
export const youngestFirst = (group: StringExpr<null>) => [ageGroupOrder(group), group] as const;
