// Verifies every request with the secret that the first line of its input names, and says on its
// output first where it listens, then what it verified: the id and type, or why it did not.
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { Webhook } from "standardwebhooks";

const secrets = [];
createInterface({ input: process.stdin })
  .on("line", (line) => secrets.push(line))
  .on("close", () => process.exit(0));

const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    try {
      const message = new Webhook(secrets.at(-1)).verify(Buffer.concat(chunks).toString(), request.headers);
      console.log(`verified ${message.id} ${message.type} ${message.data.object.text ?? ""}`);
      response.writeHead(204).end();
    } catch (error) {
      console.log(`refused ${error.message}`);
      response.writeHead(400).end(error.message);
    }
  });
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
