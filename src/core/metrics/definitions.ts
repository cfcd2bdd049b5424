import { dealDefinitions } from "./deal-definitions.ts";
import { forecastDefinitions } from "./forecast-definitions.ts";
import { valueDefinitions } from "./value-definitions.ts";

/** What each figure means; the words that pages and commands print beside it. */
export const definitions = { ...valueDefinitions, ...dealDefinitions, ...forecastDefinitions } as const;
