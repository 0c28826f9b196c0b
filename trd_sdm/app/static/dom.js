// Small words for making elements, so that the parts read like what they draw.
let count = 0;
globalThis.trdSdm.uid = (name) => `trd-${name}-${(count += 1)}`;
globalThis.trdSdm.make = (tag, properties = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name in element && !name.startsWith("aria") && name !== "role") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
};
// A link opens a new tab that cannot reach back.
globalThis.trdSdm.links = (element) => {
  for (const link of element.querySelectorAll("a[href]:not([href^='#'], [href^='tel:'])")) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
};
