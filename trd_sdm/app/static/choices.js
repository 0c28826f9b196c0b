globalThis.trdSdm.define("Choices", ({ model, el, sdm }) => {
  const { make } = sdm;
  const id = sdm.uid("choices");
  const legend = make("legend", { className: "trd-choices-legend" });
  const help = make("p", { className: "trd-help", id: `${id}-help` });
  const status = make("p", { className: "trd-choices-status", role: "status" });
  const body = make("div", { className: "trd-choices-body" });
  const fieldset = make("fieldset", { className: "trd-choices", "aria-describedby": `${id}-help` }, legend, help, status, body);
  const many = () => model.get("multiple");
  let chosen = [];

  const read = () => { const value = model.get("value"); chosen = Array.isArray(value) ? [...value] : value ? [value] : []; };
  const inputs = () => [...body.querySelectorAll("input")];

  function sentence(blocked) {
    const [min, max, noun] = [model.get("min"), model.get("max"), model.get("noun")];
    const some = (count) => `${count}${noun ? ` ${count === 1 ? noun.replace(/s$/, "") : noun}` : ""}`;
    const all = max >= model.get("options").length;
    if (!many() || (!blocked && !min && all)) return ""; // nothing binds, so there is nothing to count
    if (blocked) return `${max} ${max === 1 ? "is" : "are"} chosen, and ${max} is the most that can be. Take one away to choose another.`;
    const range = min && !all && min !== max ? `Choose ${min} to ${some(max)}. ` : min === max ? `Choose ${some(min)}. `
      : min ? `Choose at least ${some(min)}. ` : all ? "" : `Choose up to ${some(max)}. `;
    const missing = min - chosen.length;
    return `${range}${chosen.length} chosen${missing > 0 ? `; choose ${missing} more` : ""}.`;
  }

  function tell(blocked = false) {
    const text = sentence(blocked);
    status.classList.toggle("trd-choices-blocked", blocked);
    if (status.textContent !== text) status.textContent = text;
    status.hidden = !text;
  }

  function check() {
    for (const input of inputs()) {
      input.checked = chosen.includes(input.value);
      input.closest(".trd-choice").classList.toggle("trd-chosen", input.checked);
    }
    tell();
  }

  function card(option) {
    const inputId = sdm.uid("choice");
    const input = make("input", {
      type: many() ? "checkbox" : "radio", id: inputId, name: id, value: option.id,
      disabled: Boolean(option.disabled || option.fixed || model.get("disabled")),
      "aria-labelledby": option.badge ? `${inputId}-label ${inputId}-badge` : `${inputId}-label`,
      "aria-describedby": option.detail ? `${inputId}-detail` : null,
    });
    input.addEventListener("change", () => choose(option, input));
    return make("label", { className: `trd-choice${option.disabled ? " trd-choice-disabled" : ""}`, htmlFor: inputId }, input,
      make("span", { className: "trd-choice-text" },
        make("span", { className: "trd-choice-label", id: `${inputId}-label` }, option.label),
        option.badge ? make("span", { className: "trd-badge", id: `${inputId}-badge` }, option.badge) : null,
        option.detail ? make("span", { className: "trd-choice-detail", id: `${inputId}-detail` }, option.detail) : null));
  }

  function choose(option, input) {
    if (many()) {
      if (input.checked && chosen.length >= model.get("max")) {
        input.checked = false;
        tell(true);
        return;
      }
      const wanted = new Set(chosen);
      if (input.checked) wanted.add(option.id); else wanted.delete(option.id);
      chosen = model.get("options").map((each) => each.id).filter((each) => wanted.has(each));
    } else if (model.get("confirmed")) {
      // What else the page shows depends on this choice, so it moves only when the rest has moved, and is not
      // made up for after a reload: nobody saw it.
      check();
      sdm.confirmed(sdm.input(model, model.get("key"), option.id, { keep: false }), () => { read(); check(); });
      return;
    } else {
      chosen = [option.id];
    }
    check();
    sdm.input(model, model.get("key"), many() ? chosen : chosen[0]);
  }

  function draw() {
    const focused = body.contains(document.activeElement) ? document.activeElement.value : null;
    legend.textContent = model.get("legend");
    help.textContent = model.get("help");
    help.hidden = !model.get("help");
    body.style.setProperty("--trd-columns", model.get("columns"));
    const groups = new Map();
    for (const option of model.get("options")) {
      const name = option.group ?? "";
      groups.set(name, [...(groups.get(name) ?? []), option]);
    }
    body.replaceChildren(...[...groups].map(([name, options]) => {
      const cards = make("div", { className: "trd-choice-cards" }, ...options.map(card));
      if (!name) return cards;
      const headingId = sdm.uid("group");
      return make("div", { role: "group", "aria-labelledby": headingId, className: "trd-choice-group" },
        make("p", { id: headingId, className: "trd-choice-heading" }, name), cards);
    }));
    read();
    check();
    if (focused !== null) inputs().find((input) => input.value === focused)?.focus();
  }

  model.on("change:value", () => {
    if (sdm.ahead(model.get("key"))) return;
    read();
    check();
  });
  for (const name of ["legend", "help", "options", "min", "max", "columns", "disabled", "noun"]) model.on(`change:${name}`, draw);
  draw();
  el.append(fieldset);
});
