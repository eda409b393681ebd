/** Gives an emulator an account with something in each of its lists, so that their rows can be compared. */
import type { SeedData } from "../../src/emulator/index.ts";

const TOKEN = "test_drift";

const past: SeedData = {
  accounts: [
    {
      token: TOKEN,
      credits: 1000,
      numbers: ["82257", "16465550100"],
      // All is asked within a minute; the limit's headers look the same whatever it is.
      limits: { rate: { limit: 1000, windowSeconds: 60 } },
      delivery: { mode: "immediate" },
      approval: { mode: "immediate" },
      templates: [{ resourceLink: "https://media.example.test/picture.jpg", name: "My Image", status: 3 }],
      messages: [
        { to: "16465550123", text: "Hello World!", template: 10_586, subject: "News" },
        { to: "16465550123", text: "Hello World!" },
      ],
      inbox: [{ from: "12125550123", message: "Hello" }],
      groups: [{ name: "Winners" }],
      contacts: [{ number: "12125550123", groups: [1] }],
    },
  ],
};

/**
 * Touches the account of one token that is made for this.
 * @returns its token, or undefined where there is no control API to ask
 */
export async function seedForDrift(origin: string): Promise<string | undefined> {
  try {
    const { ok } = await fetch(`${origin}/_emulator/seed`, {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/json" },
      body: JSON.stringify(past),
      redirect: "manual",
    });
    return ok ? TOKEN : undefined;
  } catch {
    // The first request that gets no answer reports a server that is not there.
    return undefined;
  }
}
