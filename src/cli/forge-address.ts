import type { ForgeAddress } from "../adapters/forge/client.ts";
import { Refusal } from "../app/refusal.ts";
import { forgePlace } from "../core/organisation/forge-place.ts";
import type { Workspace } from "./workspace.ts";
import type { World } from "./world.ts";

/** The token of the environment, by the names that GitHub's own tools use. */
export const tokenOf = ({ env }: World): string | undefined => env.GH_TOKEN || env.GITHUB_TOKEN || undefined;

const setRepository = "Set GITHUB_REPOSITORY to owner/name, or add the remote: git remote add origin …";

/**
 * Where pull requests are opened: as the environment says, else where the remote or dealbook.yaml leads. A token is sent to
 * github.com, or where GITHUB_API_URL points, and nowhere that a file of the repository names.
 */
export async function forgeAddress({ repository, organisation }: Workspace, world: World): Promise<ForgeAddress> {
  const { env } = world;
  const token = tokenOf(world);
  const place = forgePlace((await repository?.remote()) ?? null) ?? forgePlace(organisation?.repository);
  const [owner, repo] = env.GITHUB_REPOSITORY?.split("/") ?? [place?.owner, place?.repo];
  if (!owner || !repo) throw new Refusal("It is not known which repository of a forge this is.", setRepository);
  const api = env.GITHUB_API_URL || (place === null || place.host === "github.com" ? "https://api.github.com" : undefined);
  if (api === undefined)
    throw new Refusal(`${place?.host} may be a GitHub Enterprise.`, `Say where its API is: GITHUB_API_URL=https://${place?.host}/api/v3`);
  if (token === undefined)
    throw new Refusal(
      "A pull request needs a token.",
      "Put one in GITHUB_TOKEN that may write pull requests: export GITHUB_TOKEN=$(gh auth token)",
    );
  return { api, owner, repo, token };
}
