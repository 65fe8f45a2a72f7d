// Personal data typed by mistake, found and masked before anything leaves the browser; the service does it again.

const GAP = "[ .\\-/_\\u00a0\\u202f]{0,2}";
const WORD = "[\\p{L}\\p{N}_]";
const IBANS = { FR: 27, MC: 27, IT: 27, PT: 25, ES: 24, DE: 22, GB: 22, IE: 22, CH: 21, LU: 20, LT: 20, NL: 18, BE: 16 };
const COUNTRIES = "33|262|590|594|596|508|687|689|681";

const MASKS = {
  email: "[adresse e-mail]",
  phone: "[numéro de téléphone]",
  nir: "[numéro de sécurité sociale]",
  iban: "[IBAN]",
  card: "[numéro de carte]",
};

const figures = (text) => text.replace(/[^\p{L}\p{N}]/gu, "").toUpperCase();

function remainder(digits, divisor) {
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % divisor, 0);
}

function isNir(text) {
  const found = figures(text);
  if (found.length === 13) return true;
  const number = found.slice(0, 13).replace("2A", "19").replace("2B", "18");
  return 97 - remainder(number, 97) === Number(found.slice(13));
}

function isIban(text) {
  const found = figures(text);
  const turned = found.slice(4) + found.slice(0, 4);
  return remainder([...turned].map((sign) => parseInt(sign, 36)).join(""), 97) === 1;
}

function isCard(text) {
  const found = [...figures(text)].reverse();
  const sum = found.reduce((total, sign, place) => {
    const value = Number(sign) * (place % 2 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return new Set(found).size > 1 && sum % 10 === 0;
}

function isPhone(text) {
  const found = figures(text);
  if (text.trimStart().startsWith("+") || found.startsWith("00")) {
    const national = found.replace(new RegExp(`^(?:00)?(?:${COUNTRIES})0?`), "");
    return national.length === 9 || (national.length === 6 && !/^(33|0033)/.test(found));
  }
  return /^0[1-9]\d{8}$/.test(found) && !/^(080[0-5]\d{6}|0972394050)$/.test(found);
}

function finders() {
  const iban = Object.entries(IBANS).map(([country, size]) => `${country} ?\\d\\d(?:[ -]?[A-Z0-9]){${size - 4}}`);
  const email =
    `(?<![\\p{L}\\p{N}_.+-])[\\p{L}\\p{N}_.+'-]*${WORD} ?(?:@| ?\\[(?:at|arobase|a)\\] ?| ?\\((?:at|arobase|a)\\) ?| arobase ) ?` +
    `[\\p{L}\\p{N}_-]+(?:\\.[\\p{L}\\p{N}_-]+)*(?:\\.| ?\\[(?:point|dot)\\] ?| ?\\((?:point|dot)\\) ?| point )[A-Za-z]{2,24}(?![\\p{L}\\p{N}_-])`;
  const nir =
    `(?<!${WORD})[1-478]${GAP}\\d\\d${GAP}(?:0[1-9]|1[0-2]|[2-9]\\d)${GAP}(?:\\d\\d|2[ABab])${GAP}\\d{3}${GAP}\\d{3}` +
    `(?:${GAP}\\d\\d)?(?!${WORD})`;
  const phone =
    `(?<![\\p{L}\\p{N}_+])(?:(?:\\+|00) ?(?:${COUNTRIES})${GAP}(?:\\(0\\)${GAP}|0${GAP})?\\d(?:${GAP}\\d){5,8}` +
    `|0${GAP}\\d(?:${GAP}\\d){7,8})(?!${WORD}|[.,]\\d|[ .\\-](?!0[1-9])\\d\\d(?!\\d))`;
  return [
    ["email", new RegExp(email, "gu"), () => true],
    ["iban", new RegExp(`(?<!${WORD})(?:${iban.join("|")})(?!${WORD})`, "giu"), isIban],
    ["nir", new RegExp(nir, "gu"), isNir],
    ["card", new RegExp(`(?<![\\p{L}\\p{N}_+])\\d(?:[ \\-]?\\d){12,18}(?!${WORD})`, "gu"), isCard],
    ["phone", new RegExp(phone, "gu"), isPhone],
  ];
}

let known = null;

/** The personal data in `text`, in order: kind, start, end. Empty in a browser without look-behind. */
export function findPersonal(text) {
  try {
    known ??= finders();
  } catch {
    known = [];
  }
  const found = [];
  for (const [kind, pattern, isRight] of known) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      const free = found.every((other) => end <= other.start || other.end <= start);
      const inside = kind === "phone" && /\d[ .-]$/.test(text.slice(0, start));
      const continues = inside && found.every((other) => other.end !== start - 1);
      if (free && isRight(match[0]) && !continues) found.push({ kind, start, end });
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

/** `text` with each piece of personal data replaced by its kind in brackets. */
export function maskPersonal(text) {
  return findPersonal(text).reduceRight(
    (rest, { kind, start, end }) => rest.slice(0, start) + MASKS[kind] + rest.slice(end),
    text,
  );
}
