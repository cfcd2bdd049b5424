import { runGit } from "./git-process.ts";

const none = "0".repeat(40);

/** Moves a ref if it is where the caller saw it (`null`: nowhere). False where somebody else has moved it meanwhile. */
export async function moveRef(
  top: string,
  ref: string,
  { from, to }: { readonly from: string | null; readonly to: string },
): Promise<boolean> {
  try {
    await runGit(top, ["update-ref", ref, to, from ?? none]);
    return true;
  } catch (error) {
    if (error instanceof Error && /cannot lock ref/.test(error.message)) return false;
    throw error;
  }
}
