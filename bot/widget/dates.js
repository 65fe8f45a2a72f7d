// Moments in French, in the place's own time zone.

function local(text, zone, options) {
  return new Intl.DateTimeFormat("fr-FR", { timeZone: zone, ...options }).format(new Date(text));
}

const DAY = { weekday: "long", day: "numeric", month: "long", year: "numeric" };

function day(text, zone, whole) {
  // A date alone has no zone: it must not slip to the day before.
  const words = local(whole ? `${text.slice(0, 10)}T12:00:00Z` : text, whole ? "UTC" : zone, DAY);
  return words.replace(/(^|\s)1 /, "$11er ");
}

function hour(text, zone) {
  const [hours, minutes] = local(text, zone, { hour: "numeric", minute: "2-digit", hourCycle: "h23" }).split(/\D+/);
  return minutes === "00" ? `${Number(hours)}\u00a0h` : `${Number(hours)}\u00a0h\u00a0${minutes}`;
}

/** « samedi 28 novembre 2026, de 9 h à 12 h 30 »; what cannot be read is given as it is. */
export function frenchWhen(when) {
  const zone = when.timezone || "Europe/Paris";
  try {
    const first = day(when.start, zone, when.all_day);
    const last = when.end ? day(when.end, zone, when.all_day) : first;
    if (when.all_day) return first === last ? first : `du ${first} au ${last}`;
    const start = hour(when.start, zone);
    if (!when.end || new Date(when.end) <= new Date(when.start)) return `${first} à ${start}`;
    const end = hour(when.end, zone);
    return first === last ? `${first}, de ${start} à ${end}` : `du ${first} à ${start} au ${last} à ${end}`;
  } catch {
    return [when.start, when.end].filter(Boolean).join(" – ");
  }
}
