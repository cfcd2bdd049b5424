import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createEmulator } from "emulate";

/** A forge with one repository, `ann/sales`, and somebody who may write to it. */
export interface EmulatedForge {
  readonly url: string;
  /** A token of hers. */
  readonly token: string;
  /** Asks the repository's API. Throws where it refuses. */
  call<T>(method: string, path: string, body?: object): Promise<T>;
  /** Puts files on the default branch, in one commit. Returns it. */
  commit(files: Readonly<Record<string, string>>, message: string): Promise<string>;
  /** The text of a file on a branch. */
  text(path: string, branch: string): Promise<string>;
  close(): Promise<void>;
}

/** The texts of a folder by their paths, behind a prefix. */
export const textsIn = (folder: string, prefix: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:md|yaml)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [prefix + path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );

/** Starts the forge with an empty repository. */
export async function emulatedForge(): Promise<EmulatedForge> {
  const token = "token-ann";
  const emulator = await createEmulator({
    service: "github",
    port: 0,
    seed: {
      tokens: { [token]: { login: "ann", scopes: ["repo", "user"] } },
      github: {
        users: [{ login: "ann", name: "Ann", email: "ann@example.com" }],
        repos: [{ owner: "ann", name: "sales", auto_init: true }],
      },
    },
  });
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${emulator.url}/repos/ann/sales${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const tip = async (): Promise<string> => (await call<{ object: { sha: string } }>("GET", "/git/ref/heads/main")).object.sha;
  return {
    url: emulator.url,
    token,
    call,
    commit: async (files, message) => {
      const parent = await tip();
      const base = await call<{ tree: { sha: string } }>("GET", `/git/commits/${parent}`);
      const entries = Object.entries(files).map(([path, content]) => ({ path, mode: "100644", type: "blob", content }));
      const tree = await call<{ sha: string }>("POST", "/git/trees", { base_tree: base.tree.sha, tree: entries });
      const commit = await call<{ sha: string }>("POST", "/git/commits", { message, tree: tree.sha, parents: [parent] });
      await call("PATCH", "/git/refs/heads/main", { sha: commit.sha });
      return commit.sha;
    },
    text: async (path, branch) => {
      const { content } = await call<{ content: string }>("GET", `/contents/${path}?ref=${encodeURIComponent(branch)}`);
      return Buffer.from(content, "base64").toString("utf8");
    },
    close: async () => {
      await emulator.close();
    },
  };
}
