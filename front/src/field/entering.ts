// Taking a key: asking the place what it opens, and becoming that device.
import { changed } from "./changes";
import { fetchRound } from "./feed";
import { Revoked, Unreached } from "./http";
import { forget } from "./records";
import { askToPersist } from "./screens/install";
import { state } from "./state";
import { chooseDevice, currentDevice, databaseOf, log, moveInto } from "./store";
import type { Round } from "./protocol";

export type Entered = "opened" | "unreached" | "unknown";

/** Opens the place with a key, and becomes its device; what waited under a former key comes along. */
export async function enter(key: string): Promise<Entered> {
  try {
    const got = await fetchRound(key);
    if (!got) return "unreached";
    await become(got.round, got.etag, key);
    return "opened";
  } catch (error) {
    if (error instanceof Revoked) return "unknown";
    if (error instanceof Unreached) return "unreached";
    throw error;
  }
}

async function become(round: Round, etag: string, key: string): Promise<void> {
  const former = await currentDevice();
  const database = databaseOf(round.device.id);
  await database.write(["device"], (all) => {
    const device = all.objectStore("device");
    device.put(key, "key");
    device.put(round, "round");
    device.put(etag, "etag");
  });
  if (former && former !== round.device.id) await moveInto(databaseOf(former), database);
  chooseDevice(round.device.id);
  forget();
  Object.assign(state, {
    database,
    round,
    key,
    revoked: false,
    reached: true,
    contact: "",
  });
  await log(database, "key");
  // Some browsers ask the person, who answers when they like.
  void askToPersist();
}

/** Takes up the device that this browser was; false when it was none. */
export async function takeUp(): Promise<boolean> {
  const device = await currentDevice();
  if (!device) return false;
  const database = databaseOf(device);
  const [key, round, contact] = await Promise.all([
    database.get<string>("device", "key"),
    database.get<Round>("device", "round"),
    database.get<string>("device", "contact"),
  ]);
  if (!key || !round) return false;
  Object.assign(state, { database, round, key, contact: contact ?? "" });
  return true;
}

/** Forgets the device and all that it holds. */
export async function leaveDevice(): Promise<void> {
  await state.database?.drop();
  chooseDevice(null);
  forget();
  Object.assign(state, { database: null, round: null, key: "", revoked: false, contact: "" });
  changed("network");
}
