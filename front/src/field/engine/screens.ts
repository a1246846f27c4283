import type { AnyNode, GeneralParentNode, RepeatRangeNode, RootNode } from "@getodk/xforms-engine";
import { appearancesOf, isControl, isParent, isRepeat, questionOf } from "./nodes";
import { rich } from "./texts";
import type { Question, Repeat, RepeatPart, Screen } from "./types";

const together = (node: AnyNode): boolean => appearancesOf(node).includes("field-list");

const children = (node: AnyNode): readonly AnyNode[] =>
  (node.currentState.children ?? []) as readonly AnyNode[];

const relevant = (node: AnyNode): boolean => node.currentState.relevant;

const repeatOf = (node: RepeatRangeNode): Repeat => ({
  ref: node.currentState.reference,
  label: rich(node.currentState.label)?.text ?? "",
  count: node.currentState.children.length,
});

/** Gathers what one screen asks, through the groups and repeats inside it. */
function gather(node: AnyNode, questions: Question[], repeats: Repeat[], part?: RepeatPart): void {
  for (const child of children(node)) {
    if (!relevant(child)) continue;
    if (isControl(child)) questions.push(questionOf(child, part));
    else if (isRepeat(child)) {
      const repeat = repeatOf(child);
      child.currentState.children.forEach((each, index) =>
        gather(each, questions, repeats, { range: repeat.ref, label: repeat.label, index }),
      );
      if (child.nodeType === "repeat-range:uncontrolled") repeats.push(repeat);
    } else gather(child, questions, repeats, part);
  }
}

function listed(node: AnyNode, section: string): Screen[] {
  const questions: Question[] = [];
  const repeats: Repeat[] = [];
  gather(node, questions, repeats);
  if (!questions.length && !repeats.length) return [];
  const label = node.currentState.label ?? (node.parent as AnyNode).currentState.label;
  return [{ ref: node.currentState.reference, section, title: rich(label), questions, repeats }];
}

function repeated(node: RepeatRangeNode, section: string): Screen[] {
  const repeat = repeatOf(node);
  const named = (index: number): string => [repeat.label, index + 1].join(" ").trim();
  const found = node.currentState.children.flatMap((each, index) =>
    together(node) ? listed(each, named(index)) : walk(each, named(index)),
  );
  if (node.nodeType !== "repeat-range:uncontrolled") return found;
  const title = rich(node.currentState.label);
  return [...found, { ref: repeat.ref, section, title, questions: [], repeats: [repeat] }];
}

function walk(node: GeneralParentNode, section: string): Screen[] {
  return children(node).flatMap((child): Screen[] => {
    if (!relevant(child)) return [];
    if (isControl(child)) {
      const question = questionOf(child);
      return [{ ref: question.ref, section, title: null, questions: [question], repeats: [] }];
    }
    if (isRepeat(child)) return repeated(child, section);
    if (!isParent(child)) return [];
    if (together(child)) return listed(child, section);
    return walk(child, rich(child.currentState.label)?.text ?? section);
  });
}

/** Returns the screens of a form, those that its answers make relevant, in order. */
export const screensOf = (root: RootNode): Screen[] => walk(root, "");

/** Returns every node by its path. */
export function byReference(root: RootNode): Map<string, AnyNode> {
  const found = new Map<string, AnyNode>();
  const visit = (node: AnyNode): void => {
    found.set(node.currentState.reference, node);
    children(node).forEach(visit);
  };
  visit(root);
  return found;
}
