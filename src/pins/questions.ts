import { usageError } from "../errors.ts";
import type { Frame } from "../frame/index.ts";
import type { QuestionOptions } from "./options.ts";
import { question4 } from "./question-4.ts";
import { question5 } from "./question-5.ts";
import { question6 } from "./question-6.ts";
import { question7 } from "./question-7.ts";
import { question8 } from "./question-8.ts";
import { question9 } from "./question-9.ts";
import { question10 } from "./question-10.ts";
import { question11 } from "./question-11.ts";
import type { PinTables } from "./rows.ts";

/** One table of an answer. */
export interface AnswerTable {
  readonly name: string;
  readonly frame: Frame;
}

/** A question of the task. */
export interface Question {
  readonly number: number;
  readonly title: string;
  /** What is asked, in a sentence or two. */
  readonly text: string;
  /** The names of its tables; the first is the answer. */
  readonly tables: readonly string[];
  /** The options that change its answer. */
  readonly options: readonly (keyof QuestionOptions)[];
  readonly ask: (tables: PinTables, options?: QuestionOptions) => Readonly<Record<string, unknown>>;
}

/** The eight questions, tasks 4 to 11. */
export const questions: readonly Question[] = [
  {
    number: 4,
    title: "The most popular category in each country",
    text: "Which category of Pinterest post is the most popular in each country? Categories that tie are all shown.",
    tables: ["top", "counts"],
    options: [],
    ask: question4,
  },
  {
    number: 5,
    title: "The most popular category each year",
    text: "How many posts did each category have each year from 2018 to 2022, and which was the most popular?",
    tables: ["top", "counts"],
    options: [],
    ask: question5,
  },
  {
    number: 6,
    title: "The user with the most followers in each country",
    text: "Who has the most followers in each country, and in which country is the user with the most of all?",
    tables: ["perCountry", "top"],
    options: ["followersOf"],
    ask: question6,
  },
  {
    number: 7,
    title: "The most popular category for each age group",
    text: "Which category is the most popular among users aged 18-24, 25-35, 36-50 and +50? Ties are all shown.",
    tables: ["top", "counts"],
    options: [],
    ask: question7,
  },
  {
    number: 8,
    title: "The median follower count of each age group",
    text: "What is the median follower count of users aged 18-24, 25-35, 36-50 and +50?",
    tables: ["medians"],
    options: ["per", "median"],
    ask: question8,
  },
  {
    number: 9,
    title: "How many users joined each year",
    text: "How many users joined in each year from 2015 to 2020?",
    tables: ["joined"],
    options: ["per"],
    ask: question9,
  },
  {
    number: 10,
    title: "The median follower count by year of joining",
    text: "What is the median follower count of the users who joined in each year from 2015 to 2020?",
    tables: ["medians"],
    options: ["per", "median"],
    ask: question10,
  },
  {
    number: 11,
    title: "The median follower count by year of joining and age group",
    text: "What is the median follower count of the users of each age group who joined in each year from 2015 to 2020?",
    tables: ["medians"],
    options: ["per", "median"],
    ask: question11,
  },
];

/** A question's tables by its number, 4 to 11, the answer first; throws at another number. */
export const question = (
  number: number,
  tables: PinTables,
  options: QuestionOptions = {},
): readonly [AnswerTable, ...AnswerTable[]] => {
  const found = questions.find((one) => one.number === number);
  if (!found) throw usageError(`There is no question ${number}: the questions are 4 to 11.`);
  const answer = found.ask(tables, options) as Readonly<Record<string, Frame>>;
  return found.tables.map((name) => ({ name, frame: answer[name] })) as unknown as [AnswerTable, ...AnswerTable[]];
};
