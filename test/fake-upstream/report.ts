import type { Deed, RequestKind } from "./rules.ts";

/** What reached the vendor under one marker. */
export interface MarkerReport {
  /** Submits that were read to their end. */
  submits: number;
  /** Tasks that were made, each of which a real vendor would bill. */
  accepted: number;
  /** Films that were sent to their end. */
  films: number;
}

/** One submit that was read to its end. */
export interface SubmitRecord {
  readonly marker: string;
  readonly dialect: string;
  /** Ms since 1970, real time. */
  readonly at: number;
  /** How it was mistreated. */
  readonly deed: Deed["kind"] | undefined;
  /** When the last byte of the answer was sent; undefined where that never happened. */
  answeredAt: number | undefined;
}

export interface Report {
  readonly submits: SubmitRecord[];
  /** How films were spoiled, by marker. */
  readonly spoiled: Record<string, string[]>;
  readonly markers: Record<string, MarkerReport>;
  readonly requests: Partial<Record<RequestKind, number>>;
  /** Requests that carried a key to a host that must not see one. */
  leaks: string[];
}

export interface Recorder {
  readonly report: Report;
  request(kind: RequestKind): void;
  of(marker: string): MarkerReport;
  /** A film of this marker was not sent as it should be. */
  spoiled(marker: string, how: string): void;
}

export const createRecorder = (): Recorder => {
  const report: Report = { submits: [], spoiled: {}, markers: {}, requests: {}, leaks: [] };
  return {
    report,
    request: (kind) => {
      report.requests[kind] = (report.requests[kind] ?? 0) + 1;
    },
    spoiled: (marker, how) => void (report.spoiled[marker] ??= []).push(how),
    of: (marker) => (report.markers[marker] ??= { submits: 0, accepted: 0, films: 0 }),
  };
};
