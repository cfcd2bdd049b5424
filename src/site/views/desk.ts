import { stringify } from "yaml";
import { encodePath } from "../../core/handbook/file-path.ts";
import { forgePlace } from "../../core/organisation/forge-place.ts";
import type { People } from "../../core/people/people.ts";
import type { DeskData, DeskRecord } from "../desk/desk-data.ts";
import type { Site } from "./site.ts";

const isSetting = (path: string): boolean =>
  /^(?:(?:dealbook|rates)\.yaml|(?:pipelines|frameworks)\/[^/]+\.yaml|templates\/[^/]+\.md)$/.test(path);

/** Roles and people without what is nobody's business who moves a deal: quotas, addresses and user names. */
function publicPeople({ roles, people }: People): string {
  const without = <T extends object>(each: T, ...names: readonly string[]): object =>
    Object.fromEntries(Object.entries(each).filter(([name]) => !names.includes(name)));
  const strip = (all: Readonly<Record<string, object>>) =>
    Object.fromEntries(Object.entries(all).map(([id, each]) => [id, without(each, "quota", "email", "emails", "github")]));
  return stringify({ roles: strip(roles), people: strip(people) });
}

function recordOf({ repository, forgeApi }: Site): DeskRecord {
  if (import.meta.env.DEV) return { kind: "local" };
  const place = forgePlace(repository?.url);
  const api = forgeApi ?? (place?.host === "github.com" ? "https://api.github.com" : undefined);
  if (!repository || !place || api === undefined) return { kind: "none" };
  return { kind: "github", api, owner: place.owner, repo: place.repo, branch: repository.branch, prefix: repository.prefix };
}

/** What the desk needs to know, besides the deal that it is opened for. */
export function deskData(site: Site): DeskData {
  const { texts, people, repository, zone } = site;
  const settings = [...texts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, text]) => (isSetting(path) && text !== null ? [[path, text] as const] : []));
  return {
    settings: { ...Object.fromEntries(settings), ...(people && { "people.yaml": publicPeople(people) }) },
    deals: [...site.deals.map(({ deal }) => deal.path), ...site.broken.map(({ path }) => path)].sort(),
    record: recordOf(site),
    editor: repository ? `${repository.url}/edit/${encodePath(repository.branch)}/${encodePath(repository.prefix)}` : null,
    zone,
  };
}
