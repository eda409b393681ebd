/** Checks whether the emulator's port is free, and which program has it otherwise. */
import { createServer } from "node:net";
import type { Fetch } from "../client/index.ts";
import { version } from "../version.ts";
import type { EmulatorAddress } from "./emulator-settings.ts";
import type { Finding } from "./finding.ts";
import { whoAnswers } from "./who-answers.ts";

/** Hosts that stand for every address of the machine, each with a loopback address to ask. */
const EVERYWHERE: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "::1" };

export async function checkPort({ host, port }: EmulatorAddress, fetch: Fetch): Promise<Finding> {
  const check = "Emulator's port";
  if (port === 0) return { check, outcome: "ok", says: "any that is free" };
  const where = `${port} on ${host}`;
  const code = await bindingFails(port, host);
  switch (code) {
    case undefined:
      return { check, outcome: "ok", says: `${where} is free: protexting emulate can have it` };
    case "EADDRINUSE":
      return { check, ...(await whoHasIt(where, urlOf(host, port), fetch)) };
    case "EACCES":
      return {
        check,
        outcome: "wrong",
        says: `${where} needs more rights`,
        please: "choose a port above 1023 with --port",
      };
    default:
      return {
        check,
        outcome: "wrong",
        says: `"${host}" is no address of this machine (${code})`,
        please: "choose another with --host; 127.0.0.1 is this machine alone",
      };
  }
}

async function whoHasIt(where: string, url: string, fetch: Fetch): Promise<Omit<Finding, "check">> {
  const answering = await whoAnswers(url, fetch);
  if (answering.who === "emulator") {
    const other = answering.version !== "" && answering.version !== version;
    const which = answering.version === "" ? "an emulator" : `emulator ${answering.version}`;
    return {
      outcome: other ? "note" : "ok",
      says: `${where}: ${which} runs there already${answering.control === "open" ? "" : "; its control API needs its token"}`,
      ...(other
        ? { please: `start the one of this package (${version}) in its place, if you want that` }
        : {}),
    };
  }
  const who =
    answering.who === "other"
      ? `another server (it answers ${answering.status}${answering.server === null ? "" : `, ${answering.server}`})`
      : `something that does not speak HTTP (${answering.says})`;
  return {
    outcome: "wrong",
    says: `${where} is taken by ${who}`,
    please: "stop that, or let the emulator have another port: protexting emulate --port 0 picks a free one",
  };
}

/** @returns undefined when it can be bound */
function bindingFails(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

function urlOf(host: string, port: number): string {
  const reached = EVERYWHERE[host] ?? host;
  return `http://${reached.includes(":") ? `[${reached}]` : reached}:${port}`;
}
