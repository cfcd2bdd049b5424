import XMLBuilder from "fast-xml-builder";
import type { Feed, FeedEntry } from "../../core/export/feed-entries.ts";
import { cleanText } from "./clean-text.ts";

const builder = new XMLBuilder({ ignoreAttributes: false, format: true, suppressEmptyNode: true });

const plain = (text: string) => ({ "@_type": "text", "#text": cleanText(text) });

const entryOf = ({ id, title, updated, author, link, summary }: FeedEntry) => ({
  id,
  title: plain(title),
  updated,
  author: { name: cleanText(author) },
  link: { "@_rel": "alternate", "@_type": "text/html", "@_href": link },
  summary: plain(summary),
});

/** A feed as Atom (RFC 4287). */
export function atomText({ address, title, author, home, locale, updated, entries }: Feed): string {
  return builder.build({
    "?xml": { "@_version": "1.0", "@_encoding": "utf-8" },
    feed: {
      "@_xmlns": "http://www.w3.org/2005/Atom",
      "@_xml:lang": locale,
      id: address,
      title: plain(title),
      updated,
      author: { name: cleanText(author) },
      link: [
        { "@_rel": "self", "@_type": "application/atom+xml", "@_href": address },
        { "@_rel": "alternate", "@_type": "text/html", "@_href": home },
      ],
      generator: "Dealbook",
      entry: entries.map(entryOf),
    },
  });
}
