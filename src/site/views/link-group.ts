/** Links that belong together, such as the months of a year. */
export interface LinkGroup {
  readonly name: string;
  readonly links: readonly { readonly name: string; readonly href: string; readonly isCurrent?: boolean }[];
}
