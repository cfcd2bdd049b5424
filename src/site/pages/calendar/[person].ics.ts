import { calendarPaths, sendCalendar } from "../../views/export-pages.ts";

export const getStaticPaths = calendarPaths;

export const GET = sendCalendar;
