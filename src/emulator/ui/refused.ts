/** Error that ends a request for the page with a refusal. */

export class Refused extends Error {
  readonly status: number;
  readonly title: string;
  /** Key of a requested account that does not exist: it may come back. */
  readonly missing: string | undefined;

  constructor(status: number, title: string, why: string, missing?: string) {
    super(why);
    this.status = status;
    this.title = title;
    this.missing = missing;
  }
}

export function notFound(): Refused {
  return new Refused(404, "Not found", "The page has nothing here.");
}

export function badAddress(): Refused {
  return new Refused(
    400,
    "Bad address",
    "The address names an account in a way that no link of this page does.",
  );
}

export function formRefused(why: string): Refused {
  return new Refused(403, "The form was refused", why);
}

export function noAccount(key: string): Refused {
  const why =
    "This account is not there, or no longer: a reset takes accounts away. It shows up here once it calls again.";
  return new Refused(404, "No such account", why, key);
}
