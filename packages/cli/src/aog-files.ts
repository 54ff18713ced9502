import { open, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { aogDocumentSchema, type AogDocument, Failure } from "@kinora/contract";
import { type CommandContext, printJson } from "./command-context.ts";
import { askOnce } from "./connect.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import type { ReachOptions } from "./reach-options.ts";

/** A configuration has a few kilobytes. */
const MAX_BYTES = 1024 * 1024;

const refuse = (detail: string, cause?: unknown): Failure => new Failure("bad_option", { detail, cause });

const tooLong = (name: string): Failure =>
  refuse(`${name} is larger than a configuration can be (1 MiB): check the file.`);

const readCapped = async (name: string, bytes: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw tooLong(name);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
};

const readText = async (file: string, { stdin, workingDir }: CommandContext): Promise<string> => {
  if (file === "-") return readCapped("standard input", stdin);
  const handle = await open(resolve(workingDir, file)).catch((cause: unknown) => {
    throw refuse(`${file} cannot be read: check the name.`, cause);
  });
  try {
    if (!(await handle.stat()).isFile()) throw refuse(`${file} is no file: name an .aog file.`);
    return await readCapped(file, handle.createReadStream({ autoClose: false }) as AsyncIterable<Uint8Array>);
  } finally {
    await handle.close();
  }
};

const readDocument = async (file: string, context: CommandContext): Promise<AogDocument> => {
  const text = await readText(file, context);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw refuse(`${file} is not JSON: an .aog file is one JSON object.`, cause);
  }
  const document = aogDocumentSchema.safeParse(json);
  if (!document.success) throw refuse(`${file} is no .aog file: it must be one JSON object.`, document.error);
  return document.data;
};

/** Takes over what is ours and says what was left; exit 2 where nothing was. */
export const importConfiguration = async (
  file: string,
  options: ReachOptions & { readonly json?: boolean },
  context: CommandContext,
): Promise<ExitCode> => {
  const document = await readDocument(file, context);
  const answer = await askOnce(options, context, (client) => client.importAog(document, { signal: context.signal }));
  if (options.json === true) printJson(context.stdout, answer);
  else {
    for (const name of answer.imported) context.stdout.write(`${name}\n`);
    for (const { name, reason } of answer.skipped) context.stderr.write(`${name} was left out: ${reason}\n`);
  }
  return answer.imported.length === 0 ? EXIT.badUsage : EXIT.done;
};

export const exportConfiguration = async (
  { output, json, ...reach }: ReachOptions & { readonly output?: string; readonly json?: boolean },
  context: CommandContext,
): Promise<void> => {
  const document = await askOnce(reach, context, (client) => client.exportAog({ signal: context.signal }));
  const text = `${JSON.stringify(document, undefined, 2)}\n`;
  if (output === undefined) {
    if (json === true) printJson(context.stdout, document);
    else context.stdout.write(text);
    return;
  }
  const file = resolve(context.workingDir, output);
  await writeFile(file, text);
  if (json === true) printJson(context.stdout, { file });
};
