import { exportPaths, sendExport } from "../views/export-pages.ts";

// The feed and the calendar of all deals: readers look for them at the top of a site.
export const getStaticPaths = () => exportPaths("");

export const GET = sendExport;
