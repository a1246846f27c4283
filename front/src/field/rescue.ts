// A copy of everything that was not received, in one file, for the day when nothing else works.
import { database, round } from "./state";
import type { Draft, Item, StoredBlob } from "./store/types";

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(blob);
  });
}

/** Returns what was not received, files included. */
async function everything(): Promise<Blob> {
  const items = (await database().all<Item>("outbox")).filter(({ state }) => state !== "received");
  const drafts = await database().all<Draft>("drafts");
  const owners = new Set([...items.map(({ instance }) => instance), ...drafts.map(({ id }) => id)]);
  const files: object[] = [];
  for (const { owner, name, blob } of await database().all<StoredBlob>("blobs"))
    if (owners.has(owner)) files.push({ owner, name, type: blob.type, content: await dataUrl(blob) });
  const { service, device } = round();
  const written = { service, device: device.id, at: new Date().toISOString(), items, drafts, files };
  return new Blob([JSON.stringify(written)], { type: "application/json" });
}

/** Gives the file to the person. */
export async function download(): Promise<void> {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await everything());
  link.download = `${round().service}-${new Date().toISOString().slice(0, 16).replace(":", "h")}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
