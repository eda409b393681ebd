/** Bare `node:http`: drains the body and answers with a constant (first argument). Prints its port. */
import { createServer } from "node:http";

const [, , body = ""] = process.argv;
const headers = {
  "Content-Type": "application/json; charset=UTF-8",
  "Content-Length": Buffer.byteLength(body),
};

const server = createServer((request, response) => {
  request.on("end", () => response.writeHead(200, headers).end(body)).resume();
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${JSON.stringify(server.address())}\n`));
