import { Failure, FAILURES, type FailureCode } from "./failure.ts";

/** RFC 9457 problem details with Kinora's stable `code`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly provider_code?: string | undefined;
}

/** The problem document of a failure. */
export const problemOf = (failure: Failure): Problem => ({
  type: `https://kinora.dev/errors#${failure.code}`,
  title: failure.info.say,
  status: failure.info.status,
  code: failure.code,
  detail: failure.message,
  ...(failure.providerCode === undefined ? {} : { provider_code: failure.providerCode }),
});

const isFailureCode = (code: string): code is FailureCode => Object.hasOwn(FAILURES, code);

/** Reads a problem document back into a failure; an unknown code (a newer server) becomes `internal` with its words kept. */
export const failureOf = (problem: Problem): Failure =>
  new Failure(isFailureCode(problem.code) ? problem.code : "internal", {
    detail: problem.detail,
    ...(problem.provider_code === undefined ? {} : { providerCode: problem.provider_code }),
  });
