// A site's colour, made readable: what would be under 4.5:1 (WCAG 1.4.3) is darkened or lightened until it is not.

const COLOUR = "#0b4a9e";
const LIGHT = { surface: [255, 255, 255], bubble: [238, 241, 247] };
const DARK = { surface: [24, 26, 32], bubble: [40, 43, 52] };
const ENOUGH = 4.5;

/** `#rgb` or `#rrggbb` as three numbers, null for anything else. */
function parseColour(text) {
  const found = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(String(text || "").trim());
  if (!found) return null;
  const digits = found[1].length === 3 ? found[1].replace(/./g, "$&$&") : found[1];
  return [0, 2, 4].map((start) => parseInt(digits.slice(start, start + 2), 16));
}

function luminance(colour) {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast ratio of two colours, 1 to 21. */
function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function towards(colour, target, grounds) {
  for (let step = 0; step <= 20; step += 1) {
    const mixed = colour.map((part, place) => Math.round(part + ((target[place] - part) * step) / 20));
    if (grounds.every((ground) => contrast(mixed, ground) >= ENOUGH)) return mixed;
  }
  return target;
}

const css = (colour) => `rgb(${colour.join(" ")})`;

/** The colours of a scheme: `accent` under white or black text, `link` as text on the panel. */
function palette(text, dark) {
  const colour = parseColour(text) || parseColour(COLOUR);
  const { surface, bubble } = dark ? DARK : LIGHT;
  const link = towards(colour, dark ? [255, 255, 255] : [0, 0, 0], [surface, bubble]);
  const ink = contrast(link, [255, 255, 255]) >= ENOUGH ? [255, 255, 255] : [12, 14, 18];
  return { accent: css(link), ink: css(ink), link: css(link) };
}

/** Give `target` the colours of a site, in both schemes: style sheets pick by `prefers-color-scheme`. */
export function applyTheme(target, colour) {
  for (const dark of [false, true]) {
    const found = palette(colour, dark);
    const suffix = dark ? "dark" : "light";
    for (const name of Object.keys(found)) target.style.setProperty(`--${name}-${suffix}`, found[name]);
  }
}
