// The only sender of the device, whatever the number of tabs: in order, again and again, until received.
import { changed } from "./changes";
import { Revoked, Unreached } from "./http";
import type { Receipt } from "./protocol";
import { keepInMemory, ready, recordOf } from "./records";
import { withdrawn } from "./records/merge";
import { sendItem } from "./sending/post";
import { database, state } from "./state";
import { log } from "./store";
import { ifRoom, NoRoom } from "./store/database";
import { forgetReceipts, isWaiting, keepItem, readOutbox, retry, settle, unsettled } from "./store/outbox";
import type { Item, LocalRecord } from "./store/types";

const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 300_000;
const EVERY = 60_000;

let tries = 0;
let notBefore = 0;
let sending = false;
let again = 0;
let afterwards: (settled: number) => void = () => undefined;

/** Says whether something is being sent from this tab. */
export const isSending = (): boolean => sending;

function later(): void {
  // Devices that lost the network together do not come back together.
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries) * (0.5 + Math.random());
  tries += 1;
  notBefore = Date.now() + wait;
  clearTimeout(again);
  again = window.setTimeout(() => void send().then(afterwards), wait + 10);
}

/** Keeps how far an item is, if there is room for it: sending is what makes some. */
const note = (item: Item): Promise<void> => ifRoom(keepItem(item));

/** Keeps what the place said of an item; true once it has all of it, and that is kept. */
async function received(item: Item, told: Receipt): Promise<boolean> {
  const missing = new Set(told.missing);
  const files = item.files.map((file) => ({ ...file, kept: !missing.has(file.name) }));
  const { standing, problems, receipt, signature } = told;
  const next: Item = { ...item, files, standing, problems, receipt, signature };
  if (files.some(({ kept }) => !kept)) {
    await note({ ...next, state: "finished" });
    return false;
  }
  if (!(await settle({ ...next, state: "received" }))) return false;
  if (standing === "refused") await withdraw(next);
  await log(database(), "received", item.instance);
  return true;
}

/** What the place refused does not stay in the records of the device, unless more is on its way. */
async function withdraw(item: Item): Promise<void> {
  await ready();
  const open = await unsettled();
  const written: LocalRecord[] = [];
  const removed: LocalRecord[] = [];
  for (const key of item.touches.filter((each) => !open.has(each))) {
    const [dataset = "", id = ""] = key.split("/");
    const local = recordOf(dataset, id);
    if (!local || local.version === local.trunk) continue;
    const before = withdrawn(local);
    if (before) written.push(before);
    else removed.push(local);
  }
  await database().write(["records"], (all) => {
    for (const record of written) all.objectStore("records").put(record);
    for (const { dataset, id } of removed) all.objectStore("records").delete([dataset, id]);
  });
  keepInMemory(written, removed);
}

/** Sends one item: "settled" one way or another, "awaited" in part, or "stopped" with all that follow. */
async function sendOne(item: Item): Promise<"settled" | "awaited" | "stopped"> {
  await note({ ...item, state: "sending", tries: item.tries + 1 });
  let current: Item = { ...item, tries: item.tries + 1 };
  const answered = await sendItem(item, async (missing) => {
    const files = current.files.map((file) => ({ ...file, kept: !missing.includes(file.name) }));
    current = { ...current, files, state: "sending" };
    await note(current);
  }).catch(async (error: unknown) => {
    await note({ ...current, state: "finished" });
    throw error;
  });
  if (!answered) {
    await note({ ...current, state: "finished" });
    return "stopped";
  }
  if ("receipt" in answered) return (await received(current, answered.receipt)) ? "settled" : "awaited";
  await note({ ...current, state: "refused", reason: answered.reason, told: answered.told });
  await log(database(), "refused", `${item.instance} ${answered.reason}`);
  return "settled";
}

async function sendAll(): Promise<number> {
  let settled = 0;
  let whole = true;
  let last = 0;
  for (;;) {
    // Read again each time: what is finished meanwhile goes too.
    const item = (await readOutbox()).find((each) => isWaiting(each) && each.seq > last);
    if (!item) break;
    last = item.seq;
    const became = await sendOne(item);
    if (became === "settled") settled += 1;
    else whole = false;
    if (became === "stopped") break;
  }
  if (whole) tries = notBefore = 0;
  else later();
  return settled;
}

async function guarded(): Promise<number> {
  sending = true;
  changed("network");
  try {
    return await sendAll();
  } catch (error) {
    if (error instanceof Revoked) state.revoked = true;
    else if (error instanceof Unreached || error instanceof NoRoom) later();
    else throw error;
    return 0;
  } finally {
    sending = false;
    changed("network");
  }
}

/** Sends what waits, if no other tab does; returns how many items were settled. */
export async function send(): Promise<number> {
  if (!state.database || state.revoked || Date.now() < notBefore) return 0;
  const name = `${state.database.name}-sender`;
  return navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? guarded() : 0));
}

/** Sends at once: someone asks for it, or the network is back. */
export function sendNow(): Promise<number> {
  tries = 0;
  notBefore = 0;
  return send();
}

/** Sends again an item that was to look at. */
export async function sendAgain(item: Item): Promise<void> {
  await retry(item);
  await sendNow();
}

/** Sends whenever there is a reason to: the network, the screen, the minute. `after` what was settled. */
export function keepSending(after: (settled: number) => void): void {
  afterwards = after;
  const now = (): void => void sendNow().then(after);
  const maybe = (): void => void send().then(after);
  addEventListener("online", now);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") maybe();
  });
  setInterval(maybe, EVERY);
  if (state.database) void forgetReceipts().then(now);
}
