// What stands when the place and the device both have a version of a record.
import type { PlaceRecord } from "../protocol";
import type { LocalRecord } from "../store/types";

/** Says whether a record was changed here since the version of the place that it comes from. */
export const isDirty = (record: LocalRecord): boolean => record.version !== record.trunk;

const taken = (dataset: string, sent: PlaceRecord): LocalRecord => ({
  ...sent,
  dataset,
  trunk: sent.version,
  branch: null,
  under: null,
});

/** Returns what the device keeps of a record that the place sent; `awaited`: a change is on its way. */
export function merge(
  dataset: string,
  sent: PlaceRecord,
  local: LocalRecord | undefined,
  awaited: boolean,
): LocalRecord {
  if (!local || local.version < sent.version) return taken(dataset, sent);
  if (local.version > sent.version && awaited) return { ...local, under: sent, gone: false };
  return taken(dataset, sent);
}

/** Returns a record without what was changed here and refused; null when it was made here. */
export function withdrawn(local: LocalRecord): LocalRecord | null {
  return local.under ? taken(local.dataset, local.under) : null;
}
