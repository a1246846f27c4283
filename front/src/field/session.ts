// A form being filled in: every answer is kept on the device as soon as it is given.
import { engine } from "./engine";
import type { Answer, OpenForm, Question, Screen, Violation } from "./engine/types";
import { keyOf, readFile, readForm } from "./forms";
import { Lists, pathOf } from "./lists";
import { ready, recordOf } from "./records";
import { effects } from "./records/effects";
import { instanceOf, readEntities, readModel, type FormModel } from "./records/formxml";
import { datasetNamed, formNamed, round } from "./state";
import { NoRoom } from "./store/database";
import { finishDraft, readDraft, saveDraft } from "./store/drafts";
import type { About, Draft, Item, StoredForm } from "./store/types";
import { said, spoken } from "./words";

/** Milliseconds after the last key before what is typed is written. */
const PAUSE = 400;

/** The form did not come to the device yet. */
export class NoForm extends Error {}

export class Session {
  /** There is no room to write: what was typed stays here, on the screen. */
  full = false;
  /** Called when room is lacking, or found again. */
  onRoom: () => void = () => undefined;
  private hidden = new Set<string>();
  private timer = 0;
  private saving: Promise<void> = Promise.resolve();

  private constructor(
    readonly draft: Draft,
    private readonly stored: StoredForm,
    private readonly model: FormModel,
    private readonly lists: Lists,
    private form: OpenForm,
  ) {
    this.preset();
  }

  /** Opens a form on a draft, or on no answers when the draft is not there. */
  static async open(name: string, id: string, about: About | null): Promise<Session> {
    const [kept, module] = await Promise.all([readDraft(id), engine(), ready()]);
    const entry = formNamed(name);
    const hash = kept?.draft.hash ?? (entry ? keyOf(entry) : "");
    const stored = await readForm(hash);
    if (!stored) throw new NoForm(name);
    const model = readModel(stored.xml);
    const lists = new Lists(stored.entry, model);
    const now = new Date().toISOString();
    const blank: Draft = { id, form: name, hash, label: "", xml: "", about, begun: now, updated: now };
    const draft = kept?.draft ?? blank;
    if (draft.about) lists.name(draft.about.dataset, draft.about.id);
    lists.nameAll(draft.xml);
    const saved = kept ? { xml: draft.xml, files: kept.files } : undefined;
    const form = await module.openForm(opening(stored, lists, spoken(), saved));
    return new Session(draft, stored, model, lists, form);
  }

  get title(): string {
    return said(this.stored.entry.title);
  }

  get languages(): string[] {
    return this.form.languages;
  }

  get language(): string {
    return this.form.language;
  }

  set language(tag: string) {
    this.form.language = tag;
  }

  /** Returns a picture or a sound of the form. */
  media(name: string): Promise<Blob | null> {
    return readFile(this.stored, name);
  }

  /** Returns the screens, without what is known already. */
  screens(): Screen[] {
    if (!this.hidden.size) return this.form.screens();
    return this.form
      .screens()
      .map((screen) => ({
        ...screen,
        questions: screen.questions.filter(({ ref }) => !this.hidden.has(ref)),
      }))
      .filter(({ questions, repeats }) => questions.length || repeats.length);
  }

  /** Returns the dataset in which a question chooses a record, when the app searches it. */
  registerOf(ref: string): string | null {
    return this.lists.datasetOf(ref);
  }

  question(ref: string): Question | null {
    return this.form.question(ref);
  }

  /** Gives an answer, and keeps it. */
  set(ref: string, answer: Answer): void {
    this.form.set(ref, answer);
    this.saveSoon();
  }

  /** Chooses a record, which the form is opened again to know when its list was given in part. */
  async choose(ref: string, dataset: string, id: string): Promise<void> {
    if (this.lists.name(dataset, id)) {
      const saved = this.form.serialise();
      this.form = await (await engine()).openForm(opening(this.stored, this.lists, this.language, saved));
    }
    this.set(ref, id);
  }

  violations(refs?: string[]): Violation[] {
    return this.form.violations(refs).filter(({ ref }) => !this.hidden.has(ref));
  }

  addTo(repeat: string): string {
    const added = this.form.addTo(repeat);
    this.saveSoon();
    return added;
  }

  removeFrom(repeat: string, index: number): void {
    this.form.removeFrom(repeat, index);
    this.saveSoon();
  }

  /** Writes what was not yet; true once all of it is on the disk. */
  async flush(): Promise<boolean> {
    if (this.timer) {
      clearTimeout(this.timer);
      this.timer = 0;
      this.saving = this.saving.then(() => this.save());
    }
    await this.saving;
    return !this.full;
  }

  /** Finishes the answers: they are kept to be sent, with their effects. Throws NoRoom, or keeps all. */
  async finish(): Promise<void> {
    await this.flush();
    const { xml, files } = this.form.serialise();
    const now = new Date().toISOString();
    const written = effects(readEntities(this.model, xml), {
      known: recordOf,
      described: datasetNamed,
      organisation: round().device.organisation,
      now,
    });
    const item: Omit<Item, "seq"> = {
      instance: instanceOf(xml),
      form: this.stored.entry.name,
      title: this.stored.entry.title,
      label: this.draft.about?.label ?? written.find(({ label }) => label)?.label ?? "",
      finished: now,
      state: "finished",
      xml,
      files: files.map(({ name, type, size }) => ({ name, type, size, kept: false })),
      touches: written.map(({ dataset, id }) => `${dataset}/${id}`),
      tries: 0,
      standing: null,
      problems: [],
      receipt: null,
      signature: "",
      reason: "",
      told: "",
    };
    await finishDraft(this.draft.id, item, files, written);
  }

  private saveSoon(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.flush(), PAUSE);
  }

  /** Writes everything, now. */
  async save(): Promise<void> {
    const { xml, files } = this.form.serialise();
    const before = this.full;
    Object.assign(this.draft, { xml, label: this.named(xml), updated: new Date().toISOString() });
    try {
      await saveDraft(this.draft, files);
      this.full = false;
    } catch (error) {
      if (!(error instanceof NoRoom)) throw error;
      this.full = true;
    }
    if (this.full !== before) this.onRoom();
  }

  /** Who or what a draft is about, so that it is found again. */
  private named(xml: string): string {
    if (this.draft.about) return this.draft.about.label;
    return readEntities(this.model, xml).find(({ label }) => label)?.label ?? "";
  }

  /** Answers the question that chooses the record it all begins from, and those that lead to it. */
  private preset(): void {
    const { about } = this.draft;
    const path = about && this.lists.pathFor(about.dataset);
    if (!about || !path) return;
    for (const [ref, value] of leading(this.model, path)) {
      if (!this.form.question(ref)?.answer) this.form.set(ref, value);
      this.hidden.add(ref);
    }
    this.form.set(path, about.id);
    if (this.form.question(pathOf(path))?.answer === about.id) this.hidden.add(path);
    else this.hidden.clear();
  }
}

function opening(stored: StoredForm, lists: Lists, language: string, saved?: { xml: string; files: File[] }) {
  return {
    xml: stored.xml,
    file: async (name: string) => lists.content(name) ?? (await readFile(stored, name)),
    device: round().device.id,
    language,
    ...(saved ? { saved } : {}),
  };
}

const EQUALS = /^\s*(\/[\w/.-]+)\s*=\s*'([^']*)'\s*$/;

/** Returns the answers on which a question depends, when they are plain equalities. */
function leading(model: FormModel, path: string): [string, string][] {
  const names = path.split("/");
  const above = names.map((_name, index) => names.slice(0, index + 1).join("/"));
  return above.flatMap((each) =>
    (model.relevant.get(each) ?? "").split(/\band\b/).flatMap((rule): [string, string][] => {
      const [, ref, value] = EQUALS.exec(rule) ?? [];
      return ref && value !== undefined ? [[ref, value]] : [];
    }),
  );
}
