interface Review {
  readonly user: { readonly login: string } | null;
  readonly state: string;
  readonly commit_id: string | null;
}

/** Those whose last word is an approval of the commit `head`; comments say nothing, and a dismissed review has lost its word. */
export function approvers(reviews: readonly Review[], head: string): string[] {
  const lastWord = new Map<string, Review>();
  for (const review of reviews)
    if (review.user && review.state !== "COMMENTED" && review.state !== "PENDING") lastWord.set(review.user.login, review);
  return [...lastWord].flatMap(([login, { state, commit_id }]) => (state === "APPROVED" && commit_id === head ? [login] : []));
}
