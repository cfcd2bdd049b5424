import type { APIRoute } from "astro";
import { writeCalendar, writeExport } from "../../adapters/exports/write-export.ts";
import { type ApiFile, schemaVersion } from "../../core/export/api.ts";
import { calendarType, type ExportFile, exportFiles, exportPath, whyMissing } from "../../core/export/export-files.ts";
import { type ExportInput, ofOwner } from "../../core/export/export-input.ts";
import type { Person } from "../../core/people/people.ts";
import { href } from "./links.ts";
import { pageData } from "./page-data.ts";

/** A file to download, or why there is none. */
export interface Download extends Pick<ExportFile, "name" | "about" | "folder"> {
  readonly address: string;
  readonly missing?: string;
}

/** Every file, in the order in which they are listed. */
export const downloadsOf = (input: ExportInput): Download[] =>
  exportFiles.map((file) => {
    const missing = whyMissing(file.name, input);
    return { ...file, address: href(exportPath(file)), ...(missing !== undefined && { missing }) };
  });

const send = (data: string | Uint8Array<ArrayBuffer>, mediaType: string): Response =>
  new Response(data, { headers: { "content-type": mediaType } });

/** The paths of the files in a folder that can be made. */
export async function exportPaths(folder: ExportFile["folder"]) {
  const { exports } = (await pageData()).site;
  const made = exportFiles.filter((file) => file.folder === folder && whyMissing(file.name, exports) === undefined);
  return made.map((file) => ({ params: { file: file.name }, props: { file } }));
}

/** Answers with the file that the path's props name. */
export const sendExport: APIRoute<{ readonly file: ExportFile }> = async ({ props: { file } }) =>
  send(await writeExport(file.name, (await pageData()).site.exports), file.mediaType);

/** Somebody whose deals have a calendar. */
export interface CalendarOwner {
  readonly id: string;
  readonly person: Person;
}

/** Everybody who has not left. */
export const calendarOwners = ({ people, today }: ExportInput): CalendarOwner[] =>
  Object.entries(people?.people ?? {})
    .filter(([, { until }]) => until === undefined || until >= today)
    .map(([id, person]) => ({ id, person }));

/** Where a person's calendar is. */
export const calendarHref = ({ id }: CalendarOwner): string => href(`/calendar/${id}.ics`);

/** The paths of everybody's calendar. */
export async function calendarPaths() {
  const { exports } = (await pageData()).site;
  return calendarOwners(exports).map((owner) => ({ params: { person: owner.id }, props: { owner } }));
}

/** Answers with the calendar of the person that the path's props name. */
export const sendCalendar: APIRoute<{ readonly owner: CalendarOwner }> = async ({ props: { owner } }) => {
  const { exports } = (await pageData()).site;
  return send(writeCalendar(ofOwner(exports, owner.id), owner.person.name), calendarType);
};

/** `index.json`: what there is under /api/. */
interface ApiIndex extends ApiFile {
  readonly name: string;
  readonly files: readonly { readonly file: string; readonly about: string }[];
}

/** Answers with the list of the JSON files. */
export const sendApiIndex: APIRoute = async () => {
  const { name, today } = (await pageData()).site;
  const files = exportFiles.filter(({ folder }) => folder === "api").map((file) => ({ file: file.name, about: file.about }));
  const index: ApiIndex = { schemaVersion, today, name, files };
  return send(`${JSON.stringify(index)}\n`, "application/json; charset=utf-8");
};
