// What the home shows, kept apart so that it is drawn before the records are read.
import { latestOf, ready, recordOf, recordsOf, searchRecords, whenOf } from "./records";
import { database, round } from "./state";
import { ifRoom } from "./store/database";
import type { LocalRecord } from "./store/types";

export interface Row {
  dataset: string;
  id: string;
  title: string;
  text: string;
  when: string;
  organisation: string;
  shared: boolean;
}

export interface Latest {
  last: Row[];
  planned: Row[];
  people: number;
}

const ROWS = 8;
const KEY = "latest";

/** Returns the dataset that the page is about: people, buildings… */
export function subject(): string | null {
  const { page, datasets } = round();
  return Object.keys(page.follow ?? {})[0] ?? datasets.find(({ label }) => label)?.name ?? null;
}

/** Returns the record that another is about, wherever the device holds it. */
function aboutOf(record: LocalRecord, field = ""): LocalRecord | undefined {
  const id = record.data[field];
  if (typeof id !== "string") return undefined;
  return round()
    .datasets.map(({ name }) => recordOf(name, id))
    .find(Boolean);
}

function rowOf(record: LocalRecord, about: LocalRecord | undefined, text: string, when: string): Row {
  const shown = about ?? record;
  return {
    dataset: shown.dataset,
    id: shown.id,
    title: shown.label,
    text,
    when,
    organisation: record.organisation?.name ?? "",
    shared: shown.shared,
  };
}

function lastRows(): Row[] {
  const { last } = round().page;
  if (!last) {
    const dataset = subject();
    const records = dataset ? searchRecords(dataset, "").slice(0, ROWS) : [];
    return records.map((record) => rowOf(record, undefined, "", record.updated));
  }
  return latestOf(last.dataset, last.when)
    .slice(0, ROWS)
    .map((record) => {
      const text = record.data[last.text ?? ""];
      const words = typeof text === "string" ? text : "";
      return rowOf(record, aboutOf(record, last.about), words, whenOf(record, last.when));
    });
}

/** Visits to come, or of today; late ones too, since nobody went. */
function plannedRows(): Row[] {
  const { planned } = round().page;
  if (!planned) return [];
  const since = Date.now() - 7 * 24 * 3600_000;
  const due = latestOf(planned.dataset, planned.when).filter(
    (record) => record.data[planned.when] && Date.parse(whenOf(record, planned.when)) > since,
  );
  return due
    .reverse()
    .slice(0, ROWS)
    .map((record) => rowOf(record, aboutOf(record, planned.about), "", whenOf(record, planned.when)));
}

/** Returns what was kept of the home; null before the first records. */
export const keptLatest = async (): Promise<Latest | null> =>
  (await database().get<Latest>("device", KEY)) ?? null;

/** Reads the records, and keeps what the home shows of them. */
export async function freshLatest(): Promise<Latest> {
  await ready();
  const dataset = subject();
  const people = dataset ? recordsOf(dataset).length : 0;
  const latest = { last: lastRows(), planned: plannedRows(), people };
  await ifRoom(database().put("device", latest, KEY));
  return latest;
}
