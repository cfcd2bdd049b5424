import { defineCollection } from "astro:content";
import { docsSchema } from "@astrojs/starlight/schema";
import { handbookLoader } from "./handbook/handbook-loader.ts";

export const collections = {
  docs: defineCollection({ loader: handbookLoader(), schema: docsSchema() }),
};
