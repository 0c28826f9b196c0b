globalThis.trdSdm.define("Steps", ({ model, el, sdm, signal }) => {
  const { make } = sdm;
  const list = make("ol", { className: "trd-steps-list" });
  const screens = make("ol", { className: "trd-steps-list trd-screens-list" });
  // Where the names of the screens would fill a phone before the heading, one line stands for them until it is pressed.
  const fold = make("button", { type: "button", className: "trd-fold-button trd-screens-fold" });
  const part = make("nav", { className: "trd-steps trd-screens" }, fold, screens);
  el.append(make("nav", { className: "trd-steps", "aria-label": model.get("label") }, list), part);

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

  function unfold(open) {
    part.classList.toggle("trd-open", open);
    fold.setAttribute("aria-expanded", String(open));
  }
  fold.addEventListener("click", () => unfold(!part.classList.contains("trd-open")));

  const stepOf = (screen) => model.get("steps").find((step) => step.screens.some((each) => each.id === screen));
  const open = (screen) => { if (screen.why_not) sdm.status("step", screen.why_not); else go(screen.id); };

  function button(label, { here, why, number = null, act, id }) {
    const blocked = why && !here;
    const made = make(
      "button",
      { type: "button", className: "trd-steps-button", "aria-current": here || null, "aria-disabled": blocked ? "true" : null },
      number === null ? null : make("span", { className: "trd-steps-number", "aria-hidden": "true" }, String(number)),
      make("span", {}, label),
      blocked ? make("span", { className: "trd-visually-hidden" }, ` (${why})`) : null,
    );
    made.dataset.screen = id;
    made.addEventListener("click", act);
    return make("li", {}, made);
  }

  function draw() {
    const held = [list, screens].find((each) => each.contains(document.activeElement));
    const focused = held ? document.activeElement.dataset.screen : null;
    const now = stepOf(model.get("value"));
    list.replaceChildren(...model.get("steps").map((step, place) => {
      // A step opens at its first screen that can be opened; where none can, the first one says why.
      const target = step.screens.find((screen) => !screen.why_not) ?? step.screens[0];
      const here = step === now;
      return button(step.label, {
        here: here ? "step" : null, why: target.why_not, number: place + 1, id: step.id,
        act: () => { if (!here) open(target); },
      });
    }));
    const several = now && now.screens.length > 1;
    part.hidden = !several;
    part.setAttribute("aria-label", now ? now.label : "");
    screens.replaceChildren(...(several ? now.screens : []).map((screen) => {
      const here = screen.id === model.get("value");
      return button(screen.label, { here: here ? "page" : null, why: screen.why_not, id: screen.id, act: () => { if (!here) open(screen); } });
    }));
    const place = several ? now.screens.findIndex((screen) => screen.id === model.get("value")) : -1;
    if (place >= 0) fold.textContent = `${now.screens[place].label}: screen ${place + 1} of ${now.screens.length}`;
    if (focused) held.querySelector(`[data-screen="${focused}"]`)?.focus();
  }

  // A new step is read from its heading; the wait is for the page that is being shown.
  let asked = 0;
  function moveToHeading(patience = 10_000) {
    const mine = (asked += 1);
    const until = performance.now() + patience;
    const look = () => {
      const heading = [...document.querySelectorAll("[data-trd-heading]")].find(
        (candidate) => candidate.offsetParent !== null && candidate.dataset.trdHeading === model.get("value"),
      );
      if (heading && mine === asked) {
        heading.focus({ preventScroll: true });
        document.scrollingElement?.scrollTo({ top: 0 });
        // Where the safety stop opened this screen, what it says comes first.
        const stop = [...document.querySelectorAll(".trd-stop")].find((each) => each.getClientRects().length);
        stop?.scrollIntoView({ block: "start" });
      } else if (performance.now() < until && mine === asked) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }

  model.on("change:steps", draw);
  model.on("change:value", () => {
    sdm.status(null, "");
    if (returning) returning = false;
    else if (history.state?.trdStep !== model.get("value")) remember(false);
    unfold(false);
    draw();
    moveToHeading();
  });
  remember(true);
  unfold(false);
  draw();
});
