import { mkdir, readFile, writeFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import { decodePath } from "../../core/handbook/file-path.ts";
import { assetHref, assetsPath } from "../../core/handbook/link-target.ts";
import { isActiveFile } from "./active-file.ts";
import { type LoadedHandbook, loadHandbook } from "./load-handbook.ts";
import { starlightSettings } from "./starlight-settings.ts";

type DevServer = Parameters<NonNullable<AstroIntegration["hooks"]["astro:server:setup"]>>[0]["server"];

const contentTypes: Readonly<Record<string, string>> = {
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
  pdf: "application/pdf",
  txt: "text/plain; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  mp4: "video/mp4",
};

const typeOf = (path: string): string => contentTypes[path.slice(path.lastIndexOf(".") + 1).toLowerCase()] ?? "application/octet-stream";

/** What a file of the handbook holds; `null` where a browser would run it, because it comes with a pull request. */
async function readAsset(root: string, path: string): Promise<Uint8Array | null> {
  const bytes = await readFile(join(root, path));
  return isActiveFile(path, bytes) ? null : bytes;
}

async function copyAssets(root: string, outDir: string, warn: (text: string) => void): Promise<void> {
  const { handbook } = await loadHandbook(root);
  for (const path of handbook.assets) {
    const bytes = await readAsset(root, path);
    if (bytes === null) warn(`${path} is not published, because a browser would run what is in it.`);
    else await writeAsset(join(outDir, decodePath(assetHref(path))), bytes);
  }
}

async function writeAsset(file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
}

async function findAsset(root: string, address: string): Promise<string | undefined> {
  const { handbook } = await loadHandbook(root);
  return handbook.assets.find((path) => assetHref(path) === address);
}

async function respond(response: ServerResponse, { root, address }: { root: string; address: string }): Promise<void> {
  const asset = await findAsset(root, address);
  const bytes = asset === undefined ? null : await readAsset(root, asset);
  response.statusCode = bytes === null ? 404 : 200;
  if (asset !== undefined) response.setHeader("Content-Type", typeOf(asset));
  response.end(bytes ?? undefined);
}

function serveAssets(server: DevServer, root: string): void {
  const base = server.config.base.replace(/\/$/, "");
  server.middlewares.use((request, response, next) => {
    const url = (request.url ?? "").replace(/[?#].*$/, "");
    if (!url.startsWith(base + assetsPath)) return next();
    respond(response, { root, address: url.slice(base.length) }).catch(next);
  });
}

/** What is fixed when Astro starts: the sidebar and the pages of MDX. */
const startingState = (loaded: LoadedHandbook): string =>
  JSON.stringify([starlightSettings(loaded), loaded.handbook.pages.filter((page) => page.format === "mdx")]);

/** Astro restarts when a file that it watches as configuration changes; a new sidebar needs the same. */
function restartOnNewSidebar(server: DevServer, root: string, loaded: LoadedHandbook): void {
  const started = startingState(loaded);
  server.watcher.add(join(root, "handbook"));
  const compare = async (): Promise<void> => {
    if (startingState(await loadHandbook(root)) !== started) server.watcher.emit("change", join(root, "dealbook.yaml"));
  };
  server.watcher.on("all", (_event, path) => {
    if (!path.startsWith(join(root, "handbook") + sep)) return;
    compare().catch((error: unknown) => server.config.logger.error(String(error)));
  });
}

/** Copies the images and files that the handbook's pages refer to, and serves them while developing. */
export const handbookFiles = (root: string, loaded: LoadedHandbook): AstroIntegration => ({
  name: "dealbook-handbook-files",
  hooks: {
    "astro:config:setup": ({ addWatchFile }) => {
      addWatchFile(join(root, "dealbook.yaml"));
      for (const id of loaded.settings.rules.pipelines.keys()) addWatchFile(join(root, "pipelines", `${id}.yaml`));
    },
    "astro:server:setup": ({ server }) => {
      // Astro watches its root, where the pages are not.
      server.watcher.add(fileURLToPath(new URL("..", import.meta.url)));
      serveAssets(server, root);
      restartOnNewSidebar(server, root, loaded);
    },
    "astro:build:done": ({ dir, logger }) => copyAssets(root, fileURLToPath(dir), (text) => logger.warn(text)),
  },
});
