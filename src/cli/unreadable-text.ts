/** Says that some deals are not in what is printed, as they could not be read; empty where all were. */
export function unreadableText(count: number, done: "shown" | "counted" | "listed"): string {
  if (count === 0) return "";
  const deals = count === 1 ? "1 deal could not be read and is" : `${count} deals could not be read and are`;
  return `${deals} not ${done}; see: dealbook check\n`;
}
