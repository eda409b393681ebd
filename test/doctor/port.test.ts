/** Check of the emulator's port: that it is free, and which process has it otherwise. */
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { version } from "../../src/version.ts";
import { emulator, found, freePort, listen } from "./support.ts";

describe("the emulator's port", () => {
  const of = (port: number, ...args: readonly string[]) =>
    found("Emulator's port", ["--port", String(port), ...args]);

  it("is free", async () => {
    const port = await freePort();
    expect(await of(port)).toMatchObject([
      { outcome: "ok", says: `${port} on 127.0.0.1 is free: protexting emulate can have it` },
    ]);
  });

  it("is had by an emulator already, which is fine", async () => {
    const { port } = await emulator();
    expect(await of(port)).toMatchObject([
      { outcome: "ok", says: `${port} on 127.0.0.1: emulator ${version} runs there already` },
    ]);
  });

  it("is had by an emulator whose control API needs its token", async () => {
    const { port } = await emulator({ host: "0.0.0.0" });
    expect(await of(port, "--host", "0.0.0.0")).toMatchObject([
      { outcome: "ok", says: expect.stringContaining("its control API needs its token") },
    ]);
  });

  it("is taken by another server, or by something that is none", async () => {
    const http = await listen(
      createHttpServer((_, response) => response.writeHead(404, { Server: "other" }).end()),
    );
    expect(await of(http)).toMatchObject([
      {
        outcome: "wrong",
        says: `${http} on 127.0.0.1 is taken by another server (it answers 404, other)`,
        please: expect.stringContaining("--port 0"),
      },
    ]);
    const raw = await listen(
      createServer((socket) => socket.on("error", () => undefined).end("220 mail\r\n")),
    );
    expect(await of(raw)).toMatchObject([
      { outcome: "wrong", says: expect.stringContaining("something that does not speak HTTP") },
    ]);
  });

  it("cannot be bound at an address of another machine", async () => {
    expect(await of(await freePort(), "--host", "192.0.2.1")).toMatchObject([
      { outcome: "wrong", says: '"192.0.2.1" is no address of this machine (EADDRNOTAVAIL)' },
    ]);
  });
});
