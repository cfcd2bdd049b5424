import { defineCollection } from "astro:content";
import { docsSchema, i18nSchema } from "@astrojs/starlight/schema";
import { handbookLoader } from "./handbook/handbook-loader.ts";

export const collections = {
  docs: defineCollection({ loader: handbookLoader(), schema: docsSchema() }),
  // Starlight's own words are left as they are. Each build would warn of a collection that is not there, or empty.
  i18n: defineCollection({ loader: () => [{ id: "en" }], schema: i18nSchema() }),
};
