/** How long something lasted. Where its end was not seen (it is censored) it lasted at least as long. */
export interface Duration {
  /** 0 or more, in any unit. */
  readonly time: number;
  /** True where it ended, false where it was last seen going on. */
  readonly isEvent: boolean;
}

/** What happened at one time. */
export interface Tally {
  readonly time: number;
  readonly events: number;
  readonly censored: number;
}

/** The durations counted by their time, shortest first. */
export function talliesOf(durations: readonly Duration[]): Tally[] {
  const groups = [...Map.groupBy(durations, ({ time }) => time)].sort(([a], [b]) => a - b);
  return groups.map(([time, group]) => {
    const events = group.filter(({ isEvent }) => isEvent).length;
    return { time, events, censored: group.length - events };
  });
}
