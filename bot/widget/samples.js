// Samples for the gallery. Amounts are round on purpose: they inform nobody, and they say that they are examples.

const reply = (id, text, more) => ({ id, author: "bot", text, choices: [], cards: [], sources: [], ...more });

const welcome = reply(
  "welcome",
  "Bonjour. Je suis un programme automatique : je renseigne sur les métiers du soin et de l'accompagnement. " +
    "Que voulez-vous savoir ?\n\nVos messages sont gardés 30 jours au plus. [Vos données et vos droits](/confidentialite)",
  {
    choices: [
      { id: "1", title: "M'aider à choisir" },
      { id: "2", title: "Découvrir un métier" },
      { id: "3", title: "Voir les rencontres" },
    ],
  },
);

const answer = reply("answer", "Voici ce que je sais du **métier d'exemple** : on y accompagne des personnes au quotidien.", {
  sources: [{ title: "Source d'exemple", url: "https://exemple.test/", as_of: "2026" }],
});

const pay = reply("pay", "**Métier d'exemple**\n\n- En début de carrière : **1 000 € brut par mois** (exemple).", {
  choices: [{ id: "4", title: "Comment le devenir" }],
  cards: [
    {
      kind: "profession",
      title: "Autres situations",
      example: true,
      facts: [{ label: "Prime, en plus : dimanche", value: "60 € (exemple)" }],
      chart: {
        title: "Salaires comparés",
        unit: "€ brut par mois",
        bars: [
          { label: "À l'hôpital, en début de carrière", low: 1000, high: 1100, note: "exemple" },
          { label: "À l'hôpital, en fin de carrière", low: 1500, note: "exemple" },
          { label: "Dans une association, en début de carrière", low: 900, high: 1200, note: "exemple" },
        ],
      },
    },
  ],
  sources: [{ title: "Source d'exemple", url: "https://exemple.test/", as_of: "2026" }],
});

const list = reply("list", "Voici **deux rencontres** et une personne à contacter :", {
  choices: [{ id: "5", title: "Plus loin" }, { id: "6", title: "Un autre jour" }],
  cards: [
    {
      kind: "event",
      title: "Portes ouvertes",
      subtitle: "Institut d'exemple",
      example: true,
      when: { start: "2026-11-28T09:00:00+01:00", end: "2026-11-28T12:30:00+01:00", timezone: "Europe/Paris" },
      place: { name: "Ville d'exemple", distance_km: 3.2 },
      links: [
        { rel: "register", title: "S'inscrire", href: "https://exemple.test/" },
        { rel: "calendar", title: "Ajouter à mon agenda", href: "/events/exemple.ics" },
      ],
    },
    {
      kind: "contact",
      title: "Service d'exemple",
      example: true,
      facts: [{ label: "Pour qui", value: "De 16 à 25 ans" }],
      links: [{ rel: "more", title: "Voir le site", href: "https://exemple.test/" }],
    },
  ],
});

const human = { ...reply("human", "Bonjour, je lis votre demande. Êtes-vous disponible demain matin ?"), author: "human" };
const apology = reply(
  "apology",
  "Pardon, je ne peux pas vous répondre pour l'instant. Si vous êtes en danger : le 15 ou le 112. Idées suicidaires : le 3114.",
);
const away = {
  status: 503,
  detail: "L'assistant ne répond pas pour l'instant. Votre message est gardé : renvoyez-le bientôt.",
  replies: [apology],
};
const often = {
  status: 429,
  detail: "Vous envoyez beaucoup de messages. Attendez un instant, puis renvoyez le dernier.",
};
const gone = { status: 410, detail: "Cette conversation a été effacée. Vous pouvez en commencer une nouvelle." };
const ask = "Combien gagne-t-on ?";

export const SAMPLES = {
  welcome,
  answer,
  states: [
    { name: "ferme", title: "Fermé : le bouton, sur la page de l'agence", closed: "Une question ?" },
    { name: "ouvert", title: "À l'ouverture" },
    { name: "jeune", title: "Pour un public choisi par la page", audience: "young" },
    { name: "salaire", title: "Un salaire : graphique et tableau", says: ask, replies: [pay] },
    {
      name: "deplie",
      title: "Le tableau et les sources dépliés",
      says: ask,
      replies: [pay],
      presses: [".chart summary", ".sources summary"],
    },
    { name: "avis", title: "Un avis, et pourquoi si l'on veut", says: ask, replies: [answer], presses: [".tools button"] },
    { name: "liste", title: "Des fiches", says: "Les rencontres près de chez moi", replies: [list] },
    { name: "attente", title: "L'assistant écrit", says: ask, hangs: true },
    { name: "humain", title: "Une personne répond", says: "Je voudrais un rendez-vous", replies: [human] },
    { name: "demande", title: "Parler à quelqu'un", view: "human" },
    { name: "incomplete", title: "Une demande incomplète", view: "human", presses: [".request .main"] },
    { name: "options", title: "Options", view: "options" },
    { name: "effacer", title: "Avant d'effacer", view: "options", presses: [".confirm button"] },
    { name: "vide", title: "Un message vide", types: "", submits: true },
    { name: "personnel", title: "Une donnée personnelle est signalée", types: "Mon numéro est le 06 39 98 00 00" },
    { name: "trop-long", title: "Un message trop long", types: "mot ".repeat(260).trim(), submits: true },
    { name: "pas-ouvert", title: "La conversation n'a pas pu s'ouvrir", unopened: away },
    { name: "absent", title: "Le service est absent (503)", says: ask, refusal: away },
    { name: "trop", title: "Trop de messages (429)", says: ask, refusal: often },
    { name: "effacee", title: "Conversation effacée (410)", says: ask, refusal: gone },
    { name: "hors-ligne", title: "Le réseau ne répond pas", says: ask, refusal: { status: 0 } },
    { name: "etroit", title: "Sur 320 pixels de large", narrow: true, says: ask, replies: [pay] },
    { name: "sombre", title: "Thème sombre", scheme: "dark", says: ask, replies: [pay] },
    { name: "jaune", title: "Couleur trop claire, foncée d'office", colour: "#ffd600", says: ask, replies: [list] },
    { name: "jaune-sombre", title: "La même, en sombre", colour: "#ffd600", scheme: "dark", says: ask },
  ],
};
