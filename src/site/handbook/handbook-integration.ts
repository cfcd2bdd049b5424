import { copyFile, mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import { assetHref, assetsPath } from "../../core/handbook/link-target.ts";
import { decodePath } from "../../core/handbook/file-path.ts";
import { loadHandbook } from "./load-handbook.ts";

const contentTypes: Readonly<Record<string, string>> = {
  svg: "image/svg+xml", png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif", webp: "image/webp", avif: "image/avif",
  pdf: "application/pdf", txt: "text/plain; charset=utf-8", csv: "text/csv; charset=utf-8", mp4: "video/mp4",
};

const typeOf = (path: string): string => contentTypes[path.slice(path.lastIndexOf(".") + 1).toLowerCase()] ?? "application/octet-stream";

async function copyAssets(root: string, outDir: string): Promise<void> {
  const { handbook } = await loadHandbook(root);
  for (const path of handbook.assets) {
    const file = join(outDir, decodePath(assetHref(path)));
    await mkdir(dirname(file), { recursive: true });
    await copyFile(join(root, path), file);
  }
}

/** Copies the images and files that the handbook's pages refer to, and serves them while developing. */
export const handbookFiles = (root: string): AstroIntegration => ({
  name: "dealbook-handbook-files",
  hooks: {
    "astro:server:setup": ({ server }) => {
      const prefix = server.config.base.replace(/\/$/, "") + assetsPath;
      server.middlewares.use(async (request, response, next) => {
        const url = (request.url ?? "").replace(/[?#].*$/, "");
        if (!url.startsWith(prefix)) return next();
        const { handbook } = await loadHandbook(root);
        const asset = handbook.assets.find((path) => assetHref(path) === assetsPath + url.slice(prefix.length));
        if (asset === undefined) return next();
        response.setHeader("Content-Type", typeOf(asset));
        response.end(await readFile(join(root, asset)));
      });
    },
    "astro:build:done": ({ dir }) => copyAssets(root, fileURLToPath(dir)),
  },
});
