// Who works by keyboard keeps a place: where what was pressed goes away, the heading of the screen takes the focus.
// Where another screen takes the place of the one that was shown, it is read from its top.
let last = null;
let stood = null; // the heading that was shown
document.addEventListener("focusin", ({ target }) => { last = target; });
function keep() {
  const at = document.activeElement;
  const gone = last !== null && (at === document.body || at === last) && last.getClientRects().length === 0;
  const heading = [...document.querySelectorAll("[data-trd-heading]")].find((each) => each.offsetParent !== null);
  if (!heading) return;
  const turned = stood !== null && stood !== heading.dataset.trdHeading;
  stood = heading.dataset.trdHeading;
  if (gone) heading.focus({ preventScroll: true });
  if (turned) document.scrollingElement?.scrollTo({ top: 0 });
}
// What goes away does so when the page is drawn next.
globalThis.trdSdm.keepPlace = () => requestAnimationFrame(() => requestAnimationFrame(keep));
