// Search over what is in memory: each record has its words folded once.

const MARKS = /\p{M}+/gu;
const GAPS = /[^\p{L}\p{N}]+/gu;

/** Returns a text without accents nor capitals, its words apart by one space. */
export const fold = (text: string): string =>
  text.normalize("NFD").replace(MARKS, "").toLowerCase().replace(GAPS, " ").trim();

export interface Folded<T> {
  item: T;
  /** The words, each after a space: a term is looked for at the beginning of words. */
  words: string;
}

/** Returns what an item is found by. */
export const folded = <T>(item: T, text: string): Folded<T> => ({ item, words: ` ${fold(text)}` });

/** Returns the items that have a word beginning with each term; those that begin with the first come first. */
export function find<T>(all: Iterable<Folded<T>>, query: string): T[] {
  const terms = fold(query)
    .split(" ")
    .filter(Boolean)
    .map((term) => ` ${term}`);
  const first: T[] = [];
  const rest: T[] = [];
  for (const { item, words } of all) {
    if (!terms.every((term) => words.includes(term))) continue;
    if (terms[0] && !words.startsWith(terms[0])) rest.push(item);
    else first.push(item);
  }
  return first.concat(rest);
}
