// Answers begun, and what happens to them when they are finished.
import { changed } from "../changes";
import { keepInMemory } from "../records";
import { database } from "../state";
import { answer } from "./database";
import type { Draft, Item, LocalRecord, StoredBlob } from "./types";

const owned = (owner: string): IDBKeyRange => IDBKeyRange.bound([owner, ""], [owner, "\uffff"]);

/** Keeps a draft with its files; those that it names no more are dropped. */
export async function saveDraft(draft: Draft, files: File[]): Promise<void> {
  await database().write(["drafts", "blobs"], async (all) => {
    const blobs = all.objectStore("blobs");
    all.objectStore("drafts").put(draft);
    const names = new Set(files.map(({ name }) => name));
    const kept = (await answer(blobs.getAllKeys(owned(draft.id)))) as [string, string][];
    for (const key of kept) if (!names.has(key[1])) blobs.delete(key);
    const there = new Set(kept.map(([, name]) => name));
    for (const file of files)
      if (!there.has(file.name)) blobs.put({ owner: draft.id, name: file.name, blob: file });
  });
  changed("outbox");
}

/** Returns a draft and its files; null when it is gone. */
export async function readDraft(id: string): Promise<{ draft: Draft; files: File[] } | null> {
  return database().read(["drafts", "blobs"], async (all) => {
    const draft = await answer<Draft | undefined>(all.objectStore("drafts").get(id));
    const blobs = await answer<StoredBlob[]>(all.objectStore("blobs").getAll(owned(id)));
    const files = blobs.map(({ name, blob }) => new File([blob], name, { type: blob.type }));
    return draft ? { draft, files } : null;
  });
}

/** Returns the drafts, the latest first. */
export async function readDrafts(): Promise<Draft[]> {
  const found = await database().all<Draft>("drafts");
  return found.sort((one, other) => (one.updated < other.updated ? 1 : -1));
}

/** Deletes a draft and its files. */
export async function deleteDraft(id: string): Promise<void> {
  await database().write(["drafts", "blobs"], (all) => {
    all.objectStore("drafts").delete(id);
    all.objectStore("blobs").delete(owned(id));
  });
  changed("outbox");
}

/** Turns a draft into an item to be sent, with its files and its effects: all of it, or nothing. */
export async function finishDraft(
  id: string,
  item: Omit<Item, "seq">,
  files: File[],
  records: LocalRecord[],
): Promise<void> {
  await database().write(["drafts", "blobs", "outbox", "records"], (all) => {
    const blobs = all.objectStore("blobs");
    all.objectStore("outbox").put(item);
    for (const file of files) blobs.put({ owner: item.instance, name: file.name, blob: file });
    for (const record of records) all.objectStore("records").put(record);
    all.objectStore("drafts").delete(id);
    blobs.delete(owned(id));
  });
  keepInMemory(records);
  changed("outbox");
}
