// What the device keeps: one database for each service and each key's device.
import { isAlone, keeper } from "./alone";
import { shell } from "./words";
import { answer, Database, ifRoom } from "./store/database";
import type { Item, StoredBlob } from "./store/types";

const PREFIX = `lieu-field-${shell.service}-`;
const CURRENT = `field:${shell.service}:device`;
/** The last lines of the log that are kept. */
const LINES = 500;

/** Returns the database of a device. */
export const databaseOf = (device: string): Database => new Database(PREFIX + device);

/** Returns the device that this browser is for the service; null before its first key. */
export async function currentDevice(): Promise<string | null> {
  const kept = keeper().getItem(CURRENT);
  if (kept || isAlone() || !("databases" in indexedDB)) return kept;
  const names = (await indexedDB.databases()).map(({ name }) => name ?? "");
  return names.find((name) => name.startsWith(PREFIX))?.slice(PREFIX.length) ?? null;
}

/** Says which device this browser is from now on. */
export function chooseDevice(device: string | null): void {
  if (device === null) keeper().removeItem(CURRENT);
  else keeper().setItem(CURRENT, device);
}

/** Copies what was not received into the database of another key, then forgets the former one. */
export async function moveInto(former: Database, next: Database): Promise<void> {
  const items = (await former.all<Item>("outbox")).filter((each) => each.state !== "received");
  const drafts = await former.all("drafts");
  const blobs = await former.all<StoredBlob>("blobs");
  await next.write(["outbox", "drafts", "blobs"], async (all) => {
    const outbox = all.objectStore("outbox");
    for (const { seq: _, ...item } of items) {
      if (await answer(outbox.index("instance").getKey(item.instance))) continue;
      outbox.put(item);
    }
    for (const draft of drafts) all.objectStore("drafts").put(draft);
    for (const blob of blobs) all.objectStore("blobs").put(blob);
  });
  await former.drop();
}

/** Writes a line in the log of the device: what happened, never what was answered; nothing without room. */
export async function log(database: Database, what: string, detail = ""): Promise<void> {
  const written = database.write(["log"], async (all) => {
    const lines = all.objectStore("log");
    const key = await answer(lines.add({ at: new Date().toISOString(), what, detail }));
    if (Number(key) > LINES) lines.delete(IDBKeyRange.upperBound(Number(key) - LINES));
  });
  await ifRoom(written);
}
