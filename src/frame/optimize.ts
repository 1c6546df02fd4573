import { intern } from "./intern.ts";
import type { Plan } from "./plan.ts";
import { prune } from "./prune.ts";
import { pushFilters } from "./push-filters.ts";

/**
 * Plans that give the same rows in the same order with less work: common parts are one part, filters come as early as
 * they can, and columns that nobody uses are left out (a plan may give more columns than were asked for, never fewer).
 */
export const optimize = (plans: readonly Plan[]): readonly Plan[] => prune(intern(pushFilters(intern(plans))));

/** As optimize, of one plan. */
export const optimized = (plan: Plan): Plan => optimize([plan])[0] ?? plan;
