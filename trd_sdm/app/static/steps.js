globalThis.trdSdm.define("Steps", ({ model, el, sdm, signal }) => {
  const { make } = sdm;
  const list = make("ol", { className: "trd-steps-list" });
  el.append(make("nav", { className: "trd-steps", "aria-label": model.get("label") }, list));

  const go = (id) => sdm.input(model, model.get("key"), id);
  // The browser's Back goes a step back, not off the page; the address stays as it is.
  const remember = (replace) => history[replace ? "replaceState" : "pushState"]({ trdStep: model.get("value") }, "");
  let returning = false;
  globalThis.addEventListener("popstate", (event) => {
    const step = event.state?.trdStep;
    if (!step || step === model.get("value") || sdm.ahead(model.get("key"))) return;
    returning = true;
    go(step);
  }, { signal });

  function draw() {
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.step : null;
    list.replaceChildren(...model.get("steps").map((step, place) => {
      const here = step.id === model.get("value");
      const why = step.why_not && !here ? make("span", { className: "trd-visually-hidden" }, ` (${step.why_not})`) : null;
      const button = make(
        "button",
        { type: "button", className: "trd-steps-button", "aria-current": here ? "step" : null, "aria-disabled": why ? "true" : null },
        make("span", { className: "trd-steps-number", "aria-hidden": "true" }, String(place + 1)),
        make("span", {}, step.label),
        why,
      );
      button.dataset.step = step.id;
      button.addEventListener("click", () => {
        if (why) sdm.status("step", step.why_not);
        else if (!here) go(step.id);
      });
      return make("li", {}, button);
    }));
    if (focused) list.querySelector(`[data-step="${focused}"]`)?.focus();
  }

  // A new step is read from its heading; the wait is for the page that is being shown.
  let asked = 0;
  function moveToHeading(tries = 40) {
    const mine = (asked += 1);
    const look = (left) => {
      const heading = [...document.querySelectorAll("[data-trd-heading]")].find(
        (candidate) => candidate.offsetParent !== null && candidate.dataset.trdHeading === model.get("value"),
      );
      if (heading && mine === asked) {
        heading.focus({ preventScroll: true });
        document.scrollingElement?.scrollTo({ top: 0 });
      } else if (left > 0 && mine === asked) requestAnimationFrame(() => look(left - 1));
    };
    requestAnimationFrame(() => look(tries));
  }

  model.on("change:steps", draw);
  model.on("change:value", () => {
    sdm.status(null, "");
    if (returning) returning = false;
    else if (history.state?.trdStep !== model.get("value")) remember(false);
    draw();
    moveToHeading();
  });
  remember(true);
  draw();
});
