import type { FormEntry, PlaceRecord, Receipt, Standing } from "../protocol";

/** What follows a record into a form: the question that chooses it is answered, and not asked. */
export interface About {
  dataset: string;
  id: string;
  label: string;
}

/** Answers that someone has begun. */
export interface Draft {
  id: string;
  form: string;
  hash: string;
  label: string;
  xml: string;
  about: About | null;
  begun: string;
  updated: string;
}

export type ItemState = "finished" | "sending" | "received" | "refused";

export interface ItemFile {
  name: string;
  type: string;
  size: number;
  /** The place confirmed that it has it. */
  kept: boolean;
}

/** A finished submission, until thirty days after its receipt. */
export interface Item {
  seq: number;
  instance: string;
  form: string;
  title: Record<string, string>;
  label: string;
  finished: string;
  state: ItemState;
  xml: string;
  files: ItemFile[];
  /** The records that it makes or changes, as "dataset/id". */
  touches: string[];
  tries: number;
  standing: Standing | null;
  problems: Receipt["problems"];
  receipt: Receipt["receipt"] | null;
  signature: string;
  /** Why it is to look at: "conflict", "large", "unread", "forbidden". */
  reason: string;
  /** What the place said, in words. */
  told: string;
}

export interface StoredBlob {
  owner: string;
  name: string;
  blob: Blob;
}

/** A record as the device holds it: `trunk` is null when it was made here. */
export interface LocalRecord extends PlaceRecord {
  dataset: string;
  trunk: number | null;
  branch: string | null;
  /** The version of the place, kept while a local one stands over it. */
  under: PlaceRecord | null;
  /** The place forgot it: it goes once nothing about it is to be sent. */
  gone?: boolean;
}

export interface StoredForm {
  hash: string;
  xml: string;
  entry: FormEntry;
}

export interface StoredFile {
  hash: string;
  blob: Blob;
}
