import { Failure } from "@kinora/contract";
import type { Redactor } from "@kinora/net";

/** Runs what talks to a vendor; what comes out of it, answer or error, names no secret, whatever the vendor repeats. */
export type Redacted = <T>(run: () => T | Promise<T>) => Promise<T>;

export const redacted =
  (redactorOf: () => Promise<Redactor>): Redacted =>
  async (run) => {
    const redactor = await redactorOf();
    try {
      return withoutSecrets(redactor, await run());
    } catch (error) {
      throw error instanceof Failure ? failureWithout(redactor, error) : redactor.error(error);
    }
  };

/** Members that are sentences. Operations and results are data: changing them would lose the work. */
const SENTENCES: ReadonlySet<string> = new Set(["detail", "message", "providerCode"]);
const DATA: ReadonlySet<string> = new Set(["operation", "operations", "result"]);

const withoutSecrets = <T>(redactor: Redactor, value: T): T => {
  if (Array.isArray(value)) return value.map((one: unknown) => withoutSecrets(redactor, one)) as T;
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, member]: [string, unknown]): [string, unknown] => {
    if (DATA.has(name)) return [name, member];
    if (typeof member === "string" && SENTENCES.has(name)) return [name, redactor.text(member)];
    return [name, withoutSecrets(redactor, member)];
  });
  return Object.fromEntries(members) as T;
};

const failureWithout = (redactor: Redactor, { code, message, providerCode, cause }: Failure): Failure =>
  new Failure(code, {
    detail: redactor.text(message),
    ...(providerCode === undefined ? {} : { providerCode: redactor.text(providerCode) }),
    ...(cause === undefined ? {} : { cause: redactor.error(cause) }),
  });
