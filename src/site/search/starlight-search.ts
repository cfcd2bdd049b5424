import type { StarlightUserConfig } from "@astrojs/starlight/types";
import type { AstroIntegration } from "astro";
import { searchFolder } from "./search-integration.ts";

/** What the search's field is told of the parts beside the first. `base` is the path that the site lies under. */
export function searchConfig(names: readonly string[], base: string): NonNullable<StarlightUserConfig["pagefind"]> {
  if (names.length === 0) return true;
  const top = base.replace(/\/?$/, "/");
  return { mergeIndex: names.map((name) => ({ bundlePath: `${top}${searchFolder}/${name}/`, baseUrl: top })) };
}

/** Starlight without its own index of all pages, which it would make from the beginning every time; it does nothing else at the end. */
export function withoutIndex(starlight: AstroIntegration): AstroIntegration {
  const { "astro:build:done": _, ...hooks } = starlight.hooks;
  return { ...starlight, hooks };
}
