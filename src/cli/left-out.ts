import type { Settings } from "../core/content/content.ts";
import type { World } from "./world.ts";

/** What a command could not take into account. */
interface LeftOut {
  readonly settings: Pick<Settings, "rules">;
  /** How many deals could not be read. */
  readonly unreadable: number;
  /** How many deals were in a stage on the day that is shown which is in no pipeline any more. */
  readonly unplaced?: number;
}

/** Files without which figures are other ones; templates, frameworks and mappings are not among them. */
const countsForFigures = (path: string): boolean => /^(?:[^/]+\.yaml|pipelines\/.+|forecasts\/.+)$/.test(path);

const manyShown = 3;

function filesText(paths: readonly string[]): string {
  const more = paths.length - manyShown;
  const named = paths.slice(0, manyShown).join(", ") + (more > 0 ? ` and ${more} more` : "");
  return paths.length === 1 ? `${named} cannot be read as it stands and counts` : `${named} cannot be read as they stand and count`;
}

const dealsText = (count: number): string => (count === 1 ? "1 deal" : `${count} deals`);

const areText = (count: number): string => (count === 1 ? "is" : "are");

/**
 * Says what is missing from what was printed, and where to see why. `verb` tells what happens to the others: `shown`, `counted`,
 * `listed`. A broken dealbook.yaml leaves its currency, days and fiscal years to what they are where nobody says anything.
 */
export function complainOfLeftOut({ settings, unreadable, unplaced = 0 }: LeftOut, verb: string, world: World): void {
  const files = [...settings.rules.unread].filter(countsForFigures).sort();
  if (files.length > 0) world.complain(`${filesText(files)} for nothing; see: dealbook check\n`);
  if (unreadable > 0)
    world.complain(`${dealsText(unreadable)} could not be read and ${areText(unreadable)} not ${verb}; see: dealbook check\n`);
  if (unplaced > 0) world.complain(`${dealsText(unplaced)} in a stage that is in no pipeline any more ${areText(unplaced)} not ${verb}.\n`);
}
