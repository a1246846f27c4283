// A form, one question at a time. Every answer is kept; what the form asks is drawn again only where it changed.
import { announce, button, h, notice } from "../dom";
import type { Screen, Violation } from "../engine/types";
import { hush, listenButton } from "../listen";
import { closeForm, opened } from "../opened";
import { address, draw, go } from "../router";
import { NoForm, type Session } from "../session";
import { database } from "../state";
import { log } from "../store";
import { NoRoom } from "../store/database";
import { t } from "../words";
import type { View } from "../view";
import { field } from "./field";
import { finished, flash } from "./flash";
import { aboutOf, short } from "./formaddress";
import { noRoom, sentence, stepper, summary, tongues } from "./formtop";
import { repeatPart } from "./repeats";

/** Shows a screen of a form, which opens on its first one. */
export async function formScreen(parts: string[]): Promise<View | null> {
  const [form = "", id = "", about = "", ref] = parts;
  try {
    const session = await opened(form, id, await aboutOf(about));
    return new FormView(session, [form, id, about], ref).view();
  } catch (error) {
    await log(database(), "form", `${form} ${String(error)}`);
    return failed(error);
  }
}

function failed(error: unknown): View {
  const why = error instanceof NoForm ? t("form.not_here") : t("form.not_opened");
  const home = h("a", { href: "#/", class: "button" }, t("home.back"));
  return {
    title: t("form.failed"),
    body: [h("h1", {}, t("form.failed")), notice("error", why), h("p", {}, home)],
    update: (change) => change === "records" && void draw(false),
  };
}

class FormView {
  private screens: Screen[] = [];
  private index = 0;
  private errors: Violation[] = [];
  private readonly fields = new Map<string, { seen: string; element: HTMLElement }>();
  private readonly questions = h("div", { class: "questions" });
  private readonly top = h("div", {});
  private readonly saying = h("div", { class: "saying" });
  private readonly main = button("", () => void this.next(), { kind: "main big" });
  private readonly early = button(t("form.save_now"), () => void this.finish());

  constructor(
    private readonly session: Session,
    private readonly path: string[],
    ref: string | undefined,
  ) {
    this.screens = session.screens();
    const found = this.screens.findIndex((screen) => short(screen.ref) === ref);
    this.index = Math.max(0, found);
    this.errors = pending.get(session)?.filter((each) => this.asks(each.ref)) ?? [];
    pending.delete(session);
  }

  view(): View {
    this.session.onRoom = () => this.drawTop();
    this.drawTop();
    this.drawQuestions();
    this.drawFoot();
    const later = button(t("form.later"), () => void this.later(), { kind: "link" });
    const foot = [h("div", { class: "pair" }, this.early, this.main), h("p", { class: "foot-links" }, later)];
    const body = [this.top, this.questions, this.saying];
    if (this.errors.length)
      queueMicrotask(() => this.top.querySelector<HTMLElement>(".summary-errors")?.focus());
    return { title: this.heading(), body, foot, leave: () => this.leave() };
  }

  private get screen(): Screen {
    return this.screens[this.index] ?? { ref: "", section: "", title: null, questions: [], repeats: [] };
  }

  private get alone(): boolean {
    return this.screen.questions.length === 1 && !this.screen.title && !this.screen.repeats.length;
  }

  private heading(): string {
    const { title, questions, section } = this.screen;
    const text = title?.text || (this.alone ? questions[0]?.label.text : "") || section || this.session.title;
    return this.errors.length ? `${t("form.error")} ${text}` : text;
  }

  private asks(ref: string): boolean {
    return this.screen.questions.some((question) => question.ref === ref);
  }

  private drawTop(): void {
    const choose = (tag: string): void => {
      this.session.language = tag;
      this.redraw();
    };
    const step = stepper(this.screen.section, this.index + 1, this.screens.length, (event) =>
      this.back(event),
    );
    const room = noRoom(this.session, () => this.session.save());
    this.top.replaceChildren(step, ...tongues(this.session, choose), ...summary(this.errors, this.session), ...room);
  }

  private drawQuestions(): void {
    const nodes: Node[] = [];
    const { title, questions, repeats, section } = this.screen;
    if (!this.alone) nodes.push(h("h1", {}, title?.text || section || this.session.title));
    const kept = new Map(this.fields);
    this.fields.clear();
    let instance = "";
    for (const question of questions) {
      const part = question.repeat && `${question.repeat.range}[${question.repeat.index}]`;
      if (part && part !== instance)
        nodes.push(...repeatPart(question.repeat!, (range, index) => this.remove(range, index)));
      instance = part ?? "";
      const seen = JSON.stringify({ ...question, answer: null });
      const former = kept.get(question.ref);
      const element = former?.seen === seen ? former.element : this.field(question.ref);
      this.fields.set(question.ref, { seen, element });
      nodes.push(element);
    }
    for (const repeat of repeats) {
      const word = t("form.add", { label: repeat.label || title?.text || "" });
      const count =
        this.alone || questions.length
          ? null
          : h("p", { class: "lead" }, t("form.so_far", { count: repeat.count }));
      nodes.push(
        ...[count, button(word, () => this.add(repeat.ref), { icon: "plus" })].filter(
          (each) => each !== null,
        ),
      );
    }
    replace(this.questions, nodes);
    const listen = questions.length ? listenButton(this.session, questions, this.questions) : null;
    this.saying.replaceChildren(...(listen ? [listen] : []));
  }

  private field(ref: string): HTMLElement {
    const question = this.session.question(ref);
    if (!question) return h("div", {});
    const wrong = this.errors.find((each) => each.ref === ref);
    return field({
      session: this.session,
      question,
      alone: this.alone,
      error: wrong ? sentence(wrong) : "",
      set: (answer) => {
        this.session.set(ref, answer);
        this.refresh();
      },
      again: () => {
        this.fields.delete(ref);
        this.refresh();
        this.fields.get(ref)?.element.querySelector<HTMLElement>("input, button, select, textarea")?.focus();
      },
    });
  }

  /** After an answer: what it made appear, change or vanish, and nothing else. */
  private refresh(): void {
    const { ref } = this.screen;
    this.screens = this.session.screens();
    this.index = Math.max(
      0,
      this.screens.findIndex((screen) => screen.ref === ref),
    );
    this.drawQuestions();
    this.drawFoot();
  }

  private drawFoot(): void {
    const last = this.index === this.screens.length - 1;
    this.main.querySelector("span")?.replaceChildren(last ? t("form.save") : t("form.continue"));
    this.early.hidden = last || this.session.violations().length > 0;
  }

  private redraw(): void {
    this.fields.clear();
    this.screens = this.session.screens();
    this.drawTop();
    this.drawQuestions();
    this.drawFoot();
  }

  private refuse(errors: Violation[]): void {
    this.errors = errors;
    this.redraw();
    const mark = `${t("form.error")} `;
    if (!document.title.startsWith(mark)) document.title = mark + document.title;
    this.top.querySelector<HTMLElement>(".summary-errors")?.focus();
  }

  private async next(): Promise<void> {
    const wrong = this.session.violations(this.screen.questions.map(({ ref }) => ref));
    if (wrong.length) return this.refuse(wrong);
    this.errors = [];
    const following = this.screens[this.index + 1];
    if (following) go(address("form", ...this.path, short(following.ref)));
    else await this.finish();
  }

  private back(event: Event): void {
    event.preventDefault();
    const before = this.screens[this.index - 1];
    if (before) go(address("form", ...this.path, short(before.ref)));
    else go("#/");
  }

  private async later(): Promise<void> {
    if (await this.session.flush()) {
      flash("success", t("form.kept"));
      go("#/");
    } else this.drawTop();
  }

  private async finish(): Promise<void> {
    const wrong = this.session.violations();
    const first =
      wrong[0] && this.screens.find(({ questions }) => questions.some(({ ref }) => ref === wrong[0]?.ref));
    if (first && first.ref !== this.screen.ref) {
      pending.set(this.session, wrong);
      return go(address("form", ...this.path, short(first.ref)));
    }
    if (first) return this.refuse(wrong.filter(({ ref }) => this.asks(ref)));
    this.main.disabled = true;
    try {
      await this.session.finish();
    } catch (error) {
      this.main.disabled = false;
      if (!(error instanceof NoRoom)) throw error;
      this.session.full = true;
      return this.drawTop();
    }
    await closeForm();
    finished();
    go("#/");
  }

  private add(range: string): void {
    const added = this.session.addTo(range);
    const screens = this.session.screens();
    const first = screens.find(({ ref }) => ref === added || ref.startsWith(`${added}/`));
    if (first && first.ref !== this.screen.ref && !this.screen.questions.length)
      return go(address("form", ...this.path, short(first.ref)));
    this.refresh();
  }

  private remove(range: string, index: number): void {
    this.session.removeFrom(range, index);
    this.fields.clear();
    this.refresh();
    announce(t("form.removed"));
  }

  private async leave(): Promise<void> {
    hush();
    await this.session.flush();
    if (!location.hash.startsWith(address("form", ...this.path.slice(0, 2)))) await closeForm();
  }
}

/** What is wrong on a screen to which someone is sent. */
const pending = new WeakMap<Session, Violation[]>();

/** Puts elements in order without taking out those that stay: the field being typed in keeps its focus. */
function replace(holder: HTMLElement, nodes: Node[]): void {
  for (const child of [...holder.childNodes]) if (!nodes.includes(child)) child.remove();
  nodes.forEach((node, index) => {
    if (holder.childNodes[index] !== node) holder.insertBefore(node, holder.childNodes[index] ?? null);
  });
}
