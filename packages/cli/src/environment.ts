/** What the command line takes from the environment; the server's own settings are read by the server. */
export interface Environment {
  /** A server to work with instead of the data folder's owner. */
  readonly server: string | undefined;
  readonly apiKey: string | undefined;
  readonly isDebugging: boolean;
  /** Whether the launcher of an older Node started this process. */
  readonly wasLaunched: boolean;
  readonly isPlain: boolean;
}

const given = (text: string | undefined): string | undefined => (text === "" ? undefined : text);

/** The only reader of `process.env` in this package. */
export const readEnvironment = (variables: NodeJS.ProcessEnv = process.env): Environment => ({
  server: given(variables["KINORA_SERVER"]),
  apiKey: given(variables["KINORA_API_KEY"]),
  isDebugging: variables["KINORA_LOG_LEVEL"] === "debug",
  wasLaunched: given(variables["KINORA_LAUNCHED"]) !== undefined,
  isPlain: variables["TERM"] === "dumb" || given(variables["CI"]) !== undefined,
});
