import { baseName, folderOf, handbookRoot } from "./file-path.ts";
import type { HandbookPage } from "./handbook.ts";
import { numberOf, readableName } from "./readable-name.ts";

/** A line of the sidebar: a page, or a folder with its own lines. */
export type SidebarItem =
  | { readonly label: string; readonly id: string }
  | { readonly label: string; readonly items: readonly SidebarItem[] };

interface Folder {
  readonly path: string;
  index: HandbookPage | undefined;
  readonly pages: HandbookPage[];
  readonly folders: Map<string, Folder>;
}

interface Line {
  readonly item: SidebarItem;
  readonly order: number | undefined;
}

const newFolder = (path: string): Folder => ({ path, index: undefined, pages: [], folders: new Map() });

function folderAt(root: Folder, path: string): Folder {
  let folder = root;
  const names = path.split("/").slice(1);
  for (const [index, name] of names.entries()) {
    const next = folder.folders.get(name) ?? newFolder([handbookRoot, ...names.slice(0, index + 1)].join("/"));
    folder.folders.set(name, next);
    folder = next;
  }
  return folder;
}

function treeOf(pages: readonly HandbookPage[]): Folder {
  const root = newFolder(handbookRoot);
  for (const page of pages) {
    const folder = folderAt(root, folderOf(page.path));
    if (page.isIndex) folder.index = page;
    else folder.pages.push(page);
  }
  return root;
}

const pageLine = (page: HandbookPage): Line => ({ item: { label: page.label, id: page.id }, order: page.order });

/** Numbers first, from low to high; what has none follows by its name. */
const byOrder =
  (collator: Intl.Collator) =>
  (a: Line, b: Line): number =>
    (a.order ?? Number.POSITIVE_INFINITY) === (b.order ?? Number.POSITIVE_INFINITY)
      ? collator.compare(a.item.label, b.item.label)
      : (a.order ?? Number.POSITIVE_INFINITY) - (b.order ?? Number.POSITIVE_INFINITY);

function linesOf(folder: Folder, collator: Intl.Collator): SidebarItem[] {
  const lines = [...folder.pages.map(pageLine), ...[...folder.folders.values()].map((each) => folderLine(each, collator))];
  const items = lines.sort(byOrder(collator)).map((line) => line.item);
  return folder.index ? [pageLine(folder.index).item, ...items] : items;
}

function folderLine(folder: Folder, collator: Intl.Collator): Line {
  const name = baseName(folder.path);
  return {
    item: { label: folder.index?.label ?? readableName(name), items: linesOf(folder, collator) },
    order: folder.index?.order ?? numberOf(name),
  };
}

/** The sidebar of a handbook: its folders, each with its index page first. */
export const handbookSidebar = (pages: readonly HandbookPage[], locale: string): SidebarItem[] =>
  linesOf(treeOf(pages), new Intl.Collator(locale, { numeric: true }));
