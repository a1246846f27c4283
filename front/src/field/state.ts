// What the app holds while it runs. `database` and `round` are there once a key was accepted.
import type { DatasetEntry, FormEntry, Round } from "./protocol";
import type { Database } from "./store/database";

interface State {
  database: Database | null;
  round: Round | null;
  key: string;
  /** The place said that the key opens nothing any more. */
  revoked: boolean;
  /** The last exchange with the place succeeded. */
  reached: boolean;
  contact: string;
  /** In a trial: whoever holds this tablet cut its network. */
  cut: boolean;
}

export const state: State = {
  database: null,
  round: null,
  key: "",
  revoked: false,
  reached: true,
  contact: "",
  cut: false,
};

/** Returns the database; a screen that needs it is never shown without. */
export function database(): Database {
  if (!state.database) throw new Error("no device yet");
  return state.database;
}

/** Returns what the device may do. */
export function round(): Round {
  if (!state.round) throw new Error("no round yet");
  return state.round;
}

export const formNamed = (name: string): FormEntry | undefined =>
  state.round?.forms.find((each) => each.name === name);

export const datasetNamed = (name: string): DatasetEntry | undefined =>
  state.round?.datasets.find((each) => each.name === name);
