// What the place says, as docs/reference/field-protocol.md describes it.

/** A text by language. */
export type Texts = Record<string, string>;

export interface Shell {
  service: string;
  title: Texts;
  base: string;
  scope: string;
  page: string;
  languages: string[];
  language: string;
  build: string;
  assets: { engine: string; map?: string; map_style?: string; outlines?: string };
  demo: boolean;
  words: Record<string, Record<string, string>>;
}

export interface Organisation {
  id: string;
  name: string;
  mine?: boolean;
}

export interface Page {
  path: string;
  title: Texts;
  begin: string[];
  follow?: Record<string, string[]>;
  last?: { dataset: string; text?: string; about?: string; when?: string };
  planned?: { dataset: string; when: string; about?: string };
  place?: Record<string, string>;
  warning?: Texts;
}

export interface FormEntry {
  name: string;
  id: string;
  title: Texts;
  version: string;
  hash: string;
  url: string;
  languages: string[];
  files: { name: string; hash: string; url: string }[];
  lists: { name: string; dataset: string }[];
  writes: string[];
}

export interface FieldEntry {
  name: string;
  title: Texts;
  type: string;
  search: boolean;
  target?: string;
  choices: { value: string; label: Texts }[];
}

export interface DatasetEntry {
  name: string;
  title: Texts;
  label: string | null;
  creates: boolean;
  updates: boolean;
  sharing?: string;
  fields: FieldEntry[];
  states?: Record<string, Texts>;
}

export interface Round {
  service: string;
  version: string;
  time: string;
  device: { id: string; name: string; role: string; role_title: Texts; organisation: Organisation | null };
  page: Page;
  forms: FormEntry[];
  datasets: DatasetEntry[];
}

export type Value = string | number | boolean | null | string[] | { lat: number; lon: number };

export interface PlaceRecord {
  id: string;
  version: number;
  label: string;
  state: string | null;
  updated: string;
  organisation: Organisation | null;
  shared: boolean;
  data: Record<string, Value>;
}

export interface RecordsPage {
  next: string;
  more: boolean;
  reset: boolean;
  records: PlaceRecord[];
  gone: string[];
}

export type Standing = "applied" | "waiting" | "held" | "quarantined" | "refused" | "conflict";

export interface Receipt {
  receipt: { instance: string; sha256: string; received: string; device: string; form: string };
  signature: string;
  standing: Standing;
  missing: string[];
  problems: { question: string; text: string }[];
  records: { dataset: string; id: string; version: number }[];
}
