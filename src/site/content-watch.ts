import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";

type DevServer = Parameters<NonNullable<AstroIntegration["hooks"]["astro:server:setup"]>>[0]["server"];

const pages = fileURLToPath(new URL("pages/", import.meta.url));

/** Astro keeps what a page says of its addresses, data and all, for as long as the page's own module is the same. */
function forgetPages({ environments }: DevServer): void {
  for (const { moduleGraph } of Object.values(environments))
    for (const module of moduleGraph.idToModuleMap.values()) if (module.file?.startsWith(pages)) moduleGraph.invalidateModule(module);
}

function watch(server: DevServer, root: string): void {
  server.watcher.add(root);
  const hidden = join(root, ".cache") + sep;
  server.watcher.on("all", (_event, path) => {
    if (!path.startsWith(root + sep) || path.startsWith(hidden)) return;
    forgetPages(server);
    server.hot.send({ type: "full-reload" });
  });
}

/** While the dev server runs, pages show the content as it is, and load anew when it changes. */
export const contentWatch = (root: string): AstroIntegration => ({
  name: "dealbook-content-watch",
  hooks: { "astro:server:setup": ({ server }) => watch(server, root) },
});
