import "./desk.css";
import "./fields.css";
import { openDesk, readSource } from "./desk-content.ts";
import { DeskDialog } from "./desk-dialog.ts";
import type { Sheet } from "./sheet.ts";

/** What a button of a page asks for. */
export type SheetRequest =
  | { readonly kind: "move"; readonly deal: string; readonly to?: string }
  | { readonly kind: "log"; readonly deal: string }
  | { readonly kind: "update"; readonly deal: string }
  | { readonly kind: "new"; readonly pipeline?: string };

async function sheetFor(request: SheetRequest): Promise<[Awaited<ReturnType<typeof openDesk>>, Sheet]> {
  const desk = await openDesk();
  if (request.kind === "new") {
    const { NewDealSheet } = await import("./new-deal-sheet.ts");
    return [desk, new NewDealSheet(desk, request.pipeline)];
  }
  const source = await readSource(request.deal);
  if (request.kind === "log") {
    const { ActivitySheet } = await import("./activity-sheet.ts");
    return [desk, new ActivitySheet(desk, source)];
  }
  if (request.kind === "update") {
    const { UpdateSheet } = await import("./update-sheet.ts");
    return [desk, new UpdateSheet(desk, source)];
  }
  const { MoveSheet } = await import("./move-sheet.ts");
  return [desk, new MoveSheet(desk, source, request.to)];
}

/** Opens a sheet. `done` is called once something was proposed with it. */
export async function openSheet(request: SheetRequest, done: () => void): Promise<void> {
  const [desk, sheet] = await sheetFor(request);
  const dialog = new DeskDialog(desk, sheet, done);
  if (request.kind === "move" && request.to !== undefined) dialog.answer("to", request.to);
  dialog.open();
}
