/**
 * The server could not be reached, or the connection broke before its answer was whole: whether it acted is not known.
 * Distinct from a `Failure`, which is an answer.
 */
export class ServerUnreachable extends Error {
  readonly baseUrl: string;

  constructor(baseUrl: string, cause: unknown) {
    super(`Nothing answers at ${baseUrl}: start it with \`kinora serve\`, or check the address.`, { cause });
    this.name = "ServerUnreachable";
    this.baseUrl = baseUrl;
  }
}
