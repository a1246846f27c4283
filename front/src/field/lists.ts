// Lists of entities for forms. A long one is given to the engine in part: it reads each item of it.
import type { FormModel, ListQuestion } from "./records/formxml";
import { listOf, recordsOf } from "./records";
import type { FormEntry } from "./protocol";

/** Beyond this many records, a form is given those that it names. */
const SHORT = 300;

/** The path of a question in the form, whatever the instances of the repeats it is in. */
export const pathOf = (ref: string): string => ref.replace(/\[\d+\]/g, "");

export class Lists {
  private readonly named = new Set<string>();

  constructor(
    private readonly entry: FormEntry,
    private readonly model: FormModel,
  ) {}

  /** Returns the dataset whose whole list a question offers, when the app can search it by itself. */
  datasetOf(ref: string): string | null {
    const question = this.questionAt(pathOf(ref));
    return question && !question.filtered ? this.dataset(question.file) : null;
  }

  /** Returns the path of the question that chooses a record of a dataset. */
  pathFor(dataset: string): string | null {
    return this.model.lists.find(({ file }) => this.dataset(file) === dataset)?.path ?? null;
  }

  /** Names a record that the form must know; false when it knows it already. */
  name(dataset: string, id: string): boolean {
    if (!this.isPartial(dataset) || this.named.has(id)) return false;
    this.named.add(id);
    return true;
  }

  /** Names every record that answers speak of. */
  nameAll(xml: string): void {
    for (const [id] of xml.matchAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g)) this.named.add(id);
  }

  /** Returns the content of a list; null when the file is none. */
  content(file: string): string | null {
    const dataset = this.dataset(file);
    if (!dataset) return null;
    return listOf(dataset, this.isPartial(dataset) ? this.named : undefined);
  }

  private isPartial(dataset: string): boolean {
    const file = this.entry.lists.find((each) => each.dataset === dataset)?.name;
    return Boolean(file && this.model.plain.has(file) && recordsOf(dataset).length > SHORT);
  }

  private dataset(file: string): string | null {
    return this.entry.lists.find((each) => each.name === file)?.dataset ?? null;
  }

  private questionAt(path: string): ListQuestion | undefined {
    return this.model.lists.find((each) => each.path === path);
  }
}
