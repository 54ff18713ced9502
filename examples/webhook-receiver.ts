// Receives what Kinora posts when a generation ends, as n8n, Zapier or your own server would: the signature is checked by the
// library of Standard Webhooks, a delivery that comes twice counts once, and the answer comes before the work.
//
//   KINORA_WEBHOOK_SECRET=whsec_… node examples/webhook-receiver.ts 8787
//
// The secret is in the answer of POST /api/v1/webhooks {"url": "https://your.host/", "events": […]}.
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { Webhook } from "standardwebhooks";

const port = Number(process.argv[2] ?? 8787);
const webhook = new Webhook(process.env["KINORA_WEBHOOK_SECRET"] ?? "");
const seen = new Set<string>();

const server = createServer((request, response) => {
  void text(request).then((body) => {
    const id = String(request.headers["webhook-id"]);
    try {
      webhook.verify(body, request.headers as Record<string, string>);
    } catch {
      response.writeHead(401).end("the signature is wrong");
      return;
    }
    response.writeHead(204).end();
    if (seen.has(id)) return;
    seen.add(id);
    const { type, data } = JSON.parse(body) as { type: string; data: { id: string } };
    console.log(type, data.id);
  });
});
server.listen(port, "127.0.0.1", () => console.log(`listening on ${port}`));
