// What is begun, what waits, what is to look at, what was received.
import { backLink, button, empty, h, linkButton, notice, type Child } from "../dom";
import { pull } from "../feed";
import { draw } from "../router";
import { isSending, sendAgain, sendNow } from "../sending";
import { formNamed, state } from "../state";
import { deleteDraft, readDrafts } from "../store/drafts";
import { forgetReceipts, isWaiting, readOutbox } from "../store/outbox";
import type { Draft, Item } from "../store/types";
import type { View } from "../view";
import { moment, said, t } from "../words";
import { resume } from "./formaddress";

/** The draft whose deletion is asked; asked in its row, not over the page. */
let deleting: string | null = null;

function section(title: string, rows: HTMLElement[]): Node[] {
  if (!rows.length) return [];
  return [h("section", {}, h("h2", {}, title), h("ul", { class: "rows", role: "list" }, rows))];
}

/** Names a row by what it is about, and says under it what it is and when. */
function head(title: string, label: string, when: string): Node[] {
  const facts = label ? [title, when].filter(Boolean).join(" · ") : when;
  return [h("h3", {}, label || title), h("p", { class: "facts soft" }, facts)];
}

function draftRow({ id, form, label, about, updated }: Draft): HTMLElement {
  const kind = said(formNamed(form)?.title) || form;
  const title = label || kind;
  const ask = (value: string | null): void => {
    deleting = value;
    void draw(false);
  };
  const remove = (): void => void deleteDraft(id).then(() => ask(null));
  const actions =
    deleting === id
      ? [
          h("p", { role: "alert" }, t("outbox.delete_sure")),
          h(
            "p",
            { class: "cluster" },
            button(t("outbox.delete"), remove, { kind: "danger", hidden: title }),
            button(t("outbox.keep"), () => ask(null), { hidden: title }),
          ),
        ]
      : [
          h(
            "p",
            { class: "cluster" },
            linkButton(t("outbox.open"), resume(form, id, about)),
            button(t("outbox.delete_ask"), () => ask(id), { kind: "link", hidden: title }),
          ),
        ];
  return h("li", {}, head(kind, label, t("outbox.begun", { when: moment(updated) })), actions);
}

function stateOf(item: Item): string {
  if (item.state === "sending") return t("outbox.sending");
  const missing = item.files.filter(({ kept }) => !kept).length;
  if (item.receipt && missing) return t("outbox.missing", { count: missing });
  return item.tries ? t("outbox.tried", { count: item.tries }) : t("outbox.waiting");
}

const headOf = (item: Item): Node[] =>
  head(said(item.title), item.label, t("outbox.finished", { when: moment(item.finished) }));

function waitingRow(item: Item): HTMLElement {
  const files = item.files.length
    ? h("p", { class: "soft" }, t("outbox.files", { count: item.files.length }))
    : null;
  return h("li", {}, headOf(item), h("p", {}, stateOf(item)), files);
}

function refusedRow(item: Item): HTMLElement {
  const again = button(t("outbox.again"), () => void sendAgain(item), {
    icon: "refresh",
    hidden: item.label,
  });
  return h(
    "li",
    {},
    headOf(item),
    h("p", {}, t(`reason.${item.reason}`)),
    item.told && h("p", {}, t("outbox.told", { text: item.told })),
    h("p", {}, again),
  );
}

function receivedRow(item: Item): HTMLElement {
  const when = t("outbox.received_at", { when: moment(item.receipt?.received ?? item.finished) });
  const standing =
    item.standing && item.standing !== "applied" ? h("p", {}, t(`standing.${item.standing}`)) : null;
  const problems = item.problems.map(({ question, text }) =>
    h("li", {}, [question, text].filter(Boolean).join(" : ")),
  );
  return h(
    "li",
    {},
    head(said(item.title), item.label, when),
    standing,
    problems.length ? h("ul", {}, problems) : null,
    item.receipt &&
      h("p", { class: "small soft" }, t("outbox.receipt", { code: item.receipt.sha256.slice(0, 12) })),
  );
}

async function sendAndPull(): Promise<void> {
  await sendNow();
  await pull();
  await draw(false);
}

function above(nothing: boolean): Child[] {
  return [
    backLink(t("home.back"), "#/"),
    h("h1", {}, t("outbox.title")),
    state.revoked && notice("error", t("state.revoked"), h("p", {}, t("state.revoked_more"))),
    nothing && empty("upload", t("outbox.empty"), h("p", {}, t("outbox.empty_more"))),
  ];
}

/** Lists all that the device has to send, or sent. */
export async function outboxScreen(): Promise<View> {
  const [items, drafts] = await Promise.all([readOutbox(), readDrafts()]);
  const waiting = items.filter(isWaiting);
  const refused = items.filter((item) => item.state === "refused");
  const received = items.filter((item) => item.state === "received").reverse();
  const word = isSending() ? t("outbox.sending") : t("outbox.send_now");
  const now = button(word, () => void sendAndPull(), { kind: "main big", icon: "upload" });
  const forget = button(t("outbox.forget_receipts"), () => void forgetReceipts(true), { kind: "link" });
  return {
    title: t("outbox.title"),
    body: [
      ...above(!items.length && !drafts.length),
      ...section(t("outbox.refused"), refused.map(refusedRow)),
      ...section(t("outbox.to_send"), waiting.map(waitingRow)),
      ...section(t("home.drafts"), drafts.map(draftRow)),
      ...section(t("outbox.received"), received.map(receivedRow)),
      received.length > 0 && h("p", {}, forget),
    ],
    foot: [waiting.length > 0 && now],
    update: (change) => {
      if (change === "outbox" || change === "network") void draw(false);
    },
  };
}
