import { exportPaths, sendExport } from "../../views/export-pages.ts";

export const getStaticPaths = () => exportPaths("exports");

export const GET = sendExport;
