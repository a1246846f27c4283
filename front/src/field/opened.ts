// The form that is open, if one is: it stays in memory while its screens follow one another.
import { Session } from "./session";
import type { About } from "./store/types";

let session: Session | null = null;
/** Says that nobody writes here any more, and waits until every tab knows. */
let letGo: (() => Promise<void>) | null = null;
let last: Promise<unknown> = Promise.resolve();

/** The lock that says, to every tab and to the service worker, that someone is writing. */
export const WRITING = "lieu-field-writing";

/** One at a time: two screens that are drawn at once open one form, once. */
function inTurn<T>(act: () => Promise<T>): Promise<T> {
  const done = last.then(act);
  last = done.catch(() => undefined);
  return done;
}

function hold(): Promise<void> {
  return new Promise((granted) => {
    const held = navigator.locks.request(WRITING, { mode: "shared" }, async () => {
      await new Promise<void>((done) => {
        letGo = async () => {
          done();
          await held;
        };
        granted();
      });
    });
  });
}

async function close(): Promise<void> {
  await session?.flush();
  session = null;
  await letGo?.();
  letGo = null;
}

/** Opens a form, or goes on with it. */
export const opened = (form: string, id: string, about: About | null): Promise<Session> =>
  inTurn(async () => {
    if (session?.draft.id === id) return session;
    await close();
    session = await Session.open(form, id, about);
    await hold();
    return session;
  });

/** Closes the form; its answers are on the device. */
export const closeForm = (): Promise<void> => inTurn(close);

/** Writes what was typed, before the page goes. */
export const flushForm = (): void => void session?.flush();

/** Says whether what was typed could not be written: it is here only. */
export const isUnsaved = (): boolean => session?.full ?? false;
