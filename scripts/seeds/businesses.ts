/** Senders of the rich seed, and what they write. */
import type { Faker } from "@faker-js/faker";

export interface Business {
  readonly token: string;
  /** A text that the business sends. */
  readonly text: (faker: Faker) => string;
  /** Questions of customers, and the business's answers. */
  readonly talks: readonly (readonly [question: string, answer: string])[];
}

export const businesses: readonly Business[] = [
  {
    token: "test_bakery",
    text: (faker) =>
      faker.helpers.arrayElement([
        `Good morning ${faker.person.firstName()}! ${faker.food.dish()} today, while it lasts.`,
        `Your order ${faker.string.numeric(4)} is ready. Please collect it before 6 pm.`,
        `Crème brûlée — back on Friday ☕`,
      ]),
    talks: [
      ["Is it open on Sunday?", "From 8 to noon. See you there!"],
      ["Do you have gluten-free bread?", "Every Tuesday and Friday."],
    ],
  },
  {
    token: "test_clinic",
    text: (faker) =>
      faker.helpers.arrayElement([
        `${faker.person.firstName()}, your appointment is on ${faker.date.weekday()} at ${faker.number.int({ min: 8, max: 17 })}:30. Reply C to confirm.`,
        "Your results are ready. Please call us between 9 and 11 am.",
      ]),
    talks: [
      ["C", "Thank you, we have confirmed your appointment."],
      ["Can I come an hour later?", "Yes, we have moved you by an hour."],
    ],
  },
  {
    token: "test_couriers",
    text: (faker) =>
      faker.helpers.arrayElement([
        `Parcel ${faker.string.alphanumeric({ length: 8, casing: "upper" })} arrives today between ${faker.number.int({ min: 9, max: 15 })} and 17.`,
        `Nobody was at home at ${faker.location.streetAddress()}. We will try again tomorrow.`,
        `Your code is ${faker.string.numeric(6)}. Do not give it to anybody.`,
      ]),
    talks: [["Please leave it with the neighbour", "We will."]],
  },
  {
    token: "test_theatre",
    text: (faker) =>
      `Tonight at 8: "${faker.music.songName()}". ${faker.number.int({ min: 2, max: 40 })} seats left. Show this text for 10% off.`,
    talks: [
      ["2 tickets please", "Two seats are kept for you until 7:30 pm."],
      ["Спасибо!", "Any time."],
    ],
  },
  {
    token: "test_school",
    text: (faker) =>
      `${faker.helpers.arrayElement(["Bus", "Class", "Lunch"])} of ${faker.date.weekday()}: ${faker.helpers.arrayElement(["ten minutes late", "cancelled", "moved to the hall", "as planned"])}.`,
    talks: [["Which bus?", "Number 7."]],
  },
];
