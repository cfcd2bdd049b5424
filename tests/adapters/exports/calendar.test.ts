import ICAL from "ical.js";
import { expect, test } from "vitest";
import { calendarText } from "../../../src/adapters/exports/icalendar.ts";
import { writeCalendar } from "../../../src/adapters/exports/write-export.ts";
import { calendarOf } from "../../../src/core/export/calendar-entries.ts";
import { type ExportInput, ofOwner } from "../../../src/core/export/export-input.ts";
import { dealText, hostile, hostileInput, inputOf } from "../../core/export/sample-input.ts";

/** The events of a calendar as another parser reads them. */
const eventsOf = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      day: event.startDate.toString(),
      isAllDay: event.startDate.isDate,
      title: event.summary,
      description: event.description,
      stamp: String(component.getFirstPropertyValue("dtstamp")),
      url: component.getFirstPropertyValue("url"),
    };
  });

const textOf = (input: ExportInput): string => calendarText(calendarOf(input, "Northwind"));

test("next steps, expected closes and trainings are days of a calendar", () => {
  const open = dealText({
    next_step: { action: "Send the offer", due: "2026-11-25" },
    expected_close: "2026-12-24",
    amount: { value: 48000, currency: "EUR" },
  });
  const commits = [{ at: "2026-11-05T09:30:00Z", text: open }];
  const text = textOf(inputOf({ acme: open }, { acme: commits }));
  expect(text.endsWith("\r\nEND:VCALENDAR\r\n")).toBe(true);
  const events = eventsOf(text);
  expect(events).toEqual([
    {
      uid: "next-step-acme@dealbook",
      day: "2026-11-25",
      isAllDay: true,
      title: "Acme | Title: Send the offer",
      description: "Sales: Lead\nOwner: Zack Lee\nAmount: €48,000\nNext step: Send the offer",
      stamp: "2026-11-05T09:30:00Z",
      url: "https://sales.example/book/deals/acme/",
    },
    {
      uid: "training-product-2026-12-03@dealbook",
      day: "2026-12-03",
      isAllDay: true,
      title: "Training: Product day",
      description: "Led by Mei\nBring shoes",
      stamp: "2026-12-02T23:00:00Z",
      url: null,
    },
    expect.objectContaining({ uid: "expected-close-acme@dealbook", day: "2026-12-24", title: "Acme | Title: expected to close" }),
  ]);
});

test("closed and archived deals, and steps without a day, are in no calendar", () => {
  const step = { next_step: { action: "Call", due: "2026-11-25" }, expected_close: "2026-12-24" };
  const input = inputOf({
    won: dealText({ ...step, stage: "won" }),
    archived: dealText({ ...step, archived: "2026-11-10" }),
    "no-day": dealText({ next_step: { action: "Call" } }),
    parked: dealText({ ...step, stage: "later", parked_from: "lead" }),
  });
  expect(eventsOf(textOf(input)).map(({ uid }) => uid)).toEqual([
    "next-step-parked@dealbook",
    "training-product-2026-12-03@dealbook",
    "expected-close-parked@dealbook",
  ]);
});

test("a calendar tells every text as it is, whatever the deals say, in lines of at most 75 bytes", () => {
  const text = textOf(hostileInput());
  const events = eventsOf(text);
  expect(events).toHaveLength(hostile.length * 2 + 1);
  expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
  for (const [index, words] of hostile.entries()) {
    const step = events.find(({ uid }) => uid === `next-step-deal-${String(index).padStart(2, "0")}@dealbook`);
    const shown = words.replace(/[\u0007\u001b]/g, "\u{fffd}").replaceAll("\r\n", "\n");
    expect(step?.title).toBe(`${shown} | ${shown}: ${shown}`);
  }
  expect(text).not.toMatch(/[^\r]\n/);
  for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text.match(/^UID:/gm)).toHaveLength(events.length);
});

test("a person's calendar has their deals and all trainings", () => {
  const due = { action: "Call", due: "2026-11-25" };
  const input = inputOf({ a: dealText({ next_step: due }), b: dealText({ next_step: due, owner: "mei" }) });
  const text = writeCalendar(ofOwner(input, "mei"), "Mei Tanaka");
  expect(eventsOf(text).map(({ uid }) => uid)).toEqual(["next-step-b@dealbook", "training-product-2026-12-03@dealbook"]);
  expect(text).toContain("X-WR-CALNAME:Northwind: Mei Tanaka");
});
