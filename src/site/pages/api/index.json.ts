import { sendApiIndex } from "../../views/export-pages.ts";

export const GET = sendApiIndex;
