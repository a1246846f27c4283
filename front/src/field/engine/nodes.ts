import type {
  AnyControlNode,
  AnyNode,
  GeneralParentNode,
  RangeNode,
  RepeatRangeNode,
} from "@getodk/xforms-engine";
import { labelOf, rich } from "./texts";
import type { Answer, Kind, Question, RepeatPart } from "./types";

const INPUTS: Record<string, Kind> = {
  int: "integer",
  decimal: "decimal",
  date: "date",
  time: "time",
  dateTime: "datetime",
  geopoint: "point",
  barcode: "barcode",
};
const DRAWN = ["signature", "draw", "annotate"];

/** Says whether someone answers a node, or reads it. */
export const isControl = (node: AnyNode): node is AnyControlNode =>
  ["input", "note", "range", "rank", "select", "trigger", "upload"].includes(node.nodeType);

export const isRepeat = (node: AnyNode): node is RepeatRangeNode => node.nodeType.startsWith("repeat-range");

export const isParent = (node: AnyNode): node is Exclude<GeneralParentNode, { nodeType: "root" }> =>
  node.nodeType === "group" || node.nodeType === "repeat-instance";

/** Returns the appearances of a node, in order. */
export const appearancesOf = (node: AnyNode): string[] => [...((node.appearances ?? []) as Iterable<string>)];

function kindOf(node: AnyControlNode, appearances: string[]): Kind {
  switch (node.nodeType) {
    case "input":
      if (node.valueType === "string") {
        const rows = (node.nodeOptions as { rows?: number | null } | null)?.rows ?? 1;
        return appearances.includes("multiline") || rows > 1 ? "longtext" : "text";
      }
      return INPUTS[node.valueType] ?? "text";
    case "select":
      return node.selectType === "select" ? "choices" : "choice";
    case "upload":
      if (appearances.some((each) => DRAWN.includes(each))) return "drawing";
      if (node.nodeOptions.media.type === "image") return "image";
      return node.nodeOptions.media.type === "audio" ? "audio" : "file";
    case "trigger":
      return "acknowledge";
    default:
      return node.nodeType;
  }
}

function answerOf(node: AnyControlNode, kind: Kind): Answer {
  switch (node.nodeType) {
    case "select":
      return kind === "choice" ? (node.currentState.value[0] ?? "") : [...node.currentState.value];
    case "rank":
      return [...node.currentState.value];
    case "upload":
      return node.currentState.value;
    case "trigger":
      return node.currentState.value;
    default: {
      const text = node.currentState.instanceValue;
      if (kind !== "point") return text;
      const [lat = NaN, lon = NaN, altitude = 0, accuracy = 0] = text.split(" ").map(Number);
      return text ? { lat, lon, altitude, accuracy } : null;
    }
  }
}

function boundsOf(node: AnyControlNode): Pick<Question, "range"> {
  if (node.nodeType !== "range") return {};
  const { start, end, step } = (node as RangeNode).definition.bounds;
  return { range: { start: Number(start), end: Number(end), step: Number(step) } };
}

/** Returns a question as it is now. */
export function questionOf(node: AnyControlNode, repeat?: RepeatPart): Question {
  const appearances = appearancesOf(node);
  const kind = kindOf(node, appearances);
  const state = node.currentState;
  const offered =
    node.nodeType === "select" || node.nodeType === "rank" ? node.currentState.valueOptions : [];
  return {
    ref: state.reference,
    kind,
    label: labelOf(node),
    hint: rich(state.hint),
    required: state.required,
    readonly: state.readonly,
    appearances,
    choices: offered.map((item) => ({
      value: item.value,
      label: rich(item.label) ?? { text: item.value, runs: [item.value] },
    })),
    answer: answerOf(node, kind),
    ...boundsOf(node),
    ...(node.nodeType === "upload" ? { accepts: node.nodeOptions.media.accept } : {}),
    ...(repeat ? { repeat } : {}),
  };
}

/** Writes an answer; returns what is wrong with what was typed, when the form cannot hold it. */
export function write(node: AnyControlNode, answer: Answer): "integer" | "decimal" | null {
  switch (node.nodeType) {
    case "select":
      node.selectValues(Array.isArray(answer) ? answer : answer ? [String(answer)] : []);
      return null;
    case "rank":
      node.setValues(Array.isArray(answer) ? answer : []);
      return null;
    case "upload":
      node.setValue(answer instanceof File ? answer : null);
      return null;
    case "trigger":
      node.setValue(answer === true);
      return null;
    case "note":
      return null;
    default:
      return writeText(node, answer);
  }
}

type Typed = Extract<AnyControlNode, { nodeType: "input" | "range" }>;

function writeText(node: Typed, answer: Answer): "integer" | "decimal" | null {
  const put = node.setValue.bind(node) as (value: unknown) => unknown;
  if (answer && typeof answer === "object" && "lat" in answer) {
    put(`${answer.lat} ${answer.lon} ${answer.altitude} ${answer.accuracy}`);
    return null;
  }
  const text = typeof answer === "string" ? answer : "";
  if (node.valueType !== "int" && node.valueType !== "decimal") {
    put(node.valueType === "string" || text ? text : null);
    return null;
  }
  const figures = text.replace(/[\s\u202f\u00a0]/g, "").replace(",", ".");
  const whole = node.valueType === "int";
  const read = (whole ? /^[-+]?\d+$/ : /^[-+]?(\d+\.?\d*|\.\d+)$/).test(figures);
  // An answer that is no number leaves the form: what stands in the field is for the person to mend.
  put(read ? (whole ? BigInt(figures.replace("+", "")) : Number(figures)) : null);
  return read || !figures ? null : whole ? "integer" : "decimal";
}
