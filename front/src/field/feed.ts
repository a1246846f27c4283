// What comes from the place: what the device may do, its forms, and the records that changed.
import { changed } from "./changes";
import { pullForms } from "./forms";
import { ask, heard, json, Revoked, Unreached } from "./http";
import { freshLatest } from "./latest";
import type { RecordsPage, Round } from "./protocol";
import { keepInMemory, ready, recordOf, recordsOf } from "./records";
import { merge } from "./records/merge";
import { database, state } from "./state";
import { log } from "./store";
import { ifRoom } from "./store/database";
import { unsettled } from "./store/outbox";
import type { LocalRecord } from "./store/types";

/** Where the list of a dataset was left; `seen` while a whole new list is being read. */
interface Cursor {
  next: string;
  seen: string[] | null;
}

/** Asks what the device is and may do; null when nothing changed. */
export async function fetchRound(key: string, etag = ""): Promise<{ round: Round; etag: string } | null> {
  const got = await ask("round.json", { key, headers: etag ? { "If-None-Match": etag } : {} });
  if (got.status === 304) return null;
  if (got.status === 403) throw new Revoked();
  if (got.status !== 200) throw new Unreached(`round.json ${got.status}`);
  return { round: await json<Round>(got), etag: got.headers.get("ETag") ?? "" };
}

async function pullRound(): Promise<Round> {
  const etag = (await database().get<string>("device", "etag")) ?? "";
  const got = await fetchRound(state.key, state.round ? etag : "");
  heard(true);
  if (!got) return state.round as Round;
  await database().write(["device"], (all) => {
    all.objectStore("device").put(got.round, "round");
    all.objectStore("device").put(got.etag, "etag");
  });
  state.round = got.round;
  changed("round");
  return got.round;
}

interface Written {
  kept: LocalRecord[];
  dropped: LocalRecord[];
}

function mergePage(dataset: string, page: RecordsPage, awaited: Set<string>): Written {
  const open = (id: string): boolean => awaited.has(`${dataset}/${id}`);
  const kept = page.records.map((sent) => merge(dataset, sent, recordOf(dataset, sent.id), open(sent.id)));
  const dropped: LocalRecord[] = [];
  for (const id of page.gone) {
    const local = recordOf(dataset, id);
    if (local) (open(id) ? kept : dropped).push({ ...local, gone: true });
  }
  return { kept, dropped };
}

/** What a whole new list does not name is forgotten, unless something about it is to be sent. */
function unseen(dataset: string, seen: string[], awaited: Set<string>): Written {
  const named = new Set(seen);
  const left = recordsOf(dataset).filter(({ id }) => !named.has(id));
  const isOpen = ({ id }: LocalRecord): boolean => awaited.has(`${dataset}/${id}`);
  return {
    kept: left.filter(isOpen).map((record) => ({ ...record, gone: record.trunk !== null })),
    dropped: left.filter((record) => !isOpen(record)),
  };
}

async function pullPage(dataset: string): Promise<boolean> {
  const key = `cursor:${dataset}`;
  const before = await database().get<Cursor>("device", key);
  const since = before ? `?since=${encodeURIComponent(before.next)}` : "";
  const got = await ask(`records/${encodeURIComponent(dataset)}.json${since}`);
  if (got.status !== 200) throw new Unreached(`records ${got.status}`);
  const page = await json<RecordsPage>(got);
  const awaited = await unsettled();
  const whole = page.reset ? [] : (before?.seen ?? null);
  const seen = whole && [...whole, ...page.records.map(({ id }) => id)];
  const { kept, dropped } = mergePage(dataset, page, awaited);
  if (seen && !page.more) {
    const rest = unseen(dataset, seen, awaited);
    kept.push(...rest.kept);
    dropped.push(...rest.dropped);
  }
  const cursor: Cursor = { next: page.next, seen: page.more ? seen : null };
  await database().write(["records", "device"], (all) => {
    for (const record of kept) all.objectStore("records").put(record);
    for (const { id } of dropped) all.objectStore("records").delete([dataset, id]);
    all.objectStore("device").put(cursor, key);
  });
  keepInMemory(kept, dropped);
  return page.more;
}

/** Records that the place forgot while something about them was to be sent. */
async function dropGone(dataset: string): Promise<void> {
  const awaited = await unsettled();
  const gone = recordsOf(dataset).filter((record) => record.gone && !awaited.has(`${dataset}/${record.id}`));
  if (!gone.length) return;
  await database().write(["records"], (all) => {
    for (const { id } of gone) all.objectStore("records").delete([dataset, id]);
  });
  keepInMemory([], gone);
}

/** A register that the role reads no more leaves the device. */
async function dropRegisters(round: Round): Promise<void> {
  const named = new Set(round.datasets.map(({ name }) => name));
  const all = await database().all<LocalRecord>("records");
  const awaited = await unsettled();
  const gone = all.filter(({ dataset, id }) => !named.has(dataset) && !awaited.has(`${dataset}/${id}`));
  if (!gone.length) return;
  await database().write(["records", "device"], (stores) => {
    for (const { dataset, id } of gone) stores.objectStore("records").delete([dataset, id]);
    for (const { dataset } of gone) stores.objectStore("device").delete(`cursor:${dataset}`);
  });
  keepInMemory([], gone);
}

async function pullAll(): Promise<void> {
  const round = await pullRound();
  await ready();
  // A form that does not come keeps no record from coming.
  const forms = await pullForms(round).catch((error: unknown) => error);
  for (const { name } of round.datasets) {
    while (await pullPage(name));
    await dropGone(name);
  }
  await dropRegisters(round);
  await freshLatest();
  state.contact = new Date().toISOString();
  await ifRoom(database().put("device", state.contact, "contact"));
  changed("records");
  changed("network");
  if (forms) throw forms;
}

let running: Promise<boolean> | null = null;

async function guarded(): Promise<boolean> {
  try {
    await navigator.locks.request(`${database().name}-feed`, pullAll);
    return true;
  } catch (error) {
    if (error instanceof Revoked) {
      state.revoked = true;
      changed("network");
    } else if (!(error instanceof Unreached)) await log(database(), "feed", String(error));
    return false;
  }
}

/** Brings what changed; false when the place was not reached. One at a time. */
export function pull(): Promise<boolean> {
  if (!state.database || state.revoked) return Promise.resolve(false);
  running ??= guarded().finally(() => (running = null));
  return running;
}
