// Who works by keyboard keeps a place: where what was pressed goes away, the heading of the screen takes the focus.
let last = null;
document.addEventListener("focusin", ({ target }) => { last = target; });
function keep() {
  const at = document.activeElement;
  const gone = last !== null && (at === document.body || at === last) && last.getClientRects().length === 0;
  if (!gone) return;
  const headings = [...document.querySelectorAll("[data-trd-heading]")];
  headings.find((heading) => heading.offsetParent !== null)?.focus({ preventScroll: true });
}
// What goes away does so when the page is drawn next.
globalThis.trdSdm.keepPlace = () => requestAnimationFrame(() => requestAnimationFrame(keep));
