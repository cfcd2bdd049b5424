import { html, nothing, type TemplateResult } from "lit-html";
import type { ChangedFile } from "../../app/ports.ts";
import type { SheetProposal } from "./sheet.ts";

/** Copies a text; where the browser does not allow that, the text is marked for somebody to copy it. */
async function copy(button: HTMLElement, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    const shown = button.closest("section")?.querySelector("pre");
    if (shown) getSelection()?.selectAllChildren(shown);
    button.textContent = "Marked: press Ctrl+C or ⌘C";
  }
}

/** Lines of a text with a mark before those that another does not have. */
function lineViews({ text, path }: ChangedFile, based: ReadonlyMap<string, string>): TemplateResult[] {
  const former = new Set((based.get(path) ?? "").split("\n"));
  return text.split("\n").map((line) => (former.has(line) ? html`${line}\n` : html`<mark>${line}</mark>\n`));
}

/** So many lines that go are told; a document that is written anew loses nearly all of its own. */
const goneAtMost = 12;

/** Lines that are not in the text any more: what was taken out cannot be marked in it. */
function goneView({ text, path }: ChangedFile, based: ReadonlyMap<string, string>): TemplateResult | typeof nothing {
  const now = new Set(text.split("\n"));
  const gone = (based.get(path) ?? "").split("\n").filter((line) => line.trim() !== "" && !now.has(line));
  if (gone.length === 0 || gone.length > goneAtMost) return nothing;
  return html`<p>These lines are not in it any more:</p>
    <ul class="desk-gaps">${gone.map((line) => html`<li><del>${line}</del></li>`)}</ul>`;
}

const editAddress = (editor: string, { path }: ChangedFile, isNew: boolean): string =>
  isNew ? `${editor.replace(/\/edit\/(?!.*\/edit\/)/, "/new/")}?filename=${encodeURIComponent(path)}` : editor + path;

function fileView(file: ChangedFile, { based }: SheetProposal, editor: string | null): TemplateResult {
  const isNew = !based.has(file.path);
  return html`<section>
    <h3>${isNew ? "A new file" : "The file"}: ${file.path}</h3>
    <pre tabindex="0" aria-label=${`The text of ${file.path}`}>${lineViews(file, based)}</pre>
    ${goneView(file, based)}
    <p>
      <button type="button" class="desk-quiet" @click=${(event: Event) => void copy(event.currentTarget as HTMLElement, file.text)}>Copy the text</button>
      ${
        editor === null
          ? nothing
          : html`<a href=${editAddress(editor, file, isNew)} target="_blank" rel="noopener">Open the editor for it</a>`
      }
    </p>
  </section>`;
}

/** The exact edit to make, for those who have no token: what the files are to say, and where they are edited. */
export function handView(proposal: SheetProposal | null, editor: string | null, back: () => void): TemplateResult {
  if (!proposal) return html`<p>Something is still missing.</p>`;
  return html`
    <p>Put this text in the place of what is there; what changes is marked. Then propose it there, under this title:</p>
    <p><strong>${proposal.title}</strong></p>
    ${proposal.files.map((file) => fileView(file, proposal, editor))}
    <footer><button type="button" class="desk-main" @click=${back}>Back</button></footer>
  `;
}
