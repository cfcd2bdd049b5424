import { exportPaths, sendExport } from "../../views/export-pages.ts";

export const getStaticPaths = () => exportPaths("api");

export const GET = sendExport;
