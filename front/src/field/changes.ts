// Tells every part of the app, in every tab, that something it shows may have changed.
export type Change = "outbox" | "records" | "round" | "network" | "version";

type Listener = (change: Change, elsewhere: boolean) => void;

const listeners = new Set<Listener>();
const channel = new BroadcastChannel("lieu-field");

channel.onmessage = ({ data }: MessageEvent<Change>) => tell(data, true);

function tell(change: Change, elsewhere: boolean): void {
  for (const listener of [...listeners]) listener(change, elsewhere);
}

/** Says that something changed, here and in the other tabs. */
export function changed(change: Change): void {
  tell(change, false);
  channel.postMessage(change);
}

/** Listens until the function returned is called. */
export function onChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
