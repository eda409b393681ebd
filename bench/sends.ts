/** Requests that every server gets: to 10,000 recipients, all different, with texts of five kinds. */
export const TARGET = "/v1/sms/send?access_token=test_bench";

const RECIPIENTS = 10_000;
/** 555-0100 and 555-0150 to 555-0199: fictional numbers that nothing special is attached to. */
const ENDINGS = ["00", ...Array.from({ length: 50 }, (_, index) => String(50 + index))];
const FIRST_AREA_CODE = 201;

const TEXTS = [
  "Your code is 271828.",
  "Your order is on its way and arrives between noon and four. Reply STOP to opt out. ".padEnd(160, "."),
  "Olá! A sua encomenda chega amanhã às dez; até já, e obrigado pela preferência.",
  "Party tonight at nine 🎉 bring a friend 🙌🏽 and something to drink 🍹",
  "The meeting moves to Thursday at ten, in the large room on the second floor. ".repeat(4).slice(0, 300),
];

/** The recipients' numbers. */
export function recipients(): readonly string[] {
  return Array.from({ length: RECIPIENTS }, (_, index) => {
    const areaCode = FIRST_AREA_CODE + Math.floor(index / ENDINGS.length);
    return `1${areaCode}55501${ENDINGS[index % ENDINGS.length]}`;
  });
}

/** Bodies in JSON. */
export function sends(): readonly string[] {
  return recipients().map((MobilePhone, index) =>
    JSON.stringify({ MobilePhone, Message: TEXTS[index % TEXTS.length] }),
  );
}
