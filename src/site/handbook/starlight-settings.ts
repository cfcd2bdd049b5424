import type { StarlightUserConfig } from "@astrojs/starlight/types";
import { handbookSidebar, type SidebarItem } from "../../core/handbook/sidebar.ts";
import type { LoadedHandbook } from "./load-handbook.ts";

type SidebarConfig = NonNullable<StarlightUserConfig["sidebar"]>;

function toConfig(item: SidebarItem): SidebarConfig[number] {
  return "id" in item ? { label: item.label, link: `/${item.id}/` } : { label: item.label, items: item.items.map(toConfig) };
}

/** The sidebar: the process of each pipeline, then the handbook's folders. */
function sidebarOf({ handbook, settings }: LoadedHandbook, locale: string): SidebarConfig {
  const processes = [...settings.rules.pipelines].map(([id, pipeline]) => ({
    label: `Process: ${pipeline.name}`,
    link: `/process/${id}/`,
  }));
  return [...processes, ...handbookSidebar(handbook.pages, locale).map(toConfig)];
}

/** What Starlight is told about this organisation and its handbook. */
export function starlightSettings(loaded: LoadedHandbook): Pick<StarlightUserConfig, "title" | "locales" | "sidebar"> {
  const { organisation } = loaded.settings;
  const lang = organisation?.locale ?? "en";
  const language = new Intl.DisplayNames([lang], { type: "language" }).of(lang) ?? lang;
  return { title: organisation?.name ?? "Handbook", locales: { root: { label: language, lang } }, sidebar: sidebarOf(loaded, lang) };
}
