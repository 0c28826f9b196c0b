globalThis.trdSdm.define("RangeSlider", ({ model, el, sdm }) => {
  const { make } = sdm;
  const id = sdm.uid("slider");
  const input = make("input", { type: "range", id, className: "trd-slider-input", "aria-describedby": `${id}-help ${id}-ends` });
  const mark = make("span", { className: "trd-swatch", "aria-hidden": "true" });
  const label = make("label", { htmlFor: id, className: "trd-slider-label" });
  // The slider's own value text is read aloud; the output repeats it for the eye only.
  const output = make("output", { htmlFor: id, className: "trd-slider-output", "aria-live": "off" });
  const clear = make("button", { type: "button", className: "trd-button trd-button-quiet trd-slider-clear" }, "Clear");
  const help = make("p", { id: `${id}-help`, className: "trd-help" });
  const low = make("span");
  const high = make("span");
  const ends = make("p", { id: `${id}-ends`, className: "trd-slider-ends" }, low, make("span", { className: "trd-visually-hidden" }, " to "), high);
  const box = make("div", { className: "trd-slider" },
    make("div", { className: "trd-slider-head" }, make("span", { className: "trd-slider-name" }, mark, label), output, clear),
    help, input, ends);
  let value = model.get("value");

  const words = (number) => model.get("value_words").replaceAll("{value}", number)
    .replaceAll("{max}", model.get("max")).replaceAll("{min}", model.get("min"));

  function showValue() {
    const rated = value !== null && value !== undefined;
    const [min, max] = [model.get("min"), model.get("max")];
    if (rated) input.value = value;
    else input.value = (min + max) / 2;
    input.setAttribute("aria-valuetext", rated ? words(value) : model.get("unrated_words"));
    input.style.setProperty("--trd-filled", rated ? `${(100 * (value - min)) / (max - min)}%` : "0%");
    box.classList.toggle("trd-unrated", !rated);
    output.textContent = rated ? words(value) : model.get("unrated_words");
    clear.hidden = !rated || !model.get("clearable") || model.get("disabled");
  }

  function showFrame() {
    input.min = model.get("min");
    input.max = model.get("max");
    input.step = model.get("step");
    input.disabled = model.get("disabled");
    label.textContent = model.get("label");
    mark.hidden = !model.get("color");
    mark.style.background = model.get("color");
    mark.style.color = model.get("ink");
    mark.textContent = model.get("letter");
    help.textContent = model.get("help");
    help.hidden = !model.get("help");
    low.textContent = model.get("low_words");
    high.textContent = model.get("high_words");
    ends.hidden = !model.get("low_words") && !model.get("high_words");
    clear.setAttribute("aria-label", `Clear rating: ${model.get("label")}`);
    showValue();
  }

  function rate(next) {
    if (next === value) return;
    value = next;
    showValue();
    sdm.input(model, model.get("key"), value);
  }

  // A finger that scrolls the page over a slider must not rate: a touch counts when it moves sideways or is a tap.
  let touch = null;
  input.addEventListener("pointerdown", (event) => { touch = event.pointerType === "touch" ? { x: event.clientX } : null; });
  input.addEventListener("pointermove", (event) => { if (touch && Math.abs(event.clientX - touch.x) > 8) touch = null; });
  input.addEventListener("pointercancel", () => { if (touch) showValue(); touch = null; });
  input.addEventListener("pointerup", () => { if (touch) { touch = null; rate(Number(input.value)); } });
  input.addEventListener("input", () => { if (!touch) rate(Number(input.value)); });
  // The middle is a rating too: a press that moves nothing must count while nothing is rated.
  input.addEventListener("click", () => { if (box.classList.contains("trd-unrated")) rate(Number(input.value)); });
  input.addEventListener("keydown", (event) => {
    if ((event.key === "Enter" || event.key === " ") && box.classList.contains("trd-unrated")) {
      event.preventDefault();
      rate(Number(input.value));
    }
    if (event.key === "Delete" && model.get("clearable")) rate(null);
  });
  clear.addEventListener("click", () => { rate(null); input.focus(); });
  model.on("change:value", () => {
    if (sdm.ahead(model.get("key"))) return;
    value = model.get("value");
    showValue();
  });
  for (const name of ["min", "max", "step", "label", "help", "low_words", "high_words", "disabled", "color", "letter", "ink", "value_words"]) {
    model.on(`change:${name}`, showFrame);
  }
  showFrame();
  el.append(box);
});
