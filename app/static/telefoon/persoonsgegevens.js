// What in an open answer points at one person. The same patterns as app/domain/persoonsgegevens.py, which says why each is
// as it is; one table of examples goes through both. Fetched apart from the form: a browser that is too old for these
// patterns warns of nothing, and still takes the interview.

const W = "\\p{L}\\p{N}_";
const [VOOR, NA] = [`(?<![${W}])`, `(?![${W}])`];

const EMAIL = vlag(`[${W}.+-]+@[${W}-]+(?:\\.[${W}-]+)+`);

const GEEN_DAG = `(?!\\d{1,2}[-./ ]\\d{1,2}[-./ ](?:19|20)\\d\\d${NA})`;
const TELEFOON = vlag(
  `(?<![${W}+])(?<!\\d[-./])(?:${GEEN_DAG}\\(?0[1-9]\\d{0,2}\\)?(?:[ .-]{0,3}\\d{2,})+` +
    "|(?:\\+|00)\\d{2}[ .-]?(?:\\(0\\))?[ .-]?\\d{1,3}(?:[ .-]?\\d{2,})+)(?!\\d)",
);

const POSTCODE = `[1-9]\\d{3}(?: ?(?!SA|SD|SS)[A-Z]{2}|(?!kg|km|cm|mm|ml|gb|mb|pk)[a-z]{2})${NA}`;
const HUIS = `\\d{1,4}(?:[ -]?[a-zA-Z])?${NA}`;
const ADRES = vlag(
  `${VOOR}${POSTCODE}[\\s,]*(?:(?:op|huis)?(?:nummer|nr\\.?)\\s*)?${HUIS}` +
    `|${VOOR}[A-Z][${W}.]+ ${HUIS}[\\s,]*(?:in )?${POSTCODE}`,
);

const [L, D] = ["[BCDFGHJKLMNPQRSTVWXYZ]", "\\d"];
const REEKSEN = ["LL DD LL", "LL LL DD", "DD LL LL", "DD LL DD", "DD LLL D", "D LLL DD", "LL DDD L", "L DDD LL", "LLL DD L", "L DD LLL", "D LL DDD", "DDD LL D"];
const OUDE_REEKSEN = ["LL DD DD", "DD DD LL"];
const KENTEKENS = [...[...REEKSEN, ...OUDE_REEKSEN].map((reeks) => reeks.replaceAll(" ", "-")), ...REEKSEN.map((reeks) => reeks.replaceAll(" ", ""))]
  .map((reeks) => reeks.replace(/[LD]/g, (teken) => (teken === "L" ? L : D)))
  .join("|");
const KENTEKEN = vlag(`(?<![${W}-])(?=[A-Z\\d-]{6,8}(?![${W}-]))(?:${KENTEKENS})(?![${W}-])`);
const HEEL_KENTEKEN = new RegExp(`^(?:${KENTEKENS})$`, "u");
const NA_KENTEKEN = vlag(`${VOOR}kenteken(?:plaat)?[^${W}]{1,3}(?:is )?([${W}-]{6,8})${NA}`, "i");

const NEGEN_CIJFERS = vlag(`(?<![${W}.,-])(?:\\d{4}[ .]\\d{2}[ .]\\d{3}|\\d{3}[ .]?\\d{3}[ .]?\\d{3})(?![${W}-])`);

const AANSPREKING = "mevrouw|meneer|mijnheer|de heer|buurman|buurvrouw|buurmeisje|buurjongen|familie|dokter|juf|juffrouw|meester|oma|opa|tante|oom";
const TUSSEN = "(?:(?:van|von|de|den|der|het|'t|’t|ten|ter|te|el|al|ben|bin|la|le|du|da|dos)[ -]){0,3}";
const NAAM = vlag(
  `${VOOR}(?:(?:${AANSPREKING})\\s|(?:mevr|mw|dhr|hr|fam|dr)${NA}\\.?\\s?` +
    `|(?:mijn naam is|(?:ik|hij|zij|ze|man|vrouw|zoon|dochter) heet)\\s)${TUSSEN}(\\p{L}(?:[${W}’'-]*[${W}])?)`,
  "i",
);
const GEEN_NAAM = new Set(
  "Ik Hij Zij Ze We Wij Het De Een Dat Die Dit En Maar U Er Ja Nee Wijk Als Dan Want Ook Niet Heel Veel".split(" "),
);
const PLAATS = /(?:straat|weg|laan|plein|singel|kade|park|pad|hof|school|flat)$/;

const ZOEK = { email: emails, telefoon: telefoons, adres: adressen, kenteken: kentekens, bsn: bsns, naam: namen };

/** Each piece of this text that seems to point at somebody, as [what it seems to be, the piece]. */
export function vindStukken(tekst) {
  const gevonden = [];
  let over = tekst;
  for (const [reden, zoek] of Object.entries(ZOEK)) {
    for (const [begin, stuk] of [...zoek(over)]) {
      gevonden.push([reden, stuk]); // and nothing else as well: an e-mail address is no name
      over = over.slice(0, begin) + "·".repeat(stuk.length) + over.slice(begin + stuk.length);
    }
  }
  return gevonden;
}

function* emails(tekst) {
  for (const { index, 0: stuk } of tekst.matchAll(EMAIL)) yield [index, stuk];
}

function* telefoons(tekst) {
  for (const { index, 0: stuk } of tekst.matchAll(TELEFOON)) {
    const { length } = stuk.replace(/\(0\)|\D/g, "");
    const isBuitenlands = stuk.startsWith("+") || stuk.startsWith("00");
    if (isBuitenlands ? length >= 10 && length < 16 : length === 10) yield [index, stuk];
  }
}

function* adressen(tekst) {
  for (const { index, 0: stuk } of tekst.matchAll(ADRES)) yield [index, stuk];
}

function* kentekens(tekst) {
  for (const { index, 0: stuk } of tekst.matchAll(KENTEKEN)) yield [index, stuk];
  for (const { index, 0: geheel, 1: stuk } of tekst.matchAll(NA_KENTEKEN)) {
    if (HEEL_KENTEKEN.test(stuk.toUpperCase())) yield [index + geheel.length - stuk.length, stuk];
  }
}

function* bsns(tekst) {
  for (const { index, 0: stuk } of tekst.matchAll(NEGEN_CIJFERS)) {
    const cijfers = [...stuk.replace(/\D/g, "")].map(Number);
    const som = cijfers.slice(0, 8).reduce((tot, cijfer, plek) => tot + cijfer * (9 - plek), 0);
    if (som > 0 && (som - cijfers[8]) % 11 === 0) yield [index, stuk];
  }
}

function* namen(tekst) {
  for (const { index, 0: stuk, 1: naam } of tekst.matchAll(NAAM)) {
    if (/^\p{Lu}/u.test(naam) && !GEEN_NAAM.has(naam) && !PLAATS.test(naam)) yield [index, stuk];
  }
}

function vlag(patroon, meer = "") {
  return new RegExp(patroon, `gu${meer}`);
}
