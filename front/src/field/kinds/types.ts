import type { Answer, Question } from "../engine/types";
import type { Session } from "../session";

/** What a kind of question is drawn with. */
export interface Asked {
  session: Session;
  question: Question;
  /** The identifier of its field, or of its first one. */
  id: string;
  /** Those of what describes it: help, error. */
  described: string;
  wrong: boolean;
  /** It has the screen for itself. */
  alone: boolean;
  /** Gives the answer. */
  set(answer: Answer): void;
  /** Draws the question again, when what it shows depends on the answer. */
  again(): void;
}

/** Draws the fields of a question, under its label. */
export type Drawn = (asked: Asked) => Node[];

/** Returns the attributes that every field of a question has. */
export const attributes = ({ id, described, wrong, question }: Asked) => ({
  id,
  name: id,
  required: question.required,
  "aria-describedby": described || null,
  "aria-invalid": wrong ? "true" : null,
});
