import { z } from "zod";
import { isTimeZone } from "../calendar/business-date.ts";
import { currencyCodes } from "../money/money.ts";
import { filledText, id, isWebAddress, webAddress } from "../text/field-types.ts";
import { type Read, readSource } from "../text/read-source.ts";
import { YamlSource } from "../text/yaml-source.ts";

const isLocale = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

// People's tokens are sent there: over the net only encrypted.
const apiAddress = z
  .string("expected an address")
  .refine(
    (text) => isWebAddress(text) && /^(?:https:|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])[:/])/.test(text),
    "expected an address that begins with https://, because tokens are sent there",
  );

/** The schema of `dealbook.yaml`. */
export const organisationSchema = z
  .strictObject({
    name: filledText.meta({ description: "The organisation's name, shown as the site's title." }),
    currency: z
      .enum(currencyCodes as [string, ...string[]], "expected an ISO 4217 currency code such as EUR")
      .meta({ description: "Base currency, ISO 4217." }),
    locale: z
      .string()
      .refine(isLocale, "expected a BCP 47 language tag such as en-GB")
      .meta({ description: "Language and region for numbers and dates, such as en-GB." }),
    time_zone: z
      .string()
      .refine(isTimeZone, "expected an IANA time zone such as Europe/Berlin")
      .meta({ description: "IANA time zone that decides what day it is." }),
    fiscal_year_start: z
      .string()
      .regex(/^(0[1-9]|1[0-2])-01$/, "expected the first day of a month as MM-01")
      .default("01-01")
      .meta({ description: "First day of the fiscal year, MM-DD." }),
    default_branch: filledText.default("main").meta({ description: "The branch whose first-parent line is the record." }),
    repository: webAddress.optional().meta({ description: "Where the repository can be seen; edit links lead there." }),
    forge_api: apiAddress.optional().meta({
      description:
        "Base of the API of the repository's forge, for a GitHub Enterprise, such as https://github.example.com/api/v3; left out where it is github.com.",
    }),
    site: webAddress.optional().meta({ description: "Where the built site is published; findings link there." }),
    deals_folder: z
      .string()
      .regex(
        /^(?:\{year\}|\{month\}|[a-z0-9-]+)(?:\/(?:\{year\}|\{month\}|[a-z0-9-]+))*$/,
        "expected folders such as {year} or {year}/{month}",
      )
      .default("{year}")
      .meta({ description: "Folder for new deals under deals/, from {year} and {month}." }),
    pipelines: z
      .array(id)
      .default([])
      .meta({ description: "Ids of pipelines in the order in which the site shows them; those left out come after, by name." }),
  })
  .meta({ title: "Dealbook organisation" });

/** The settings of an organisation, from `dealbook.yaml`. */
export type Organisation = z.output<typeof organisationSchema>;

const codes = {
  unreadable: "organisation/unreadable",
  unknownField: "organisation/unknown-field",
  missingField: "organisation/missing-field",
  invalidField: "organisation/invalid-field",
};

/** The settings with the places of their parts, kept beside them for findings. */
export type ReadOrganisation = Read<Organisation> & { readonly source: YamlSource };

/** Reads the text of `dealbook.yaml`. */
export function parseOrganisation(text: string): ReadOrganisation {
  const source = new YamlSource(text);
  return { ...readSource(source, organisationSchema, codes), source };
}
