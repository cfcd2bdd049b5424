/** What can be logged against a deal. */
export const activityKinds = ["call", "meeting", "demo", "email", "message", "event", "note"] as const;
