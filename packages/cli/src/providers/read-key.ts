import { Failure } from "@kinora/contract";
import type { CommandContext } from "../command-context.ts";

/** More than any key has. */
const MOST_BYTES = 65_536;

const readPipe = async (bytes: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of bytes) {
    total += chunk.byteLength;
    if (total > MOST_BYTES) {
      throw new Failure("bad_request", { detail: "That is no key: standard input goes on beyond 64 KiB." });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
};

/**
 * The key of a provider: asked for without an echo at a terminal, else read from standard input, whose last line break is
 * not the key's. Undefined where nothing was given.
 */
export const readKey = async (id: string, context: CommandContext): Promise<string | undefined> => {
  const { stdin, askSecret } = context;
  const text = stdin.isTTY === true ? await askSecret(`Key of ${id} (not shown): `) : await readPipe(stdin);
  const key = text.replace(/\r?\n$/u, "");
  return key === "" ? undefined : key;
};
