// Where a form is: its name, its draft, the record that it is about, and the screen of it.
import { ready, recordOf } from "../records";
import { address } from "../router";
import type { About } from "../store/types";

const NOBODY = "-";

const named = (about: { dataset: string; id: string } | null | undefined): string =>
  about ? `${about.dataset}:${about.id}` : NOBODY;

/** Returns the address of a form that begins, about a record or not. */
export const begin = (form: string, about?: { dataset: string; id: string }): string =>
  address("form", form, crypto.randomUUID(), named(about));

/** Returns the address of a draft. */
export const resume = (form: string, id: string, about: About | null): string =>
  address("form", form, id, named(about));

/** Returns the record that an address is about. */
export async function aboutOf(part: string): Promise<About | null> {
  const [dataset, id] = part.split(":");
  if (!dataset || !id) return null;
  await ready();
  return { dataset, id, label: recordOf(dataset, id)?.label ?? "" };
}

/** Returns the place of a screen in its form, as addresses say it. */
export const short = (ref: string): string => ref.replace(/^\/[^/]+\//, "");
