// The forms of the device, with their pictures, sounds and lists of choices.
import { ask, Unreached } from "./http";
import type { FormEntry, Round } from "./protocol";
import { database } from "./state";
import { answer } from "./store/database";
import type { Draft, StoredFile, StoredForm } from "./store/types";

async function fetched(url: string): Promise<Response> {
  const got = await ask(url);
  if (!got.ok || /^text\/html\b/.test(got.headers.get("Content-Type") ?? "")) throw new Unreached(url);
  return got;
}

/** Fetches what is new of a form, and keeps it only whole. */
async function pullForm(entry: FormEntry, files: Set<string>): Promise<void> {
  const xml = await (await fetched(entry.url)).text();
  const fresh: StoredFile[] = [];
  for (const { hash, url } of entry.files.filter((file) => !files.has(file.hash)))
    fresh.push({ hash, blob: await (await fetched(url)).blob() });
  await database().write(["forms", "files"], (all) => {
    for (const file of fresh) all.objectStore("files").put(file);
    all.objectStore("forms").put({ hash: keyOf(entry), xml, entry } satisfies StoredForm);
  });
  for (const { hash } of fresh) files.add(hash);
}

/** A form is another one when one of its files is. */
export const keyOf = (entry: FormEntry): string =>
  [entry.name, entry.hash, ...entry.files.map(({ hash }) => hash)].join(" ");

/** Fetches the forms of a round that the device does not have, and forgets those that no draft needs. */
export async function pullForms(round: Round): Promise<null> {
  const there = await database().read(["forms", "files"], async (all) => ({
    forms: (await answer(all.objectStore("forms").getAllKeys())) as string[],
    files: (await answer(all.objectStore("files").getAllKeys())) as string[],
  }));
  const files = new Set(there.files);
  for (const entry of round.forms) if (!there.forms.includes(keyOf(entry))) await pullForm(entry, files);
  await forgetForms(round);
  return null;
}

async function forgetForms(round: Round): Promise<void> {
  const drafts = await database().all<Draft>("drafts");
  const needed = new Set([...round.forms.map(keyOf), ...drafts.map(({ hash }) => hash)]);
  await database().write(["forms", "files"], async (all) => {
    const forms = await answer<StoredForm[]>(all.objectStore("forms").getAll());
    const files = new Set<string>();
    for (const form of forms) {
      if (!needed.has(form.hash)) all.objectStore("forms").delete(form.hash);
      else for (const { hash } of form.entry.files) files.add(hash);
    }
    const keys = await answer(all.objectStore("files").getAllKeys());
    for (const key of keys) if (!files.has(String(key))) all.objectStore("files").delete(key);
  });
}

/** Returns a form as it was kept; undefined when it has not come yet. */
export const readForm = (hash: string): Promise<StoredForm | undefined> =>
  database().get<StoredForm>("forms", hash);

/** Returns a file of a form by its name. */
export async function readFile(form: StoredForm, name: string): Promise<Blob | null> {
  const file = form.entry.files.find((each) => each.name === name);
  return file ? ((await database().get<StoredFile>("files", file.hash))?.blob ?? null) : null;
}
