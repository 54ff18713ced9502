import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import { expect, test } from "vitest";
import { bridge } from "./mcp-bridge.ts";

/** A bridge between an agent and a server, each at the other end of a wire. */
const open = async (answerWithinMs?: number) => {
  const [agent, client] = InMemoryTransport.createLinkedPair();
  const [server, wire] = InMemoryTransport.createLinkedPair();
  const heard: JSONRPCMessage[] = [];
  const asked: JSONRPCMessage[] = [];
  agent.onmessage = (message) => void heard.push(message);
  server.onmessage = (message) => void asked.push(message);
  await Promise.all([agent.start(), server.start()]);
  await bridge(client, wire, answerWithinMs);
  return { agent, server, wire, heard, asked };
};
const call: JSONRPCMessage = { jsonrpc: "2.0", id: 7, method: "tools/call", params: { name: "list_models" } };
const answer: JSONRPCMessage = { jsonrpc: "2.0", id: 7, result: { content: [] } };

test("requests go to the server, and answers and notes of progress to the agent", async () => {
  const { agent, server, heard, asked } = await open();
  await agent.send(call);
  expect(asked).toEqual([call]);
  const note: JSONRPCMessage = { jsonrpc: "2.0", method: "notifications/progress", params: { progress: 1 } };
  await server.send(note);
  await server.send(answer);
  expect(heard).toEqual([note, answer]);
});

test("a request that reaches no server is answered with the reason", async () => {
  const { agent, wire, heard } = await open();
  wire.send = () => Promise.reject(new Error("connect ECONNREFUSED"));
  await agent.send(call);
  await expect.poll(() => heard).toMatchObject([{ id: 7, error: { message: "connect ECONNREFUSED" } }]);
});

test("a request whose server ended is answered with how to go on, once, whatever comes later", async () => {
  const { agent, server, heard } = await open(1);
  await agent.send(call);
  await expect
    .poll(() => heard)
    .toMatchObject([{ id: 7, error: { message: expect.stringContaining("get_generation") as unknown } }]);
  await server.send(answer);
  expect(heard).toHaveLength(1);
});
