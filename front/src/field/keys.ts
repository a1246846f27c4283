// Keys, as people paste them and as addresses carry them.
import { beAlone } from "./alone";

/** Returns the key in what was pasted: the key alone, or the whole address that holds it. */
export const keyIn = (text: string): string => /[#&]key=([^&\s]+)/.exec(text)?.[1] ?? text;

/** Returns the key of this address. One for this window alone leaves the device of the browser as it is. */
export function keyOfAddress(): string | null {
  if (/[#&]window=1/.test(location.hash)) beAlone();
  const key = /[#&]key=([^&]+)/.exec(location.hash)?.[1];
  return key ? decodeURIComponent(key) : null;
}
