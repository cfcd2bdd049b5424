/** A repository on a forge. */
export interface ForgePlace {
  readonly host: string;
  readonly owner: string;
  readonly repo: string;
}

/** Where an address such as git@github.com:owner/repo.git or https://github.com/owner/repo leads; `null` for a folder. */
export function forgePlace(address: string | null | undefined): ForgePlace | null {
  const found = /^(?:[a-z+]+:\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/|(?:[^@/]+@)([^/:]+):)([^/]+)\/([^/]+?)(?:\.git)?\/?$/.exec(address ?? "");
  const [, viaUrl, viaShell, owner, repo] = found ?? [];
  const host = viaUrl ?? viaShell;
  return host && owner && repo ? { host, owner, repo } : null;
}
