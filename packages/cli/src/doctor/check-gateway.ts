import type { ProviderView } from "@kinora/contract";
import { createClient, type Client } from "@kinora/sdk";
import type { Finding } from "@kinora/server";
import type { CommandContext } from "../command-context.ts";
import { describeError } from "../describe-error.ts";
import { type FolderServer, openFolderServer } from "../folder-server.ts";

/** Opens the data folder's gateway, or talks to its owner: database, files, and what each provider needs. */
export const checkGateway = async (dataDir: string, context: CommandContext): Promise<Finding[]> => {
  const id = "database";
  let server: FolderServer;
  try {
    server = await openFolderServer({ dataDir }, context);
  } catch (error) {
    const { sentence } = await describeError(error);
    const remedy =
      "Mend that. A folder that cannot be mended: name another with KINORA_DATA_DIR, or restore it from a backup.";
    return [{ id, verdict: "fail", says: `The records cannot be opened: ${sentence ?? ""}`, remedy }];
  }
  try {
    const client = createClient({ baseUrl: server.url, token: server.token });
    const owner = server.kind === "running" ? "nobody else has it" : `${server.url} serves it`;
    const { data } = await client.listGenerations({ limit: 1 }, { signal: context.signal });
    const newest = data[0] === undefined ? "it is empty" : `the newest generation is ${data[0].id}`;
    return [
      { id, verdict: "ok", says: `The database and the files can be opened (${newest}; ${owner}).` },
      ...(await checkProviders(client, context.signal)),
    ];
  } catch (error) {
    const { sentence } = await describeError(error);
    return [
      {
        id,
        verdict: "fail",
        says: `${server.url} serves the data folder and does not answer well.`,
        remedy: sentence ?? "",
      },
    ];
  } finally {
    if (server.kind === "running") await server.close();
  }
};

/** A provider without a key is no fault: the embedded engine stands in. A stored key that cannot be used is. */
const checkProviders = async (client: Client, signal: AbortSignal): Promise<Finding[]> => {
  const { data } = await client.listProviders({ signal });
  return data.map(findingOf);
};

const FROM = { environment: ", with a key in the environment", stored: ", with a stored key" } as const;

/** @internal for its test */
export const findingOf = ({ id: provider, configured, key, stored, models }: ProviderView): Finding => {
  const id = "provider";
  if (typeof stored?.problem === "string") return { id, verdict: "warn", says: stored.problem };
  const count = models.length === 1 ? "its model" : `its ${models.length} models`;
  const says = configured
    ? `${provider} is ready with ${count}${key === null ? "" : FROM[key]}.`
    : `${provider} is not set up: ${count} cannot be used.`;
  return { id, verdict: "ok", says };
};
