interface Review {
  readonly user: { readonly login: string } | null;
  readonly state: string;
  readonly commit_id: string | null;
}

/** User names of those whose last word is an approval, by the commit that they approved. */
export interface Approvers {
  /** Of the commit that is judged. */
  readonly now: readonly string[];
  /** Of an older one. */
  readonly earlier: readonly string[];
}

/** Whose last word is an approval; comments say nothing, and a dismissed review has lost its word. */
export function approvers(reviews: readonly Review[], head: string): Approvers {
  const lastWord = new Map<string, Review>();
  for (const review of reviews)
    if (review.user && review.state !== "COMMENTED" && review.state !== "PENDING") lastWord.set(review.user.login, review);
  const approved = [...lastWord].filter(([, { state }]) => state === "APPROVED");
  const logins = (isNow: boolean) => approved.flatMap(([login, { commit_id }]) => ((commit_id === head) === isNow ? [login] : []));
  return { now: logins(true), earlier: logins(false) };
}
