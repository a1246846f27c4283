// What the app itself reads of an XForm: where entities are written, and which lists are chosen from.

const ENTITIES = "http://www.opendatakit.org/xforms/entities";

/** A place in the answers where an entity is declared, and what its questions are saved to. */
export interface Declaration {
  holder: string;
  saveTo: { path: string; property: string }[];
}

/** A question that chooses an item of a list: `filtered` when not all of the list is offered. */
export interface ListQuestion {
  path: string;
  file: string;
  filtered: boolean;
}

export interface FormModel {
  declarations: Declaration[];
  lists: ListQuestion[];
  relevant: Map<string, string>;
  /** Files whose every use is an item found by its identifier, or the whole list offered. */
  plain: Set<string>;
}

const parse = (xml: string): Document => new DOMParser().parseFromString(xml, "application/xml");

const named = (top: Document | Element, name: string): Element[] => [
  ...top.getElementsByTagNameNS("*", name),
];

function pathOf(element: Element, top: Element): string {
  const names: string[] = [];
  for (let each: Element | null = element; each; each = each === top ? null : each.parentElement)
    names.unshift(each.localName);
  return `/${names.join("/")}`;
}

function declarationsOf(document: Document, binds: Element[]): Declaration[] {
  const root = named(document, "instance")[0]?.firstElementChild;
  if (!root) return [];
  const holders = named(root, "entity")
    .map((each) => each.parentElement?.parentElement)
    .filter((each) => each instanceof Element);
  const found = holders.map((each): Declaration => ({ holder: pathOf(each, root), saveTo: [] }));
  for (const bind of binds) {
    const property = bind.getAttributeNS(ENTITIES, "saveto");
    const path = bind.getAttribute("nodeset") ?? "";
    if (!property) continue;
    const inside = found.filter(({ holder }) => path.startsWith(`${holder}/`));
    inside.sort((one, other) => other.holder.length - one.holder.length)[0]?.saveTo.push({ path, property });
  }
  return found;
}

/** Returns the files of lists by the identifier of their instance. */
function filesOf(document: Document): Map<string, string> {
  const found = new Map<string, string>();
  for (const instance of named(document, "instance")) {
    const source = instance.getAttribute("src");
    if (source) found.set(instance.id || (instance.getAttribute("id") ?? ""), source.replace(/^.*\//, ""));
  }
  return found;
}

const WHOLE = /^instance\('([^']+)'\)\/root\/item$/;

function listsOf(document: Document, files: Map<string, string>): ListQuestion[] {
  return named(document, "itemset").flatMap((itemset) => {
    const nodeset = itemset.getAttribute("nodeset") ?? "";
    const file = files.get(/^instance\('([^']+)'\)/.exec(nodeset)?.[1] ?? "");
    const path = itemset.parentElement?.getAttribute("ref");
    return file && path ? [{ path, file, filtered: !WHOLE.test(nodeset) }] : [];
  });
}

/** A list is plain when no expression asks more of it than one item by its identifier. */
function plainOf(xml: string, files: Map<string, string>, lists: ListQuestion[]): Set<string> {
  const found = new Set<string>();
  for (const [id, file] of files) {
    const uses = xml.split(`instance('${id}')`).length - 1;
    const byName =
      xml.split(new RegExp(`instance\\('${id}'\\)/root/item\\[\\s*name\\s*=[^\\]]*\\]/`)).length - 1;
    const whole = lists.filter((each) => each.file === file && !each.filtered).length;
    if (uses === byName + whole) found.add(file);
  }
  return found;
}

/** Reads the model of a form. */
export function readModel(xml: string): FormModel {
  const document = parse(xml);
  const binds = named(document, "bind");
  const files = filesOf(document);
  const lists = listsOf(document, files);
  const relevant = binds.flatMap((bind): [string, string][] => {
    const rule = bind.getAttribute("relevant");
    return rule ? [[bind.getAttribute("nodeset") ?? "", rule]] : [];
  });
  return {
    declarations: declarationsOf(document, binds),
    lists,
    relevant: new Map(relevant),
    plain: plainOf(xml, files, lists),
  };
}

/** An entity as finished answers say it. */
export interface SentEntity {
  dataset: string;
  id: string;
  create: boolean;
  update: boolean;
  label: string;
  branch: string;
  properties: Record<string, string>;
}

function at(top: Element, names: string[]): Element[] {
  return names.reduce<Element[]>(
    (found, name) => found.flatMap((each) => [...each.children].filter((child) => child.localName === name)),
    [top],
  );
}

const yes = (text: string | null): boolean => text === "1" || text === "true";

/** Returns the entities of finished answers. */
export function readEntities(model: FormModel, xml: string): SentEntity[] {
  const root = parse(xml).documentElement;
  return model.declarations.flatMap(({ holder, saveTo }) => {
    const names = holder.split("/").slice(2);
    return at(root, names).flatMap((place) =>
      at(place, ["meta", "entity"]).map((entity): SentEntity => {
        const properties: Record<string, string> = {};
        for (const { path, property } of saveTo) {
          const [value] = at(place, path.slice(holder.length + 1).split("/"));
          if (value) properties[property] = value.textContent ?? "";
        }
        return {
          dataset: entity.getAttribute("dataset") ?? "",
          id: entity.getAttribute("id") ?? "",
          create: yes(entity.getAttribute("create")),
          update: yes(entity.getAttribute("update")),
          label: at(entity, ["label"])[0]?.textContent ?? "",
          branch: entity.getAttribute("branchId") ?? "",
          properties,
        };
      }),
    );
  });
}

/** Returns the instanceID of answers. */
export function instanceOf(xml: string): string {
  return at(parse(xml).documentElement, ["meta", "instanceID"])[0]?.textContent ?? "";
}
