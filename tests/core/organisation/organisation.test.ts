import { expect, test } from "vitest";
import { parseOrganisation } from "../../../src/core/organisation/organisation.ts";

const withApi = (api: string) =>
  parseOrganisation(`name: Northwind\ncurrency: EUR\nlocale: en-GB\ntime_zone: Europe/Berlin\nforge_api: ${api}\n`).problems;

test.each(["https://github.example.com/api/v3", "http://localhost:4000", "http://127.0.0.1:4000/api"])(
  "tokens may be sent to %s",
  (api) => {
    expect(withApi(api)).toEqual([]);
  },
);

test.each(["http://github.example.com/api/v3", "http://localhost.example.com/", "ftp://example.com", "javascript:alert(1)"])(
  "tokens are not sent to %s",
  (api) => {
    expect(withApi(api)).toMatchObject([{ code: "organisation/invalid-field", message: expect.stringContaining("https://") }]);
  },
);
