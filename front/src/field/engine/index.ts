// The only door to @getodk/xforms-engine: a bundle of its own, read when a form is opened.
import { constants, loadForm } from "@getodk/xforms-engine";
import type {
  AnyNode,
  FormLanguage,
  InstanceData,
  RepeatRangeUncontrolledNode,
  RootNode,
} from "@getodk/xforms-engine";
import { isControl, questionOf, write } from "./nodes";
import { byReference, screensOf } from "./screens";
import type { Answer, OpenForm, Opening, Question, Screen, Violation } from "./types";

const INSTANCE = "xml_submission_file";

/** Returns the tag of a language that a workbook names "English (en)". */
const tagOf = (language: string): string => /\(([\w-]+)\)\s*$/.exec(language)?.[1] ?? language;

function fileName({ basename, extension }: { basename: string; extension: string | null }): string {
  const mark = crypto.randomUUID().slice(0, 8);
  const stem = basename
    .normalize("NFKD")
    .replace(/[^\w-]+/g, "-")
    .slice(0, 40);
  return `${stem}-${mark}${extension ?? ""}`.toLowerCase();
}

async function answerFor(opening: Opening, source: URL): Promise<Response> {
  const name = decodeURIComponent(source.href.replace(/^.*\//, ""));
  const file = await opening.file(name);
  if (file === null) return new Response(null, { status: 404 });
  const type = name.endsWith(".csv") ? { "Content-Type": "text/csv" } : undefined;
  return new Response(file, type && { headers: type });
}

function saved(xml: string, files: File[]): InstanceData {
  const data = new FormData();
  data.set(INSTANCE, new File([xml], INSTANCE, { type: constants.INSTANCE_FILE_TYPE }));
  for (const file of files) data.set(file.name, file);
  return data as unknown as InstanceData;
}

class Opened implements OpenForm {
  readonly languages: string[];
  private readonly malformed = new Map<string, Violation["code"]>();

  constructor(
    private readonly root: RootNode,
    language: string,
  ) {
    this.languages = root.languages.map((each) => tagOf(each.language)).filter(Boolean);
    this.language = language;
  }

  get language(): string {
    return tagOf(this.root.currentState.activeLanguage.language);
  }

  set language(tag: string) {
    const found = this.root.languages.find((each) => tagOf(each.language) === tag);
    if (found) this.root.setLanguage(found as FormLanguage);
  }

  screens(): Screen[] {
    return screensOf(this.root);
  }

  question(ref: string): Question | null {
    const node = this.node(ref);
    return node && isControl(node) ? questionOf(node) : null;
  }

  set(ref: string, answer: Answer): void {
    const node = this.node(ref);
    if (!node || !isControl(node) || node.currentState.readonly) return;
    const wrong = write(node, answer);
    if (wrong) this.malformed.set(ref, wrong);
    else this.malformed.delete(ref);
  }

  isRelevant(ref: string): boolean {
    return this.node(ref)?.currentState.relevant ?? false;
  }

  violations(refs?: string[]): Violation[] {
    const found: Violation[] = [];
    for (const [ref, code] of this.malformed) {
      if (this.isRelevant(ref)) found.push({ ref, code, text: "" });
    }
    for (const { reference, violation } of this.root.validationState.violations) {
      if (this.malformed.has(reference)) continue;
      found.push({ ref: reference, code: violation.condition, text: violation.message?.asString ?? "" });
    }
    return refs ? found.filter((each) => refs.includes(each.ref)) : found;
  }

  addTo(repeat: string): string {
    const node = this.node(repeat) as RepeatRangeUncontrolledNode;
    node.addInstances();
    return node.currentState.children.at(-1)?.currentState.reference ?? repeat;
  }

  removeFrom(repeat: string, index: number): void {
    (this.node(repeat) as RepeatRangeUncontrolledNode).removeInstances(index);
  }

  serialise(): { xml: string; files: File[] } {
    const files: File[] = [];
    for (const node of byReference(this.root).values()) {
      if (node.nodeType !== "upload" || !node.currentState.relevant) continue;
      const { value, instanceValue } = node.currentState;
      if (value) files.push(new File([value], instanceValue, { type: value.type }));
    }
    return { xml: this.root.instanceState.instanceXML, files };
  }

  private node(ref: string): AnyNode | undefined {
    return byReference(this.root).get(ref);
  }
}

/** Opens a form on no answers, or on those that were saved. */
export async function openForm(opening: Opening): Promise<OpenForm> {
  const form = await loadForm(opening.xml, {
    fetchFormAttachment: (source) => answerFor(opening, source),
    missingResourceBehavior: constants.MISSING_RESOURCE_BEHAVIOR.BLANK,
  });
  if (form.status === "failure") throw form.error;
  const config = {
    instanceAttachments: { fileNameFactory: fileName },
    preloadProperties: { deviceID: opening.device },
  };
  const instance = opening.saved
    ? await form.restoreInstance({ data: [saved(opening.saved.xml, opening.saved.files)] }, config)
    : form.createInstance(config);
  return new Opened(instance.root, opening.language);
}
