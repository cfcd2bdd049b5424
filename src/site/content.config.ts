import { docsSchema } from "@astrojs/starlight/schema";
import { defineCollection } from "astro:content";
import { handbookLoader } from "./handbook/handbook-loader.ts";

export const collections = {
  docs: defineCollection({ loader: handbookLoader(), schema: docsSchema() }),
};
