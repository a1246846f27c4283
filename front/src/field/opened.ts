// The form that is open, if one is: it stays in memory while its screens follow one another.
import { Session } from "./session";
import type { About } from "./store/types";

let session: Session | null = null;
let release: (() => void) | null = null;

/** The lock that says, to every tab and to the service worker, that someone is writing. */
export const WRITING = "lieu-field-writing";

/** Opens a form, or goes on with it. */
export async function opened(form: string, id: string, about: About | null): Promise<Session> {
  if (session?.draft.id === id) return session;
  await closeForm();
  session = await Session.open(form, id, about);
  void navigator.locks.request(
    WRITING,
    { mode: "shared" },
    () => new Promise<void>((done) => (release = done)),
  );
  return session;
}

/** Closes the form; its answers are on the device. */
export async function closeForm(): Promise<void> {
  await session?.flush();
  session = null;
  release?.();
  release = null;
}

/** Writes what was typed, before the page goes. */
export const flushForm = (): void => void session?.flush();

/** Says whether what was typed could not be written: it is here only. */
export const isUnsaved = (): boolean => session?.full ?? false;
