// Finished submissions: nothing leaves before its receipt, and the receipt stays a month.
import { changed } from "../changes";
import { database } from "../state";
import { NoRoom } from "./database";
import type { Item, StoredBlob } from "./types";

const KEPT_DAYS = 30;

const owned = (owner: string): IDBKeyRange => IDBKeyRange.bound([owner, ""], [owner, "\uffff"]);

/** Returns every item, in the order in which they were finished. */
export const readOutbox = (): Promise<Item[]> => database().all<Item>("outbox");

/** Says whether an item is still to be sent without anyone looking at it. */
export const isWaiting = ({ state }: Item): boolean => state === "finished" || state === "sending";

/** Returns the records about which something is not settled yet, as "dataset/id". */
export async function unsettled(): Promise<Set<string>> {
  const open = (await readOutbox()).filter(
    (item) => item.state !== "received" || ["held", "waiting", "quarantined"].includes(item.standing ?? ""),
  );
  return new Set(open.flatMap(({ touches }) => touches));
}

/** Keeps an item as it is now. */
export async function keepItem(item: Item): Promise<void> {
  await database().put("outbox", item);
  changed("outbox");
}

/** Returns a file of an item. */
export async function fileOf(item: Item, name: string): Promise<Blob | null> {
  return (await database().get<StoredBlob>("blobs", [item.instance, name]))?.blob ?? null;
}

/**
 * Keeps the receipt of an item, and drops its files: the place confirmed that it has them all.
 * Without room for the receipt only the files go, and false is returned: the place will say it again.
 */
export async function settle(item: Item): Promise<boolean> {
  const kept = await database()
    .write(["outbox", "blobs"], (all) => {
      all.objectStore("outbox").put(item);
      all.objectStore("blobs").delete(owned(item.instance));
      return true;
    })
    .catch((error: unknown) => {
      if (!(error instanceof NoRoom)) throw error;
      return false;
    });
  if (!kept) await database().remove("blobs", owned(item.instance));
  changed("outbox");
  return kept;
}

/** Forgets receipts older than a month; `all` forgets every receipt, to make room. */
export async function forgetReceipts(every = false): Promise<void> {
  const limit = new Date(Date.now() - KEPT_DAYS * 24 * 3600_000).toISOString();
  const old = (await readOutbox()).filter(
    (item) => item.state === "received" && (every || (item.receipt?.received ?? item.finished) < limit),
  );
  if (!old.length) return;
  await database().write(["outbox"], (all) => {
    for (const item of old) all.objectStore("outbox").delete(item.seq);
  });
  changed("outbox");
}

/** Puts an item that was to look at back among those to send. */
export const retry = (item: Item): Promise<void> =>
  keepItem({ ...item, state: "finished", reason: "", told: "", tries: 0 });
