// The least that Node can do: each request is piped on over kept connections. argv: the upstream's port.
import { Agent, createServer, request as send } from "node:http";

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const port = Number(process.argv[2]);
const server = createServer((request, response) => {
  const { method, url, headers } = request;
  const onward = send({ agent, host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  request.pipe(onward);
});
server.listen(0, "127.0.0.1", () => process.send(server.address().port));
