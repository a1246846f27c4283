// Requests to the place, with the key and nothing else of the browser.
import { changed } from "./changes";
import { state } from "./state";
import { shell, spoken } from "./words";

/** The place could not be reached, or did not answer as it should. */
export class Unreached extends Error {}

/** The key opens nothing any more. */
export class Revoked extends Error {}

interface Asked {
  method?: string;
  body?: FormData;
  headers?: Record<string, string>;
  /** Seconds before giving up. */
  patience?: number;
  key?: string;
}

/** Asks the place; throws Unreached without an answer, and Revoked on 401. */
export async function ask(path: string, asked: Asked = {}): Promise<Response> {
  const { method = "GET", body, headers = {}, patience = 30, key = state.key } = asked;
  if (state.cut) {
    heard(false);
    throw new Unreached("cut");
  }
  let answer: Response;
  try {
    answer = await fetch(new URL(path, new URL(shell.base, location.origin)), {
      method,
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(patience * 1000),
      headers: { Authorization: `Bearer ${key}`, "Accept-Language": spoken(), ...headers },
      ...(body ? { body } : {}),
    });
  } catch (error) {
    heard(false);
    throw new Unreached(String(error));
  }
  if (answer.status === 401) throw new Revoked();
  return answer;
}

/** Remembers whether the place answers, for the words at the top of the screen. */
export function heard(reached: boolean): void {
  if (reached) state.contact = new Date().toISOString();
  if (state.reached === reached) return;
  state.reached = reached;
  changed("network");
}

/** Reads JSON; a page of a captive portal is no answer of the place. */
export async function json<T>(answer: Response): Promise<T> {
  if (!/^application\/json\b/.test(answer.headers.get("Content-Type") ?? "")) {
    heard(false);
    throw new Unreached("not JSON");
  }
  try {
    return (await answer.json()) as T;
  } catch (error) {
    heard(false);
    throw new Unreached(String(error));
  }
}
