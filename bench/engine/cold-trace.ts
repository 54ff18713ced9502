/**
 * Loaded into a `kinora animate` by `cold.ts` (node --import): notes when, in milliseconds since the process began, what it
 * waits for has happened, and leaves the notes as JSON in the file that COLD_TRACE names. It changes nothing that it watches.
 */
import type { ChildProcess } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import { writeFileSync } from "node:fs";

const marks: Record<string, number> = {};
const mark = (name: string): void => void (marks[name] ??= performance.now());

/** What a child's message means: the engine's are told apart by `kind`, the film's check answers once. */
const note = (message: { readonly kind?: string; readonly stage?: string; readonly ok?: boolean }): void => {
  if (message.kind === "planned") mark("planned");
  if (message.kind === "progress" && message.stage === "rendering") mark("first frame");
  if (message.kind === "done") mark("rendered");
  if (message.ok !== undefined) mark("checked");
};

subscribe("child_process", (message) => {
  mark("engine started");
  (message as { process: ChildProcess }).process.on("message", (told) => note(told as Parameters<typeof note>[0]));
});
subscribe("http.server.request.start", () => mark("gateway open"));
subscribe("http.server.response.finish", (message) => {
  if ((message as { request: { method?: string } }).request.method === "POST") mark("accepted");
});
process.on("exit", () => {
  mark("end");
  const file = process.env["COLD_TRACE"];
  if (file !== undefined) writeFileSync(file, JSON.stringify(marks));
});
