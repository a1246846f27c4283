// What the app knows of an open form. Nothing here comes from the engine, so that it can be replaced.

/** A run of formatted text: a word, or an element with its children. */
export type Run = string | { tag: string; href?: string; children: Run[] };

/** A text of a form in the language chosen, with the names of the files that go with it. */
export interface Rich {
  text: string;
  runs: Run[];
  image?: string;
  audio?: string;
}

export interface Choice {
  value: string;
  label: Rich;
}

export interface Point {
  lat: number;
  lon: number;
  altitude: number;
  accuracy: number;
}

export type Answer = string | string[] | boolean | File | Point | null;

export type Kind =
  | "text"
  | "longtext"
  | "integer"
  | "decimal"
  | "date"
  | "time"
  | "datetime"
  | "choice"
  | "choices"
  | "rank"
  | "range"
  | "note"
  | "acknowledge"
  | "image"
  | "drawing"
  | "audio"
  | "file"
  | "point"
  | "barcode";

/** One question, as it is now: relevant, in the language chosen. `ref` is its path in the answers. */
export interface Question {
  ref: string;
  kind: Kind;
  label: Rich;
  hint: Rich | null;
  required: boolean;
  readonly: boolean;
  appearances: string[];
  choices: Choice[];
  answer: Answer;
  range?: { start: number; end: number; step: number };
  accepts?: string;
  repeat?: RepeatPart;
}

/** The instance of a repeat that a question of a screen with several is in. */
export interface RepeatPart {
  range: string;
  label: string;
  index: number;
}

/** A repeat that people fill in as often as they need. */
export interface Repeat {
  ref: string;
  label: string;
  count: number;
}

/** What is asked at once. A screen without a question asks whether a repeat goes on. */
export interface Screen {
  ref: string;
  section: string;
  title: Rich | null;
  questions: Question[];
  repeats: Repeat[];
}

/** What is wrong with an answer: a sentence of the form, or a code that the app has words for. */
export interface Violation {
  ref: string;
  code: "required" | "constraint" | "integer" | "decimal";
  text: string;
}

export interface Opening {
  xml: string;
  /** Returns a file of the form by its name; null when there is none. */
  file(name: string): Promise<Blob | string | null>;
  saved?: { xml: string; files: File[] };
  device: string;
  language: string;
}

export interface OpenForm {
  readonly languages: string[];
  language: string;
  screens(): Screen[];
  question(ref: string): Question | null;
  set(ref: string, answer: Answer): void;
  isRelevant(ref: string): boolean;
  violations(refs?: string[]): Violation[];
  addTo(repeat: string): string;
  removeFrom(repeat: string, index: number): void;
  /** The answers as XML, and the files that they name. */
  serialise(): { xml: string; files: File[] };
}

/** What the bundle of the engine gives. */
export interface EngineModule {
  openForm(opening: Opening): Promise<OpenForm>;
}
