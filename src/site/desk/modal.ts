/** An empty dialog with the heading `desk-heading`. Focus goes back to where it was when it is closed. */
export function createModal(): HTMLDialogElement {
  const dialog = document.createElement("dialog");
  dialog.className = "desk";
  dialog.setAttribute("aria-labelledby", "desk-heading");
  const before = document.activeElement;
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before instanceof HTMLElement) before.focus();
  });
  return dialog;
}

/** Shows a dialog, also one that was closed. */
export function showModal(dialog: HTMLDialogElement): void {
  if (dialog.open) return;
  document.body.append(dialog);
  dialog.showModal();
}
