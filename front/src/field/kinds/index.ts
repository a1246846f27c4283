import type { Kind } from "../engine/types";
import { choice, choices, rank } from "./chosen";
import { drawing } from "./drawing";
import { file, image } from "./files";
import { point } from "./point";
import { audio } from "./sound";
import * as typed from "./typed";
import type { Drawn } from "./types";

const { text, longtext, integer, decimal, date, time, datetime, range, note, acknowledge, barcode } = typed;

/** How each kind of question is answered. */
export const kinds: Record<Kind, Drawn> = {
  text,
  longtext,
  integer,
  decimal,
  date,
  time,
  datetime,
  range,
  note,
  acknowledge,
  barcode,
  choice,
  choices,
  rank,
  image,
  file,
  drawing,
  audio,
  point,
};

/** Kinds made of several fields: their label is the legend of a group. */
export const grouped: ReadonlySet<Kind> = new Set<Kind>([
  "choice",
  "choices",
  "rank",
  "point",
  "drawing",
  "audio",
  "acknowledge",
]);
