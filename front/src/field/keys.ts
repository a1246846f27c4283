// Keys, as people paste them and as addresses carry them.

/** Returns the key in what was pasted: the key alone, or the whole address that holds it. */
export const keyIn = (text: string): string => /[#&]key=([^&\s]+)/.exec(text)?.[1] ?? text;

/** Returns the key of this address, and takes it out of it: nobody reads it over a shoulder. */
export function keyOfAddress(): string | null {
  const key = /[#&]key=([^&]+)/.exec(location.hash)?.[1];
  return key ? decodeURIComponent(key) : null;
}
