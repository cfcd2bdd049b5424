import { z } from "zod";
import { type BusinessDate, parseBusinessDate } from "../calendar/business-date.ts";

/** A text with at least one character that is not a space. */
export const filledText = z.string("expected a text").refine((text) => text.trim() !== "", "expected a text that is not empty");

const idPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** True for an id: lower-case letters, digits and single hyphens between them. */
export const isId = (text: string): boolean => idPattern.test(text);

/** An id made from a name: accents dropped, everything else that an id cannot hold made into hyphens; may be empty. */
export const toId = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

/** What the schema of an id says to a text that is none. */
export const idExpectation = "expected an id in lower-case letters, digits and hyphens";

/** An id of a stage, a criterion, a person, a template: it stands in URLs and file names. */
export const id = z.string("expected an id").regex(idPattern, idExpectation);

/** An address on the web; `javascript:` and the like are none. */
export const webAddress = z.url({ protocol: /^https?$/, error: "expected an address that begins with https://" });

/** True for an address on the web. */
export const isWebAddress = (text: string): boolean => webAddress.safeParse(text).success;

/** The schema of an e-mail address. */
export const emailAddress = z.email("expected an e-mail address");

/** True for an e-mail address. */
export const isEmail = (text: string): boolean => emailAddress.safeParse(text).success;

/** A day as `YYYY-MM-DD`. */
export const businessDate = z
  .string("expected a date as YYYY-MM-DD")
  .refine((text) => parseBusinessDate(text) !== undefined, "expected a day of the calendar as YYYY-MM-DD")
  .transform((text) => text as BusinessDate)
  .meta({ format: "date" });
