import type { Session } from "../../src/session/index.ts";
import type { Question } from "./link.ts";

/** What the thread that runs cells knows of a question: values, and the names that are there. */
export const answerQuestion = async (session: Session, question: Question): Promise<unknown> => {
  switch (question.kind) {
    case "complete":
      return session.completeValues(question.code, question.cursor);
    case "inspect":
      return session.inspectValues(question.code, question.cursor, question.detail);
    case "known":
      return question.names.filter(session.isKnown);
  }
};
