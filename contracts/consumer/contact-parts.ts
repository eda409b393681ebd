/** Parts that the interactions with contacts share: the contact, its names on the wire, and what every write refuses. */
import type { ContactChange } from "../../src/client/index.ts";
import { type FieldError, invalid, invalidInput, notFound } from "./answers.ts";
import { integer, text } from "./body.ts";
import type { ApiRoute, Interaction } from "./interaction.ts";

export const token = "test_contact_records";
export const NUMBER = "12125550123";
export const OTHER_NUMBER = "12125550124";
/** Id that no account's contact, group or custom field has. */
export const UNKNOWN_ID = 999_999;
const CHANGED_AT = "2026-01-15 07:00:00";
const time = text("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}", CHANGED_AT);
const readTime = { text: CHANGED_AT, date: new Date("2026-01-15T12:00:00Z") };

export const john = {
  firstName: "John",
  lastName: "Smith",
  birthDay: "1999-12-31",
  email: "john@example.com",
  zip: "10001",
  city: "New York",
  groupIds: [1, 2],
} as const;
export const nobody = { firstName: "", lastName: "", birthDay: null, email: "", zip: "", city: "" } as const;

export interface Facts {
  readonly id?: number;
  readonly number?: string;
  readonly person: Omit<typeof john | typeof nobody, "groupIds">;
  readonly groupIds: readonly number[];
  readonly customFieldIds?: readonly number[];
}

/** Fields of a contact as the wire has them, and as the client gives them. */
export function contactOf({ id = 1, number = NUMBER, person, groupIds, customFieldIds = [] }: Facts) {
  const { firstName, lastName, birthDay, email, zip, city } = person;
  return {
    wire: {
      Id: integer(id),
      Number: number,
      OptedOut: 0,
      FirstName: firstName,
      LastName: lastName,
      BirthDay: birthDay ?? "0000-00-00",
      Email: email,
      Zip: zip,
      City: city,
      DateCreated: time,
      DateUpdated: time,
      GroupIds: groupIds,
      CustomFieldIds: customFieldIds,
    },
    read: {
      id,
      number,
      optedOut: false,
      firstName,
      lastName,
      birthDay,
      email,
      zip,
      city,
      createdAt: readTime,
      updatedAt: readTime,
      groupIds,
      customFieldIds,
    },
  };
}

export const full = contactOf({ person: john, groupIds: john.groupIds, customFieldIds: [1] });
const NAMES: Readonly<Record<string, string>> = {
  fnumber: "number",
  ffirstname: "firstName",
  flastname: "lastName",
  fbirthdate: "birthDay",
  femail: "email",
  fzipcode: "zip",
  fcity: "city",
  GroupIds: "groupIds",
  Message: "message",
  frfield: "customFieldId",
  fvalue: "customFieldValue",
};

/** The call's parameters under the API's names, in its order. */
export function bodyOf(params: object) {
  const body: Record<string, string | number | readonly number[]> = {};
  for (const [name, own] of Object.entries(NAMES)) {
    const value: string | number | readonly number[] | undefined = Reflect.get(params, own);
    if (value !== undefined) body[name] = value;
  }
  return body;
}

export type Case<Params> = readonly [outcome: string, changed: Params, ...errors: FieldError[]];

const long = (field: string, most: number): FieldError => ({
  field,
  message: `${field[0]?.toUpperCase()}${field.slice(1)} should contain at most ${most} characters.`,
});

/** Fields that both writes refuse. */
export const personCases: readonly Case<Partial<Omit<ContactChange, "id" | "groupIds">>>[] = [
  ["the number is blank", { number: "" }, { field: "fnumber", message: "Fnumber cannot be blank." }],
  ["the number is none", { number: "nobody" }, { field: "fnumber", message: "Fnumber is invalid." }],
  [
    "names and address are too long",
    { firstName: "x".repeat(101), lastName: "x".repeat(101), email: `${"x".repeat(64)}@example.com` },
    long("ffirstname", 100),
    long("flastname", 100),
    long("femail", 64),
  ],
  [
    "birthday and address are none",
    { birthDay: "1999-02-30", email: "nobody" },
    { field: "fbirthdate", message: "The format of Fbirthdate is invalid." },
    { field: "femail", message: "Femail is not a valid email address." },
  ],
];

export const groupCases: readonly Case<{ readonly groupIds: readonly number[] }>[] = [
  [
    "a group is none of the account's",
    { groupIds: [1, UNKNOWN_ID] },
    { field: "GroupIds", message: "Group Ids is invalid." },
  ],
];

export function refusal(
  attempt: Pick<Interaction, "route" | "request" | "call" | "given"> & { readonly touches: "never" },
  outcome: string,
  errors: readonly FieldError[],
): Interaction {
  return {
    ...attempt,
    outcome,
    restsOn: ["contacts.fields", "errors.validation", "headers.scope"],
    answer: invalid(errors),
    result: invalidInput(errors, NAMES),
  };
}

export function unknown(
  route: ApiRoute,
  request: Omit<Interaction["request"], "token">,
  call: Interaction["call"],
): Interaction {
  return {
    route,
    outcome: "there is no such contact",
    given: { state: "an account", params: { token } },
    touches: "safe",
    restsOn: ["contacts.unknown", "errors.shape", "headers.scope"],
    request: { ...request, token },
    answer: notFound,
    call,
    result: { throws: { name: "NotFoundError", status: 404 } },
  };
}
