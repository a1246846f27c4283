// A finished submission changes the records of the device at once, before anything is sent.
import type { DatasetEntry, Organisation, PlaceRecord, Value } from "../protocol";
import type { LocalRecord } from "../store/types";
import type { SentEntity } from "./formxml";

const NUMBERS = new Set(["integer", "decimal", "number", "year", "money", "percent"]);

/** Returns a value of a record from what a form writes. */
function valueOf(type: string, text: string): Value {
  if (text === "") return null;
  if (type === "choices" || type === "references") return text.split(" ");
  if (type === "boolean") return text === "true" || text === "1";
  if (NUMBERS.has(type) && Number.isFinite(Number(text))) return Number(text);
  if (type === "point") {
    const [lat = NaN, lon = NaN] = text.split(" ").map(Number);
    return { lat, lon };
  }
  return text;
}

/** Returns the label of a record, without the separators of what is not known. */
export function labelOf(template: string, data: Record<string, Value>): string {
  const parts = template
    .split(" · ")
    .map((part) => part.replace(/\{(\w+)\}/g, (_whole, name: string) => String(data[name] ?? "")).trim());
  return parts.filter(Boolean).join(" · ");
}

function snapshot(record: LocalRecord): PlaceRecord {
  const { id, version, label, state, updated, organisation, shared, data } = record;
  return { id, version, label, state, updated, organisation, shared, data };
}

interface Context {
  known(dataset: string, id: string): LocalRecord | undefined;
  described(dataset: string): DatasetEntry | undefined;
  organisation: Organisation | null;
  now: string;
}

function changedData(entity: SentEntity, described: DatasetEntry | undefined): Record<string, Value> {
  const types = new Map(described?.fields.map((field) => [field.name, field.type]));
  const found: Record<string, Value> = {};
  for (const [name, text] of Object.entries(entity.properties))
    found[name] = valueOf(types.get(name) ?? "text", text);
  return found;
}

function effect(entity: SentEntity, context: Context): LocalRecord | null {
  const before = context.known(entity.dataset, entity.id);
  const described = context.described(entity.dataset);
  if (!entity.id || (before ? !entity.update : !entity.create)) return null;
  const data = { ...before?.data, ...changedData(entity, described) };
  const label = (described?.label && labelOf(described.label, data)) || entity.label || before?.label || "";
  const shared = described?.sharing ? data[described.sharing] === true : (before?.shared ?? false);
  const written = { data, label, shared, updated: context.now };
  if (!before) {
    const organisation = context.organisation && { ...context.organisation, mine: true };
    const made = { id: entity.id, dataset: entity.dataset, version: 1, state: null, organisation };
    return { ...made, ...written, trunk: null, branch: entity.branch || crypto.randomUUID(), under: null };
  }
  return {
    ...before,
    ...written,
    version: before.version + 1,
    branch: before.branch ?? (entity.branch || crypto.randomUUID()),
    under: before.under ?? (before.trunk === null ? null : snapshot(before)),
  };
}

/** Returns the records as finished answers leave them. */
export function effects(entities: SentEntity[], context: Context): LocalRecord[] {
  const written = new Map<string, LocalRecord>();
  const known: Context["known"] = (dataset, id) =>
    written.get(`${dataset}/${id}`) ?? context.known(dataset, id);
  for (const entity of entities) {
    const record = effect(entity, { ...context, known });
    if (record) written.set(`${record.dataset}/${record.id}`, record);
  }
  return [...written.values()];
}
