globalThis.trdSdm.define("Markup", ({ model, el, sdm }) => {
  const box = sdm.make("div", { className: "trd-markup", role: model.get("live") ? "status" : null });
  // What a person opened, switched to or stands at stays so when the text around it is renewed.
  function kept() {
    const ids = (selector) => [...box.querySelectorAll(selector)].map((each) => each.id);
    const at = box.contains(document.activeElement) ? document.activeElement : null;
    return {
      open: ids("details[id][open]"), shut: ids("details[id]:not([open])"), on: ids("input[type=radio][id]:checked"),
      at: at?.id || null, inside: at?.localName === "summary" ? at.parentElement.id : null,
    };
  }
  function restore({ open, shut, on, at, inside }) {
    const found = (id) => (id ? box.querySelector(`#${CSS.escape(id)}`) : null);
    for (const id of open) if (found(id)) found(id).open = true;
    for (const id of shut) if (found(id)) found(id).open = false;
    for (const id of on) if (found(id)) found(id).checked = true;
    (found(at) ?? found(inside)?.querySelector("summary"))?.focus({ preventScroll: true });
  }
  // On a screen that is just being opened, its heading is shown first: then the wait is longer.
  function comeForward(soon) {
    const show = () => { if (box.getClientRects().length) box.scrollIntoView({ block: "start" }); };
    if (soon) requestAnimationFrame(show);
    else setTimeout(show, 400);
  }
  let drawn = false;
  function draw() {
    const before = kept(), begins = box.innerHTML === "";
    box.innerHTML = model.get("html"); // trusted: rendered with autoescape in Python
    restore(before);
    // Seen by who scrolled on; the focus stays, since a question may be half answered.
    if (begins && box.innerHTML && model.get("comes_forward")) comeForward(drawn);
    drawn = true;
    sdm.links(box);
    // A table wider than the screen scrolls in a region a keyboard can reach.
    for (const region of box.querySelectorAll(".trd-table-region")) region.tabIndex = 0;
  }
  model.on("change:html", draw);
  draw();
  el.append(box);
});
