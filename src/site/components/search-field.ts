// Pagefind makes the search's field when somebody reaches for it. It names it by a tooltip alone, and the dialog may be open by then.

function complete(field: HTMLInputElement): void {
  field.ariaLabel = field.placeholder;
  if (field.closest("dialog")?.open) field.focus();
}

const place = document.querySelector("#starlight__search");
const observer = new MutationObserver(() => {
  const field = place?.querySelector("input");
  if (!field) return;
  observer.disconnect();
  complete(field);
});
if (place) observer.observe(place, { childList: true, subtree: true });
