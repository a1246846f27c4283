// The records of the device, in memory: read once, after the first screen is drawn.
import { changed, onChange } from "./changes";
import type { Value } from "./protocol";
import { csvOf } from "./records/csv";
import { find, folded, type Folded } from "./records/search";
import { database, datasetNamed, state } from "./state";
import type { LocalRecord } from "./store/types";
import { said } from "./words";

type Register = Map<string, Folded<LocalRecord>>;

let registers: Map<string, Register> | null = null;
let loading: Promise<void> | null = null;

onChange((change, elsewhere) => {
  if (change === "records" && elsewhere) forget();
});

/** Forgets what is in memory: another tab wrote, or another device begins. */
export function forget(): void {
  registers = null;
  loading = null;
}

function textOf(record: LocalRecord): string {
  const described = datasetNamed(record.dataset);
  const searched = described?.fields.filter((field) => field.search) ?? [];
  return [record.label, ...searched.map(({ name }) => shown(record.dataset, name, record.data[name]))].join(
    " ",
  );
}

function hold(record: LocalRecord): void {
  const register = registers?.get(record.dataset) ?? new Map<string, Folded<LocalRecord>>();
  register.set(record.id, folded(record, textOf(record)));
  registers?.set(record.dataset, register);
}

async function load(): Promise<void> {
  const all = await database().all<LocalRecord>("records");
  registers = new Map();
  all.forEach(hold);
}

/** Waits until the records are in memory. */
export const ready = (): Promise<void> => (loading ??= load());

/** Says whether the records are in memory already. */
export const isLoaded = (): boolean => registers !== null;

/** Returns a record; undefined when the device does not have it. Call `ready` before. */
export const recordOf = (dataset: string, id: string): LocalRecord | undefined =>
  registers?.get(dataset)?.get(id)?.item;

/** Returns the records of a dataset. Call `ready` before. */
export function recordsOf(dataset: string): LocalRecord[] {
  return [...(registers?.get(dataset)?.values() ?? [])].map(({ item }) => item);
}

/** Returns the records that answer a search, the latest first when nothing is typed. */
export function searchRecords(dataset: string, query: string): LocalRecord[] {
  if (!query.trim()) return recordsOf(dataset).sort((one, other) => (one.updated < other.updated ? 1 : -1));
  return find(registers?.get(dataset)?.values() ?? [], query);
}

/** Keeps in memory what was just written, and what was removed, in the database. */
export function keepInMemory(written: LocalRecord[], removed: LocalRecord[] = []): void {
  if (!written.length && !removed.length) return;
  if (registers) {
    written.forEach(hold);
    for (const { dataset, id } of removed) registers.get(dataset)?.delete(id);
  }
  changed("records");
}

/** Returns a list of entities for a form: all of a dataset, or some of its records. */
export function listOf(dataset: string, only?: Set<string>): string | null {
  const described = datasetNamed(dataset);
  if (!described) return null;
  const all = recordsOf(dataset);
  return csvOf(described, only ? all.filter(({ id }) => only.has(id)) : all);
}

/** Returns a value in words. */
export function shown(dataset: string, name: string, value: Value | undefined): string {
  if (value === null || value === undefined) return "";
  const field = datasetNamed(dataset)?.fields.find((each) => each.name === name);
  const choice = (code: string): string =>
    said(field?.choices.find((each) => each.value === code)?.label) || code;
  if (Array.isArray(value)) return value.map(choice).join(", ");
  if (typeof value === "object") return `${value.lat}, ${value.lon}`;
  if (typeof value === "string") return field?.choices.length ? choice(value) : value;
  return String(value);
}

/** Returns when a record says that something happened: its own field, else its last change. */
export function whenOf(record: LocalRecord, field = ""): string {
  const told = record.data[field];
  return typeof told === "string" && Number.isFinite(Date.parse(told)) ? told : record.updated;
}

/** Returns the records of a dataset, the latest first by one of their fields; of one day, the last written. */
export function latestOf(dataset: string, field = ""): LocalRecord[] {
  const dated = recordsOf(dataset).map((record) => ({ record, at: Date.parse(whenOf(record, field)) }));
  return dated
    .sort((one, other) => other.at - one.at || (one.record.updated < other.record.updated ? 1 : -1))
    .map(({ record }) => record);
}

/** Returns the records that say something about another one, the latest first. */
export function saidAbout(id: string): LocalRecord[] {
  const last = state.round?.page.last;
  if (!last?.about) return [];
  const { dataset, about, when } = last;
  return latestOf(dataset, when).filter(({ data }) => data[about] === id);
}
