// Registers as the lists that forms choose from.
import type { DatasetEntry, Value } from "../protocol";
import type { LocalRecord } from "../store/types";

/** Fields that no list of choices can use. */
const LEFT_OUT = new Set(["file", "image", "audio", "hours", "area", "list"]);
const FIXED = ["name", "label", "__version", "__trunkVersion", "__branchId"];

const cell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function written(value: Value | undefined): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.join(" ");
  if (typeof value === "object") return "lat" in value ? `${value.lat} ${value.lon} 0 0` : "";
  return String(value);
}

/** Returns records as the CSV of an entity list. */
export function csvOf(described: DatasetEntry, records: Iterable<LocalRecord>): string {
  const fields = described.fields
    .filter(({ name, type }) => !LEFT_OUT.has(type) && !FIXED.includes(name))
    .map(({ name }) => name);
  const lines = [[...FIXED, ...fields].join(",")];
  for (const record of records) {
    // The branch is drawn here: the first change is sent with it, and every later one repeats it.
    const branch = record.branch ?? crypto.randomUUID();
    const fixed = [record.id, record.label, String(record.version), written(record.trunk), branch];
    lines.push([...fixed, ...fields.map((name) => written(record.data[name]))].map(cell).join(","));
  }
  return `${lines.join("\n")}\n`;
}
