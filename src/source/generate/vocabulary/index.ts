import type { Category } from "../categories.ts";
import { art } from "./art.ts";
import { beauty } from "./beauty.ts";
import { christmas } from "./christmas.ts";
import { diyAndCrafts } from "./diy-and-crafts.ts";
import { education } from "./education.ts";
import { eventPlanning } from "./event-planning.ts";
import { finance } from "./finance.ts";
import { homeDecor } from "./home-decor.ts";
import { mensFashion } from "./mens-fashion.ts";
import { quotes } from "./quotes.ts";
import { tattoos } from "./tattoos.ts";
import { travel } from "./travel.ts";
import { vehicles } from "./vehicles.ts";
import type { Vocabulary } from "./vocabulary.ts";

export { items, type Vocabulary } from "./vocabulary.ts";

/** Each category's words. */
export const vocabularies: Readonly<Record<Category, Vocabulary>> = {
  art,
  beauty,
  christmas,
  "diy-and-crafts": diyAndCrafts,
  education,
  "event-planning": eventPlanning,
  finance,
  "home-decor": homeDecor,
  "mens-fashion": mensFashion,
  quotes,
  tattoos,
  travel,
  vehicles,
};
