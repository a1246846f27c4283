// One item, in as many posts as its files need. Only a receipt of the place is a success.
import { ask, heard, json } from "../http";
import type { Receipt } from "../protocol";
import { fileOf } from "../store/outbox";
import type { Item } from "../store/types";

const XML = "xml_submission_file";
/** What a place takes when it does not say. */
const USUAL = 10_000_000;
/** Small posts: on a bad network, what fails is tried again whole. */
const COMFORT = 4_000_000;
/** Room for the lines that separate the parts. */
const ENVELOPE = 2_000;

/** What the place answered: a receipt, or why the item is to look at. */
type Answered = { receipt: Receipt } | { reason: string; told: string };

const REFUSALS: Record<number, string> = { 400: "unread", 403: "forbidden", 409: "conflict", 413: "large" };

let accepted: number | null = null;

async function largest(): Promise<number> {
  if (accepted !== null) return accepted;
  const head = await ask("submission", { method: "HEAD" });
  const said = Number(head.headers.get("X-OpenRosa-Accept-Content-Length"));
  if (head.status === 204 && said > 0) accepted = said;
  return accepted ?? USUAL;
}

interface Named {
  name: string;
  blob: Blob;
}

/** Groups files so that each post stays small; a file larger than that goes alone. */
function batches(files: Named[], room: number): Named[][] {
  const found: Named[][] = [];
  let left = 0;
  for (const file of files) {
    const needed = file.blob.size + ENVELOPE;
    const current = found.at(-1);
    if (current && needed <= left) current.push(file);
    else {
      found.push([file]);
      left = room;
    }
    left -= needed;
  }
  return found.length ? found : [[]];
}

async function filesOf(item: Item): Promise<Named[]> {
  const found: Named[] = [];
  for (const { name, kept } of item.files) {
    const blob = kept ? null : await fileOf(item, name);
    if (blob) found.push({ name, blob });
  }
  return found;
}

async function post(item: Item, files: Named[]): Promise<Answered | null> {
  const body = new FormData();
  body.append(XML, new Blob([item.xml], { type: "text/xml" }), XML);
  for (const { name, blob } of files) body.append(name, blob, name);
  const bytes = files.reduce((sum, { blob }) => sum + blob.size, item.xml.length);
  const patience = 60 + bytes / 10_000;
  const answer = await ask("submission", {
    method: "POST",
    body,
    patience,
    headers: { Accept: "application/json" },
  });
  const reason = REFUSALS[answer.status];
  if (reason) {
    heard(true);
    return { reason, told: await sentence(answer) };
  }
  if (answer.status !== 201 && answer.status !== 202) return null;
  const receipt = await json<Receipt>(answer);
  return receipt.receipt?.instance === item.instance ? { receipt } : null;
}

async function sentence(answer: Response): Promise<string> {
  const said = (await answer.json().catch(() => null)) as { error?: { text?: string } } | null;
  return said?.error?.text ?? "";
}

/**
 * Sends an item; null when the place gave no answer that counts. `progress` after each post: the files
 * that the place does not have yet. Of a form that it does not know, it cannot name them.
 */
export async function sendItem(
  item: Item,
  progress: (missing: string[]) => Promise<void>,
): Promise<Answered | null> {
  const files = await filesOf(item);
  const room = files.length ? Math.min(await largest(), COMFORT) - item.xml.length - ENVELOPE : 0;
  let answered: Answered | null = null;
  const left = new Set(files.map(({ name }) => name));
  for (const batch of batches(files, room)) {
    answered = await post(item, batch);
    if (!answered || "reason" in answered) return answered;
    heard(true);
    for (const { name } of batch) left.delete(name);
    const { missing, standing } = answered.receipt;
    await progress(standing === "quarantined" ? [...left] : missing);
  }
  return answered;
}
