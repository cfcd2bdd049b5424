import type { Comparison, MedianDays, Verdict } from "../../core/review/comparison.ts";
import type { RuleEffect } from "../../core/review/rule-effect.ts";
import type { Share } from "../../core/statistics/share.ts";
import { counted, type Format } from "./format.ts";

/** A figure in words, and what it rests on. */
interface FigureWords {
  readonly value: string;
  readonly note: string;
}

/** A figure before and after a change of rules. */
export interface EffectRow {
  readonly name: string;
  readonly before: FigureWords;
  readonly after: FigureWords;
  readonly verdict: Verdict;
}

/** A rate with its number of cases and its interval, such as `40% · 4 of 10; 17% to 69%`. */
export function rateWords({ rate, interval, count, n }: Share, { wholePercent }: Format): FigureWords {
  if (rate === undefined || !interval) return { value: "–", note: "no deals" };
  return {
    value: wholePercent(rate),
    note: `${count} of ${n}; 95 % interval ${wholePercent(interval.low)} to ${wholePercent(interval.high)}`,
  };
}

function medianWords({ n, median, interval }: MedianDays, { number }: Format): FigureWords {
  if (median === undefined) return { value: "–", note: "no deals" };
  const range = interval ? `; 95 % interval ${number(interval.low)} to ${counted(interval.high, "day")}` : "";
  return { value: `${number(median)} ${median === 1 ? "day" : "days"}`, note: `${counted(n, "deal")}${range}` };
}

function rowOf<T>(name: string, { before, after, verdict }: Comparison<T>, words: (figure: T) => FigureWords): EffectRow {
  return { name, before: words(before), after: words(after), verdict };
}

/** What a change of rules did: conversion, win rate and cycle, before and after. */
export const effectRows = ({ conversion, winRate, cycle }: RuleEffect, format: Format): EffectRow[] => [
  rowOf("Conversion", conversion, (share) => rateWords(share, format)),
  rowOf("Win rate", winRate, (share) => rateWords(share, format)),
  rowOf("Cycle, median", cycle, (median) => medianWords(median, format)),
];

/** True where there was nothing to compare on either side. */
export const isEmptyEffect = ({ conversion, winRate, cycle }: RuleEffect): boolean =>
  [conversion, winRate, cycle].every(({ before, after }) => before.n === 0 && after.n === 0);
