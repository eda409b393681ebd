import { devNull } from "node:os";
import { expect, it } from "vitest";
import { pactEnvironment } from "../../../contracts/pact/verification/pact-environment.ts";

it("Pact's verifier sees no token, no proxy, no certificates, and that it is not to report its runs", () => {
  const environment = {
    PATH: "/bin",
    PROTEXTING_ACCESS_TOKEN: "test_secret",
    protexting_live: "1",
    http_proxy: "http://127.0.0.1:1",
    HTTPS_PROXY: "http://127.0.0.1:1",
    All_Proxy: "http://127.0.0.1:1",
    PACT_DO_NOT_TRACK: "false",
  };
  expect(pactEnvironment(environment)).toEqual({
    PATH: "/bin",
    PACT_DO_NOT_TRACK: "true",
    SSL_CERT_FILE: devNull,
    SSL_CERT_DIR: devNull,
  });
});
