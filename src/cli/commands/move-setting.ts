import type { Desk } from "../../app/record-change.ts";
import type { Content } from "../../core/check/check-content.ts";
import type { CommonOptions, Workspace } from "../workspace.ts";
import type { World } from "../world.ts";

/** Options of the commands that move a deal. */
export interface MoveOptions extends CommonOptions {
  readonly json?: boolean;
  /** False for `--no-commit`. */
  readonly commit?: boolean;
  readonly pr?: boolean;
}

/** What a command that moves a deal works with. */
export interface MoveSetting {
  readonly content: Content;
  readonly workspace: Workspace;
  readonly world: World;
  readonly options: MoveOptions;
}

/** Where a command that moves a deal writes and commits. */
export const deskOf = ({ workspace, options }: MoveSetting): Desk => ({
  writer: workspace.writer,
  repository: workspace.repository,
  defaultBranch: workspace.organisation?.default_branch ?? "main",
  isCommitted: options.commit !== false,
  isProposed: options.pr === true,
});
