globalThis.trdSdm.define("Pause", ({ model, el, sdm, signal }) => {
  const { make } = sdm;
  const KEY = "trd-sdm/paused";
  const id = sdm.uid("pause");
  const remember = (on) => {
    try { if (on) sessionStorage.setItem(KEY, "true"); else sessionStorage.removeItem(KEY); } catch { /* kept for this page only */ }
  };
  const remembered = () => { try { return sessionStorage.getItem(KEY) === "true"; } catch { return false; } };
  let paused = false;
  let back = null; // where the reader was

  const button = make("button", { type: "button", className: "trd-button trd-button-secondary" }, model.get("label"));
  const proceed = make("button", { type: "button", className: "trd-button trd-button-primary" }, model.get("proceed"));
  // A modal dialog takes everything below it out of reach, whatever else changes there in the meantime.
  const cover = make("dialog", { className: "trd-cover", "aria-labelledby": id },
    make("p", { id, className: "trd-cover-words", role: "status" }, model.get("text")),
    make("p", { className: "trd-cover-help" }, model.get("help")), proceed);

  function pause() {
    if (paused) return;
    paused = true;
    back = document.activeElement;
    remember(true);
    if (!cover.isConnected) document.body.append(cover);
    cover.showModal();
    document.documentElement.dataset.trdPaused = "";
    proceed.focus();
  }
  function goOn() {
    paused = false;
    remember(false);
    delete document.documentElement.dataset.trdPaused;
    cover.close();
    (back?.isConnected && back !== document.body ? back : button).focus();
  }
  button.addEventListener("click", pause);
  proceed.addEventListener("click", goOn);
  // Escape must not show the screen to whoever has come in.
  cover.addEventListener("keydown", (event) => { if (event.key === "Escape") event.preventDefault(); });
  cover.addEventListener("cancel", (event) => event.preventDefault());
  cover.addEventListener("close", () => { if (paused) { cover.showModal(); proceed.focus(); } });
  signal.addEventListener("abort", () => { paused = false; cover.remove(); });
  el.append(make("div", { className: "trd-action" }, button));
  if (remembered()) pause();
});
