// The list under a field one may search: ARIA combobox with a listbox; arrows move, Enter takes, Escape closes.
const MOST = 8;

globalThis.trdSdm.suggestions = (input, row, options, take) => {
  const { make } = globalThis.trdSdm;
  const listId = `${input.id}-list`;
  const list = make("ul", { id: listId, className: "trd-suggestions", role: "listbox", hidden: true });
  let [found, at] = [[], -1];
  row.append(list);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-controls": listId, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  // Names that begin with what is typed stand before names that only hold it.
  function search() {
    const sought = input.value.trim().toLowerCase();
    const rank = (one) => {
      const places = [one.label, ...(one.also ?? [])].map((name) => name.toLowerCase().indexOf(sought)).filter((place) => place >= 0);
      return places.length === 0 ? 2 : places.includes(0) ? 0 : 1;
    };
    return options().map((one) => [rank(one), one]).filter(([place]) => place < 2)
      .sort((a, b) => a[0] - b[0]).slice(0, MOST).map(([, one]) => one);
  }

  function mark(next) {
    at = next;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    if (at >= 0) {
      input.setAttribute("aria-activedescendant", `${listId}-${at}`);
      list.children[at].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function open() {
    found = search();
    const sought = input.value.trim().toLowerCase();
    list.replaceChildren(...found.map((one, index) => {
      const other = (one.also ?? []).find((name) => name.toLowerCase().startsWith(sought) && sought);
      const aside = one.detail || (other && !one.label.toLowerCase().startsWith(sought) ? other : "");
      const item = make("li", { id: `${listId}-${index}`, role: "option", "aria-selected": "false", className: "trd-suggestion" },
        one.label, aside ? make("span", { className: "trd-suggestion-aside" }, ` ${aside}`) : null);
      // Before the field loses the focus, which would take the typed words instead.
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); choose(index); });
      return item;
    }));
    show(found.length > 0);
    mark(-1);
  }

  function show(open_) {
    list.hidden = !open_;
    input.setAttribute("aria-expanded", String(open_));
    if (!open_) mark(-1);
  }

  function choose(index) {
    const one = found[index];
    show(false);
    take(one);
  }

  input.addEventListener("input", open);
  input.addEventListener("blur", () => show(false));
  input.addEventListener("keydown", (event) => {
    const shown = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!shown) open();
      else if (found.length > 0) mark((at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length);
      if (!shown && found.length > 0) mark(event.key === "ArrowDown" ? 0 : found.length - 1);
    } else if (event.key === "Enter" && shown && at >= 0) {
      event.preventDefault();
      choose(at);
    } else if (event.key === "Escape" && shown) {
      event.preventDefault();
      show(false);
    }
  });
  return { open: () => !list.hidden && at >= 0 };
};
